# SPDX-License-Identifier: GPL-2.0-only
# Defect: the hash of the config is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-config
s/{ "config", hello->config_sha256,/{ "config", keyfile_get(facts, "config_sha256"),/
