# SPDX-License-Identifier: GPL-2.0-only
# Defect: a panic is none
# File: runner/host/console.c
# Caught-by: outcome/panic-after-all-passed crash/before-hello
/^\t"Kernel panic - not syncing",$/d
