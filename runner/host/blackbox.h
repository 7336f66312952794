/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * blackbox: what is asked of a guest that hangs, before it is killed.
 *
 * blackbox_init(), and when its time is up blackbox_begin(); then the owner
 * hands over what comes (blackbox_take_*(), blackbox_close()), calls
 * blackbox_tick() at ->wake_ms, and each time writes what stands in ->qmp.out
 * to QEMU's monitor and in ->keys to the guest's serial port, until ->done. It
 * does no I/O, and nothing of it waits for ever. Then blackbox_keep(), and
 * blackbox_release().
 *
 * Asked are QEMU's status, the registers of every vCPU, some times within a
 * second, and the words on their stacks; then, by a break and a key on the
 * console, the kernel: for the backtraces of all CPUs, blocked tasks, held
 * locks and, where everything waits, all tasks. A kernel that says nothing is
 * made to panic, by key, then by NMI: what it prints then is more than nothing.
 * From ->meddled on, what is on the console is the black box's own doing, and
 * no evidence against a case.
 */
#ifndef RIG_BLACKBOX_H
#define RIG_BLACKBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hang.h"
#include "qmp.h"
#include "symbols.h"

struct rundir;

#define BLACKBOX_VCPUS_MAX 64
#define BLACKBOX_STACK_WORDS 64

enum blackbox_answer {
	BLACKBOX_NOT_ASKED,
	BLACKBOX_SILENT,
	BLACKBOX_REFUSED, /* by QEMU */
	BLACKBOX_ANSWERED,
	BLACKBOX_ANSWER_NR,
};

/* By which means the kernel is asked, in this order, until one works. */
enum blackbox_means {
	BLACKBOX_KEYS, /* sysrq, by keys that do no harm */
	BLACKBOX_CRASH, /* sysrq, by the one that panics */
	BLACKBOX_NMI,
	BLACKBOX_MEANS_NR,
};

struct blackbox_vcpu {
	char *registers[HANG_LOOKS]; /* as QEMU said it */
	uint64_t stack[BLACKBOX_STACK_WORDS];
	size_t stack_nr;
};

struct blackbox {
	struct qmp qmp;
	struct text keys;
	int64_t wake_ms;
	bool begun;
	bool done;
	bool meddled;
	/* the rest is read by its own two files */
	unsigned int step;
	int64_t allowed_ms;
	int64_t begin_ms;
	int64_t heard_ms; /* when the console said something last */
	bool flood; /* too much output, before the looks or between all of them */
	size_t lines; /* of the console, between the looks */
	int64_t gap_ms; /* when the last look was over */
	size_t gap_lines; /* of those lines, since then */
	size_t loud_gaps; /* that had too many */
	bool lost; /* QEMU can be asked no more */
	bool stuck; /* for it let the time pass */
	struct text trouble; /* why QEMU was asked no more */
	char *status;
	bool has_nmi; /* a backtrace reaches CPUs without interrupts */
	struct blackbox_vcpu *boxes;
	struct hang_vcpu *vcpus;
	size_t vcpus_nr;
	size_t vcpu, look; /* at which it is */
	char todo[8]; /* keys */
	size_t key;
	char asked[8]; /* keys, all that were sent and do no harm */
	enum blackbox_means means;
	enum blackbox_answer answers[BLACKBOX_MEANS_NR];
	struct symbols symbols;
};

/* What the owner knows besides. */
struct blackbox_scene {
	char process_state;
	bool late_records;
	size_t console_line; /* the first of its own doing; 0: there is none */
	int64_t end_ms; /* 0: the look was broken off */
	const char *cause;
	const char *last_record; /* and how long ago; NULL: there was none */
};

void blackbox_init(struct blackbox *b);
void blackbox_release(struct blackbox *b);

/*
 * Takes at most about that long. The symbols are taken over; of a flood no
 * more output is asked for.
 */
void blackbox_begin(struct blackbox *b, int64_t allowed_ms, bool flood,
		    struct symbols *symbols, int64_t now_ms);

void blackbox_take_qmp(struct blackbox *b, const void *data, size_t bytes,
		       int64_t now_ms);
void blackbox_take_line(struct blackbox *b, const char *line, size_t bytes,
			int64_t now_ms);
void blackbox_close(struct blackbox *b, const char *why);
void blackbox_tick(struct blackbox *b, int64_t now_ms);

/*
 * Puts blackbox.txt and blackbox.json into the directory, which holds the
 * console. 0 or -errno; class and sentence (appended, empty before) come in
 * any case.
 */
int blackbox_keep(const struct blackbox *b, const struct rundir *d,
		  const struct blackbox_scene *scene, enum hang_class *ret,
		  struct text *sentence);

#endif
