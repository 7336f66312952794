# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may match a line of splats.deny for which there is no head
# File: runner/host/specimen.c
# Caught-by: outcome/allow-matches-others
/^[a-z].*match_lines(/,/^}/s/matches_any(re, at\[i\])/at == lines \&\& &/
