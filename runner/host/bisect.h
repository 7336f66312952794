/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bisect: what a bisection knows so far, and what that says of a commit.
 *
 * Its folder holds, written by scripts/bisect*, `request` (KEY=value lines),
 * `trials` (a line a boot), `steps` (a line for each commit that was decided)
 * and in the end `answer`. bisect_read(), bisect_release(). What is decided is
 * pure: the same lines say the same, however often the rig was killed between.
 */
#ifndef RIG_BISECT_H
#define RIG_BISECT_H

#include <stdbool.h>
#include <stddef.h>

#include "flake.h"
#include "keyfile.h"
#include "symptom.h"

struct text;

/* What a commit is looked at for; a commit may have several of these. */
enum bisect_place {
	BISECT_AT_BAD, /* the end where the case fails */
	BISECT_AT_GOOD,
	BISECT_AT_STEP,
	BISECT_AT_BEFORE, /* confirming: the culprit's parent, itself, its */
	BISECT_AT_CULPRIT, /* parent once more */
	BISECT_AT_AGAIN,
	BISECT_PLACES_NR,
};

enum bisect_word {
	BISECT_GOOD, /* passes */
	BISECT_BAD, /* fails, in the way that is bisected */
	BISECT_SKIP, /* can not be told */
	BISECT_ABORT, /* nothing more can be told of any commit */
	BISECT_AGAIN, /* one more trial */
	BISECT_WORDS_NR,
};

/* One boot. */
struct bisect_trial {
	enum bisect_place place;
	char *commit;
	struct symptom symptom;
	double seconds;
	char *run;
};

/* One commit, decided. */
struct bisect_step {
	enum bisect_place place;
	char *commit;
	char *key; /* of its kernel's content; empty: none was built */
	enum bisect_word word;
	double error; /* the chance that it is wrong */
	double seconds;
	char *run; /* one that shows it, or empty */
	char *sentence; /* why */
	char *subject;
};

struct bisect {
	struct keyfile request;
	const char *test;
	const char *fingerprint; /* or NULL */
	double error; /* 1 - confidence */
	unsigned int planned; /* steps */
	struct bisect_trial *trials;
	size_t trials_nr;
	struct bisect_step *steps;
	size_t steps_nr;
};

/* How often a commit that is decided by `word` was found so. */
struct bisect_counts {
	unsigned int fails; /* in the way that is bisected */
	unsigned int passes;
	unsigned int others; /* in another way */
};

struct bisect_verdict {
	enum bisect_word word;
	double error;
	char *sentence; /* the caller frees it */
};

const char *bisect_place_name(enum bisect_place place);
bool bisect_place_parse(const char *name, enum bisect_place *ret);
const char *bisect_word_name(enum bisect_word word);

/* What `git bisect run` takes; of BISECT_AGAIN a number of our own. */
int bisect_word_exit(enum bisect_word word);

/* 0 or -errno; on an error `why` names file and line, and *ret is empty. */
int bisect_read(const char *dir, struct bisect *ret, struct text *why);
void bisect_release(struct bisect *b);

/* Takes the trial over. */
void bisect_add_trial(struct bisect *b, struct bisect_trial trial);

/* The line of a trial as `trials` has it. */
void bisect_put_trial(const struct bisect_trial *t, struct text *out);

/*
 * The way in which the case fails at the bad end: of those that it showed
 * there the case's own before the kernel's, then the most frequent. NULL: it
 * did not fail there.
 */
const struct symptom *bisect_reference(const struct bisect *b);

struct bisect_counts bisect_count(const struct bisect *b,
				  enum bisect_place place, const char *commit);

/*
 * What the trials of a commit say. `left`: how many more steps there will be,
 * which share what chance of an error is left.
 */
void bisect_judge(const struct bisect *b, enum bisect_place place,
		  const char *commit, unsigned int left,
		  struct bisect_verdict *ret);

/* The chance that any decision was wrong: no more than their sum. */
double bisect_error(const struct bisect *b);

#endif
