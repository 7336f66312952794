# SPDX-License-Identifier: GPL-2.0-only
# Defect: when the kernel was built is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-version
s/{ "version", hello->version,/{ "version", keyfile_get(facts, "uname_version"),/
