/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hang: in which way a guest hangs. Pure: facts in, a word and a sentence out.
 *
 * Every processor is looked at some times, a while apart. The class is that of the
 * processor that explains most; the sentence names it.
 */
#ifndef RIG_HANG_H
#define RIG_HANG_H

#include <stdbool.h>
#include <stddef.h>

#include "vcpu.h"

struct symbols;
struct text;

enum hang_class {
	HANG_UNKNOWN, /* there is nothing to tell it by */
	HANG_IDLE, /* no processor runs: everything waits */
	HANG_BUSY, /* the kernel runs, now here, now there */
	HANG_USER, /* a program runs, and the kernel does not */
	HANG_SPINNING, /* the kernel stays in one function */
	HANG_IRQS_OFF, /* it lets no interrupt in */
	HANG_STOPPED, /* QEMU does not run the guest */
	HANG_FLOOD, /* more output than any run makes, or all the while */
	HANG_QEMU, /* QEMU itself does not answer */
	HANG_CLASS_NR,
};

#define HANG_LOOKS 5

struct hang_vcpu {
	size_t looks; /* that told something, in the order of the samples */
	struct vcpu_sample samples[HANG_LOOKS];
};

struct hang_facts {
	bool flood;
	size_t lines; /* that a flooded console had while it was looked at */
	bool answered; /* QEMU did, to the end of what it was asked */
	char process_state; /* of QEMU, as in /proc; 0: not known */
	const char
		*status; /* as QEMU calls it: "running"; NULL: it did not say */
	const struct hang_vcpu *vcpus;
	size_t vcpus_nr;
	const struct symbols *symbols;
	const char *blocked; /* tasks that wait uninterruptibly, or NULL */
	bool late_records; /* the guest sent records after its time was up */
};

/* Appends one sentence, without a full stop. */
enum hang_class hang_classify(const struct hang_facts *f,
			      struct text *sentence);

/* "idle", "irqs off"; never NULL. */
const char *hang_class_name(enum hang_class class);
bool hang_class_parse(const char *name, enum hang_class *ret);

#endif
