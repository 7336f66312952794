# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse is not held against the title
# File: runner/host/splat-scan.c
# Caught-by: reports/excused-whole
/^static .*settle(/,/^}/s/if (!stream->excuse \&\& s->rules)/if (0)/
