// SPDX-License-Identifier: GPL-2.0-only
#include "bisect.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* A commit that does nothing but fail in another way is left after so many; one
 * that does so now and then, when that is most of many. */
#define OTHERS_MAX 4
#define OTHERS_MANY 12

/* Of places that decide something of the answer. */
#define CONFIRMATIONS 3

static const char *const places[] = {
	[BISECT_AT_BAD] = "bad",	 [BISECT_AT_GOOD] = "good",
	[BISECT_AT_STEP] = "step",	 [BISECT_AT_BEFORE] = "before",
	[BISECT_AT_CULPRIT] = "culprit", [BISECT_AT_AGAIN] = "again",
};

static_assert(sizeof(places) / sizeof(places[0]) == BISECT_PLACES_NR,
	      "every place has a name");

static const struct {
	const char *name;
	int exit;
} words[] = {
	[BISECT_GOOD] = { "good", 0 },	 [BISECT_BAD] = { "bad", 1 },
	[BISECT_SKIP] = { "skip", 125 }, [BISECT_ABORT] = { "abort", 128 },
	[BISECT_AGAIN] = { "again", 3 },
};

static_assert(sizeof(words) / sizeof(words[0]) == BISECT_WORDS_NR,
	      "every word has its status");

const char *bisect_place_name(enum bisect_place place)
{
	return places[place];
}

bool bisect_place_parse(const char *name, enum bisect_place *ret)
{
	for (int i = 0; i < BISECT_PLACES_NR; i++) {
		if (!strcmp(name, places[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

const char *bisect_word_name(enum bisect_word word)
{
	return words[word].name;
}

int bisect_word_exit(enum bisect_word word)
{
	return words[word].exit;
}

static unsigned int count_line(const struct bisect *b, const char *line)
{
	unsigned int nr = 0;

	for (size_t i = 0; i < b->trials_nr; i++)
		nr += b->trials[i].place == BISECT_AT_BAD &&
		      !strcmp(b->trials[i].symptom.line, line);
	return nr;
}

const struct symptom *bisect_reference(const struct bisect *b)
{
	const struct symptom *best = NULL;

	for (size_t i = 0; i < b->trials_nr; i++) {
		const struct symptom *s = &b->trials[i].symptom;

		if (b->trials[i].place != BISECT_AT_BAD ||
		    (s->kind != SYMPTOM_CASE && s->kind != SYMPTOM_KERNEL) ||
		    (s->kind == SYMPTOM_KERNEL && b->fingerprint))
			continue;
		if (!best || s->kind < best->kind ||
		    (s->kind == best->kind &&
		     count_line(b, s->line) > count_line(b, best->line)))
			best = s;
	}
	return best;
}

struct bisect_counts bisect_count(const struct bisect *b,
				  enum bisect_place place, const char *commit)
{
	const struct symptom *reference = bisect_reference(b);
	struct bisect_counts c = { 0 };

	for (size_t i = 0; i < b->trials_nr; i++) {
		const struct bisect_trial *t = &b->trials[i];

		/* a failure of the rig says nothing of the commit */
		if (t->place != place || strcmp(t->commit, commit) != 0 ||
		    t->symptom.kind == SYMPTOM_RIG)
			continue;
		if (t->symptom.kind == SYMPTOM_NONE)
			c.passes++;
		else if (reference && !strcmp(t->symptom.line, reference->line))
			c.fails++;
		else
			c.others++;
	}
	return c;
}

/* What was measured at an end; the end has but one commit. */
static struct flake_rate end_rate(const struct bisect *b,
				  enum bisect_place place)
{
	const char *commit = keyfile_get(&b->request, bisect_place_name(place));
	struct bisect_counts c = bisect_count(b, place, commit ?: "");

	return (struct flake_rate){ c.fails, c.fails + c.passes };
}

double bisect_error(const struct bisect *b)
{
	double sum = 0;

	for (size_t i = 0; i < b->steps_nr; i++)
		if (b->steps[i].place >= BISECT_AT_STEP)
			sum += b->steps[i].error;
	return sum;
}

/* The part of what is left to be wrong with that one decision may take. */
static double share(const struct bisect *b, unsigned int left)
{
	unsigned int confirmed = 0;
	double rest = b->error - bisect_error(b);

	for (size_t i = 0; i < b->steps_nr; i++)
		confirmed += b->steps[i].place > BISECT_AT_STEP;
	if (confirmed < CONFIRMATIONS)
		left += CONFIRMATIONS - confirmed;
	return rest > 0 ? rest / (left ?: 1) : 0;
}

static unsigned int ends_trials(const struct bisect *b)
{
	return flake_ends(b->planned + CONFIRMATIONS, b->error);
}

static void say(struct bisect_verdict *ret, enum bisect_word word, double error,
		char *sentence)
{
	*ret = (struct bisect_verdict){ word, error, sentence };
}

static const char *plural(unsigned int nr)
{
	return nr == 1 ? "" : "s";
}

/* The last one of that commit that failed in another way. */
static const char *other_sentence(const struct bisect *b,
				  enum bisect_place place, const char *commit)
{
	const struct symptom *reference = bisect_reference(b);
	const char *sentence = "";

	for (size_t i = 0; i < b->trials_nr; i++) {
		const struct bisect_trial *t = &b->trials[i];

		if (t->place == place && !strcmp(t->commit, commit) &&
		    t->symptom.kind != SYMPTOM_NONE &&
		    t->symptom.kind != SYMPTOM_RIG &&
		    (!reference || strcmp(t->symptom.line, reference->line)))
			sentence = t->symptom.sentence;
	}
	return sentence;
}

static void judge_bad_end(const struct bisect *b, const char *commit,
			  struct bisect_verdict *ret)
{
	struct bisect_counts c = bisect_count(b, BISECT_AT_BAD, commit);
	const struct symptom *reference = bisect_reference(b);
	unsigned int all = c.fails + c.passes + c.others;
	unsigned int wanted = ends_trials(b);

	if (reference && (c.fails >= wanted || all >= FLAKE_TRIALS_MAX))
		say(ret, BISECT_BAD, 0,
		    text_format("fails in %u of %u trial%s: %s", c.fails,
				c.fails + c.passes, plural(c.fails + c.passes),
				reference->sentence));
	else if (!reference && c.others &&
		 (c.others >= OTHERS_MAX || all >= 2 * wanted))
		say(ret, BISECT_ABORT, 0,
		    text_format("never comes to what is looked for: in %u "
				"trials it passes in %u, and fails in another "
				"way in %u: %s",
				all, c.passes, c.others,
				other_sentence(b, BISECT_AT_BAD, commit)));
	else if (!reference && all >= 2 * wanted)
		say(ret, BISECT_ABORT, 0,
		    text_format("passes in all of %u trials", all));
	else
		say(ret, BISECT_AGAIN, 0, text_dup("one more trial"));
}

/* It fails less often at the good end, and so many trials tell which it is. */
static bool ends_differ(const struct flake *f, double error, unsigned int most)
{
	unsigned int bad = flake_needs(f, true, error);
	unsigned int good = flake_needs(f, false, error);

	return f->good.fails * f->bad.trials < f->bad.fails * f->good.trials &&
	       bad && bad <= most && good && good <= most;
}

static void judge_good_end(const struct bisect *b, const char *commit,
			   struct bisect_verdict *ret)
{
	struct bisect_counts c = bisect_count(b, BISECT_AT_GOOD, commit);
	const struct flake f = { end_rate(b, BISECT_AT_BAD),
				 end_rate(b, BISECT_AT_GOOD) };
	unsigned int all = c.fails + c.passes + c.others;
	unsigned int wanted = ends_trials(b);
	double error = b->error / (b->planned + CONFIRMATIONS);
	/* chance must not make half of the commits need more than they get */
	unsigned int most = all < FLAKE_TRIALS_MAX ? FLAKE_TRIALS_MAX / 2
						   : FLAKE_TRIALS_MAX;

	if (c.passes >= wanted && ends_differ(&f, error, most))
		say(ret, BISECT_GOOD, 0,
		    text_format("passes in %u of %u trial%s", c.passes,
				c.fails + c.passes,
				plural(c.fails + c.passes)));
	else if (!c.passes && c.fails >= OTHERS_MAX)
		say(ret, BISECT_ABORT, 0,
		    text_format("fails in the same way, in %u of %u trials",
				c.fails, c.fails));
	else if (!c.passes && c.others >= OTHERS_MAX)
		say(ret, BISECT_ABORT, 0,
		    text_format("does not pass: %s",
				other_sentence(b, BISECT_AT_GOOD, commit)));
	else if (all >= FLAKE_TRIALS_MAX)
		say(ret, BISECT_ABORT, 0,
		    text_format("fails in the same way in %u of %u trials, too "
				"much like the bad end, where it is %u of %u",
				f.good.fails, f.good.trials, f.bad.fails,
				f.bad.trials));
	else
		say(ret, BISECT_AGAIN, 0, text_dup("one more trial"));
}

static bool is_unknown(const struct bisect *b, enum bisect_place place,
		       const char *commit)
{
	for (size_t i = 0; i < b->trials_nr; i++)
		if (b->trials[i].place == place &&
		    !strcmp(b->trials[i].commit, commit) &&
		    b->trials[i].symptom.kind == SYMPTOM_UNKNOWN)
			return true;
	return false;
}

static void judge_step(const struct bisect *b, enum bisect_place place,
		       const char *commit, unsigned int left,
		       struct bisect_verdict *ret)
{
	struct bisect_counts c = bisect_count(b, place, commit);
	struct flake_rate seen = { c.fails, c.fails + c.passes };
	const struct flake f = { end_rate(b, BISECT_AT_BAD),
				 end_rate(b, BISECT_AT_GOOD) };
	double error = 0;
	enum flake_side side = flake_decide(&f, seen, share(b, left), &error);

	if (is_unknown(b, place, commit))
		say(ret, BISECT_SKIP, 0,
		    text_dup(other_sentence(b, place, commit)));
	else if (side != FLAKE_OPEN)
		say(ret, side == FLAKE_BAD ? BISECT_BAD : BISECT_GOOD, error,
		    text_format("failed in the same way in %u of %u trial%s, "
				"wrong with a chance of %.2g %%",
				c.fails, seen.trials, plural(seen.trials),
				100 * error));
	else if (c.others >= (seen.trials ? OTHERS_MANY : OTHERS_MAX) &&
		 c.others > seen.trials)
		say(ret, BISECT_SKIP, 0,
		    text_format("fails in another way, in %u of %u trials: %s",
				c.others, c.others + seen.trials,
				other_sentence(b, place, commit)));
	else if (seen.trials + c.others >= FLAKE_TRIALS_MAX)
		say(ret, BISECT_SKIP, 0,
		    text_format("failed in %u of %u trial%s, which does not "
				"tell good from bad",
				c.fails, seen.trials, plural(seen.trials)));
	else
		say(ret, BISECT_AGAIN, 0, text_dup("one more trial"));
}

void bisect_judge(const struct bisect *b, enum bisect_place place,
		  const char *commit, unsigned int left,
		  struct bisect_verdict *ret)
{
	if (place == BISECT_AT_BAD)
		judge_bad_end(b, commit, ret);
	else if (place == BISECT_AT_GOOD)
		judge_good_end(b, commit, ret);
	else
		judge_step(b, place, commit, left, ret);
}
