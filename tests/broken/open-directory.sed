# SPDX-License-Identifier: GPL-2.0-only
# Defect: whoever likes looks into the directory of a run that goes on
# File: runner/host/rundir.c
# Caught-by: outcome/green
/^[a-z].*rundir_create(/,/^}/s/mkdir(path, 0700)/mkdir(path, 0777)/
