/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcpu: what QEMU's monitor tells of a processor, as far as it says what the
 * guest is at.
 *
 * The texts are QEMU's "info registers" and "x /64gx" of x86_64 and arm64.
 */
#ifndef RIG_VCPU_H
#define RIG_VCPU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One look at it. */
struct vcpu_sample {
	uint64_t pc;
	uint64_t sp;
	bool user; /* at the privilege of programs */
	bool irqs_off;
	bool halted; /* as far as QEMU says so; of arm64 it never does */
};

/* False: this is no such text, and *ret stays untouched. */
bool vcpu_parse(const char *registers, struct vcpu_sample *ret);

/*
 * The words of a piece of memory, in the order of their addresses; how many
 * there are, at most `most`.
 */
size_t vcpu_parse_words(const char *memory, uint64_t *ret, size_t most);

#endif
