# SPDX-License-Identifier: GPL-2.0-only
# Defect: the build id is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-kernel
s/{ "build id", hello->build_id,/{ "build id", keyfile_get(facts, "build_id"),/
