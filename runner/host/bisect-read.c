// SPDX-License-Identifier: GPL-2.0-only
#include "bisect.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

#define WORDS_MAX 9
#define TRIAL_WORDS 7
#define STEP_WORDS 9
#define STEPS_MAX 64 /* more than a history of any length takes */

struct reader {
	struct bisect *b;
	struct text *why;
	const char *path;
	int line;
};

typedef int (*take_line)(struct reader *r, char **words, size_t nr);

static int bad_line(struct reader *r, const char *what)
{
	text_printf(r->why, "%s:%d: %s", r->path, r->line, what);
	return -EINVAL;
}

static bool read_number(const char *word, double *ret)
{
	char *end;
	double number = strtod(word, &end);

	if (end == word || *end || !(number >= 0) || number > 1e9)
		return false;
	*ret = number;
	return true;
}

static bool parse_word(const char *name, enum bisect_word *ret)
{
	for (int i = 0; i < BISECT_AGAIN; i++) {
		if (!strcmp(name, bisect_word_name(i))) {
			*ret = i;
			return true;
		}
	}
	return false;
}

/* What a kernel or a commit says is made fit for reports here. */
static char *clean(const char *word)
{
	struct text t = TEXT_INIT;

	text_put_clean_line(&t, word, strlen(word));
	return text_take(&t);
}

static int take_trial(struct reader *r, char **words, size_t nr)
{
	struct bisect_trial t = { 0 };

	if (nr != TRIAL_WORDS || !bisect_place_parse(words[0], &t.place) ||
	    !symptom_kind_parse(words[2], &t.symptom.kind) ||
	    !read_number(words[4], &t.seconds))
		return bad_line(r, "not 'PLACE COMMIT KIND LINE SECONDS RUN "
				   "SENTENCE'");
	t.commit = text_dup(words[1]);
	t.symptom.line = text_dup(words[3]);
	t.run = text_dup(words[5]);
	t.symptom.sentence = clean(words[6]);
	bisect_add_trial(r->b, t);
	return 0;
}

static int take_step(struct reader *r, char **words, size_t nr)
{
	struct bisect *b = r->b;
	struct bisect_step s = { 0 };

	if (nr != STEP_WORDS || !bisect_place_parse(words[0], &s.place) ||
	    !parse_word(words[3], &s.word) ||
	    !read_number(words[4], &s.error) ||
	    !read_number(words[5], &s.seconds))
		return bad_line(r, "not 'PLACE COMMIT KEY WORD ERROR SECONDS "
				   "RUN SENTENCE SUBJECT'");
	s.commit = text_dup(words[1]);
	s.key = text_dup(words[2]);
	s.run = text_dup(words[6]);
	s.sentence = clean(words[7]);
	s.subject = clean(words[8]);
	b->steps = text_grow(b->steps, b->steps_nr, sizeof(*b->steps));
	b->steps[b->steps_nr++] = s;
	return 0;
}

/* A file that is not there yet has no lines. */
static int read_lines(struct reader *r, take_line take)
{
	CLEANUP_FILE FILE *f = fopen(r->path, "re");
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	ssize_t bytes;
	int err = 0;

	if (!f)
		return errno == ENOENT ? 0 : bad_line(r, strerror(errno));
	while (!err && (bytes = getline(&line, &size, f)) > 0) {
		char *words[WORDS_MAX + 1], *rest = line;
		size_t nr = 0;

		r->line++;
		if (line[bytes - 1] != '\n')
			return bad_line(r, "the line is cut");
		line[bytes - 1] = '\0';
		while (rest && nr <= WORDS_MAX)
			words[nr++] = strsep(&rest, "\t");
		err = take(r, words, nr);
	}
	return err;
}

static int read_file(struct bisect *b, const char *dir, const char *name,
		     take_line take, struct text *why)
{
	CLEANUP_FREE char *path = text_format("%s/%s", dir, name);
	struct reader r = { .b = b, .why = why, .path = path };

	return read_lines(&r, take);
}

static int read_request(struct bisect *b, const char *dir, struct text *why)
{
	CLEANUP_FREE char *path = text_format("%s/request", dir);
	const char *confidence = "", *steps = "";
	double percent, planned;
	int err = keyfile_read(path, &b->request, why);

	if (!err)
		err = keyfile_need(&b->request, "test", &b->test, why);
	if (!err)
		err = keyfile_need(&b->request, "confidence", &confidence, why);
	if (!err)
		err = keyfile_need(&b->request, "steps", &steps, why);
	if (err)
		return err;
	if (!read_number(confidence, &percent) || percent < 50 ||
	    percent >= 100) {
		text_printf(why,
			    "%s: confidence=%s is no percentage from 50, below "
			    "100",
			    path, confidence);
		return -EINVAL;
	}
	if (!read_number(steps, &planned) || planned > STEPS_MAX) {
		text_printf(why, "%s: steps=%s is no number of steps", path,
			    steps);
		return -EINVAL;
	}
	b->error = 1 - percent / 100;
	b->planned = (unsigned int)planned;
	b->fingerprint = keyfile_get(&b->request, "fingerprint");
	if (b->fingerprint && !*b->fingerprint)
		b->fingerprint = NULL;
	return 0;
}

int bisect_read(const char *dir, struct bisect *ret, struct text *why)
{
	struct bisect b = { 0 };
	int err = read_request(&b, dir, why);

	if (!err)
		err = read_file(&b, dir, "trials", take_trial, why);
	if (!err)
		err = read_file(&b, dir, "steps", take_step, why);
	if (err)
		bisect_release(&b);
	else
		*ret = b;
	return err;
}

void bisect_add_trial(struct bisect *b, struct bisect_trial trial)
{
	b->trials = text_grow(b->trials, b->trials_nr, sizeof(*b->trials));
	b->trials[b->trials_nr++] = trial;
}

static void put_word(struct text *out, const char *word, char end)
{
	for (; *word; word++)
		text_putc(out, iscntrl((unsigned char)*word) ? ' ' : *word);
	text_putc(out, end);
}

void bisect_put_trial(const struct bisect_trial *t, struct text *out)
{
	put_word(out, bisect_place_name(t->place), '\t');
	put_word(out, t->commit, '\t');
	put_word(out, symptom_kind_name(t->symptom.kind), '\t');
	put_word(out, t->symptom.line, '\t');
	text_printf(out, "%.0f\t", t->seconds);
	put_word(out, t->run, '\t');
	put_word(out, t->symptom.sentence, '\n');
}

void bisect_release(struct bisect *b)
{
	for (size_t i = 0; i < b->trials_nr; i++) {
		free(b->trials[i].commit);
		free(b->trials[i].run);
		symptom_release(&b->trials[i].symptom);
	}
	for (size_t i = 0; i < b->steps_nr; i++) {
		free(b->steps[i].commit);
		free(b->steps[i].key);
		free(b->steps[i].run);
		free(b->steps[i].sentence);
		free(b->steps[i].subject);
	}
	free(b->trials);
	free(b->steps);
	keyfile_release(&b->request);
	*b = (struct bisect){ 0 };
}
