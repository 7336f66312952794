# SPDX-License-Identifier: GPL-2.0-only
# Defect: the release is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-release
s/{ "release", hello->release,/{ "release", keyfile_get(facts, "release"),/
