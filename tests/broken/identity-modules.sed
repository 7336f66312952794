# SPDX-License-Identifier: GPL-2.0-only
# Defect: the BTF of modules is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-module
/^[a-z].*identity_agrees(/,/^}/s/differences += compare_modules(.*/;/
