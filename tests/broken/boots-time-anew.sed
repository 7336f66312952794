# SPDX-License-Identifier: GPL-2.0-only
# Defect: each boot has all of the run's time
# File: runner/host/supervisor.c
# Caught-by: boots/run-deadline-in-boot-2
/^[a-z].*limits_of(/,/^}/s/limits.run_ms -= s->used_ms;//
