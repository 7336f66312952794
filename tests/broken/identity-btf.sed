# SPDX-License-Identifier: GPL-2.0-only
# Defect: the hash of the BTF is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-btf
s/{ "BTF", hello->btf_sha256,/{ "BTF", keyfile_get(facts, "btf_sha256"),/
