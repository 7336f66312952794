# SPDX-License-Identifier: GPL-2.0-only
# Defect: logs that are not whole are judged by
# File: runner/host/judge.c
# Caught-by: judge/log-changed judge/log-cut
/^[a-z].*is_judgeable(/,/^}/s/if (!seen->logs_whole)/if (0)/
