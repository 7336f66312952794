/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * boot: one boot of a run, read from what is kept of it.
 *
 * Read are request, vm.json, console.raw and records.bin of its folder. What
 * the rig did, what the guest said and what its console tells are in it, and
 * what was found by them alone; the cases are judged by who has all boots.
 */
#ifndef RIG_BOOT_H
#define RIG_BOOT_H

#include "conclusion.h"
#include "record.h"
#include "session.h"
#include "text.h"
#include "transcript.h"
#include "vm.h"

struct keyfile;
struct manifest;
struct plan;
struct rundir;
struct splats;

/* What is the same for every boot of a run; the caller's. */
struct boot_setting {
	const struct manifest *manifest;
	const struct keyfile *facts; /* of the kernel */
	struct splats *splats;
};

struct boot {
	struct vm_report vm;
	struct session session; /* of the cases of its plan */
	struct transcript transcript; /* empty when QEMU was not started */
	struct text found[FINDING_NR]; /* one sentence each, or empty */
};

/*
 * Reads the boot from its folder. The plan, of what it was asked to run, must
 * outlive it. 0 or -errno; on an error `why` names the file. In either case
 * the caller releases *ret.
 */
int boot_read(const struct rundir *d, const struct boot_setting *setting,
	      const struct plan *plan, const uint8_t nonce[RECORD_NONCE_BYTES],
	      struct boot *ret, struct text *why);

void boot_release(struct boot *b);

#endif
