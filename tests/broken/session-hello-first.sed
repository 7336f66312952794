# SPDX-License-Identifier: GPL-2.0-only
# Defect: anything may come before HELLO
# File: runner/host/session.c
# Caught-by: channel/no-hello
/^[a-z].*session_take(/,/^}/s/if (!s->has_hello \&\& .*/if (0)/
