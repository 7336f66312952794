/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * accel: which accelerator the guest runs under, decided before QEMU's command
 * line is put together, and why.
 *
 * `auto` takes KVM when the guest's machine is the host's and the probe saw
 * code run under it, else TCG. `kvm` takes KVM or nothing: it never falls
 * back. `tcg` asks nothing. Should a guest under KVM end before its first byte
 * all the same, `auto` goes on under TCG, once and for all of the run.
 */
#ifndef RIG_ACCEL_H
#define RIG_ACCEL_H

#include <stdbool.h>

#include "kvm-probe.h"

enum accel_wish {
	ACCEL_AUTO,
	ACCEL_KVM,
	ACCEL_TCG,
	ACCEL_WISH_NR,
};

struct accel {
	bool usable; /* false: what was wished for can not be had */
	bool kvm; /* else TCG */
	bool retry; /* it may fall back still, when a guest dies of KVM */
	char reason[512]; /* one sentence; names the remedy when not usable */
};

bool accel_parse(const char *name, enum accel_wish *ret);
const char *accel_wish_name(enum accel_wish wish);

/* Must the probe be asked? Else it may be NULL below. */
bool accel_wants_probe(enum accel_wish wish, const char *host_machine,
		       const char *guest_machine);

/* KVM without a proof that it runs code; whoever asked for it is named. */
struct accel accel_trust(enum accel_wish wish, const char *who);

/* A guest came to nothing under KVM, `why` says how: TCG from here on. */
void accel_fall_back(struct accel *a, const char *why);

/* Pure. Machines are what `uname -m` prints. */
struct accel accel_decide(enum accel_wish wish, const char *host_machine,
			  const char *guest_machine,
			  const struct kvm_probe_result *probe);

#endif
