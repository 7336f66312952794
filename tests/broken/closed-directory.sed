# SPDX-License-Identifier: GPL-2.0-only
# Defect: nobody else may look into the directory of a run that is over
# File: runner/host/rundir.c
# Caught-by: outcome/green
/^[a-z].*share(/,/^}/s/fchmod(d->fd, 0755/fchmod(d->fd, 0700/
