/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch: what a file of configs/arch says about the machine that QEMU plays.
 *
 * arch_read(), use, arch_release(). The strings belong to ->conf.
 */
#ifndef RIG_ARCH_H
#define RIG_ARCH_H

#include "keyfile.h"

struct text;

struct arch {
	struct keyfile conf;
	const char *name;
	const char *machine; /* what `uname -m` prints in the guest */
	const char *console; /* device of its serial port */
	const char *qemu; /* program */
	const char *qemu_package; /* that it comes in */
	const char *qemu_machine;
	const char *cpu_tcg;
	const char *cpu_kvm;
	const char *accel_tcg;
	const char *cmdline; /* further kernel arguments; may be empty */
	unsigned int smp;
	unsigned int mem_mib;
	/* what an idle machine takes for the work by which guests are measured */
	unsigned int pace_tcg_us;
	unsigned int pace_kvm_us;
};

/* 0 or -errno; on an error `why` names file and key. */
int arch_read(const char *path, struct arch *ret, struct text *why);

void arch_release(struct arch *a);

#endif
