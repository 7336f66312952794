# SPDX-License-Identifier: GPL-2.0-only
# Defect: a splat that the kernel died of is counted among none
# File: runner/host/transcript.c
# Caught-by: reports/oops-bug-x86_64 reports/panic-arm64
/^static .*take_splat(/,/^}/s/t->splats_fatal += .*/;/
