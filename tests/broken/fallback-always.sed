# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest that spoke and was lost under KVM is tried again under TCG
# File: runner/host/fallback.c
# Caught-by: kvm/dies-after-a-byte kvm/dies-after-a-byte-of-records
/^bool fallback_is_due(/,/^}/s/b->mute \&\&/1 \&\&/
