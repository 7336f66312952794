# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest that KVM loses is not tried again under TCG
# File: runner/host/fallback.c
# Caught-by: kvm/dies-mute kvm/hangs-mute
/^bool fallback_is_due(/,/^}/s/b->mute \&\&/0 \&\&/
