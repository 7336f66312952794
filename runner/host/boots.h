/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * boots: which cases the next boot of a run is asked for, and nothing but that.
 *
 * A boot is asked for all that is left of the plan, or with `isolate` for one
 * case. One that the guest ended in a case has lost that case, and the next
 * goes on behind it. At the end of the plan each lost case has one boot more,
 * alone. There is a bound for all of it, and after some ends no boot follows:
 * after what a guest forged only with `isolate`, where it was one case's doing.
 *
 * boots_init(), then boots_next() and boots_take() in turn until there is none
 * to go; boots_release(). Pure: who runs the boots and who reads what they left
 * come to the same.
 */
#ifndef RIG_BOOTS_H
#define RIG_BOOTS_H

#include <stdbool.h>
#include <stddef.h>

#define BOOTS_EXTRA 8 /* when nobody says how many */
#define BOOTS_EXTRA_MAX 999 /* check-args reads it here */

struct boots_rules {
	size_t cases; /* of the plan */
	bool isolate;
	unsigned int extra; /* boots beyond those that the plan wants */
};

/* What to ask for: cases of the plan that stand together. */
struct boots_task {
	size_t first;
	size_t nr;
	bool again; /* a lost one, alone */
};

enum boots_step {
	BOOTS_GO,
	BOOTS_DONE, /* there is nothing left to ask for */
	BOOTS_STOPPED, /* after the end of the last one no other follows */
	BOOTS_BARREN, /* the last one came to no case: nor would the next */
	BOOTS_BOUND, /* there were as many as there may be */
	BOOTS_STEP_NR,
};

/* How a boot ended. */
enum boots_end {
	BOOTS_END_WHOLE, /* as it should, after all it was asked for */
	BOOTS_END_CRASH, /* the kernel's own doing, as the next two */
	BOOTS_END_HANG,
	BOOTS_END_GONE, /* without a word of why */
	BOOTS_END_CHANNEL, /* what it said is forged, damaged, or too much */
	BOOTS_END_STOP, /* so that nothing may follow */
	BOOTS_END_NR,
};

struct boots {
	struct boots_rules rules;
	enum boots_step step;
	struct boots_task task; /* of the next, while there is one */
	unsigned int nr; /* that were taken */
	size_t begun; /* cases of the plan that need no first boot any more */
	size_t *lost; /* by the plan, in its order */
	size_t lost_nr;
	size_t again; /* of those, that had their second boot */
};

void boots_init(struct boots *b, const struct boots_rules *rules);
void boots_release(struct boots *b);

/* BOOTS_GO: *ret is what the next boot is asked for. Else there is none. */
enum boots_step boots_next(const struct boots *b, struct boots_task *ret);

/*
 * That boot is over: so many of its cases, from the first on, have a verdict,
 * and the one behind them began and was `lost`.
 */
void boots_take(struct boots *b, enum boots_end end, size_t done, bool lost);

/* The most boots that there can be. */
size_t boots_most(const struct boots_rules *rules);

/* A word each; never NULL. */
const char *boots_end_name(enum boots_end end);

/* Why there is no boot for what is left, as half a sentence; NULL: nothing is left. */
const char *boots_why(enum boots_step step);

#endif
