// SPDX-License-Identifier: GPL-2.0-only
#include "series.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

#define WORDS_MAX 7

struct reader {
	const char *path;
	int line;
	struct series_step *step;
	struct text *why;
};

static int bad_line(struct reader *r, const char *what)
{
	text_printf(r->why, "%s:%d: %s", r->path, r->line, what);
	return -EINVAL;
}

/* What came from a compiler or a script is made fit for reports here. */
static char *clean(const char *word)
{
	struct text t = TEXT_INIT;

	text_put_clean_line(&t, word, strlen(word));
	return text_take(&t);
}

static char *clean_or_null(const char *word)
{
	return *word ? clean(word) : NULL;
}

static bool read_seconds(const char *word, double *ret)
{
	char *end;
	double seconds = strtod(word, &end);

	if (end == word || *end || !(seconds >= 0) || seconds > 1e9)
		return false;
	*ret = seconds;
	return true;
}

static int take_patch(struct reader *r, char **words, size_t nr)
{
	if (nr != 3 || r->step->patch)
		return bad_line(r, "not 'patch FILE SUBJECT', once");
	r->step->patch = clean(words[1]);
	r->step->subject = clean(words[2]);
	return 0;
}

static int take_cell(struct reader *r, char **words, size_t nr)
{
	struct series_cell *cell = NULL;
	int state = 0;
	double seconds;

	if (nr != 7 || !read_seconds(words[4], &seconds))
		return bad_line(r, "not 'cell COLUMN STATE TEXT SECONDS LOG "
				   "DETAIL'");
	for (int c = 0; c < SERIES_COLUMNS_NR; c++)
		if (!strcmp(words[1], series_column_name(c)))
			cell = &r->step->cells[c];
	while (state < SERIES_STATES_NR &&
	       strcmp(words[2], series_state_name(state)) != 0)
		state++;
	if (!cell || state == SERIES_STATES_NR)
		return bad_line(r, cell ? "no such state" : "no such column");
	if (cell->text)
		return bad_line(r, "the cell is said twice");
	cell->state = state;
	cell->text = clean(words[3]);
	cell->seconds = seconds;
	cell->log = clean_or_null(words[5]);
	cell->detail = clean_or_null(words[6]);
	return 0;
}

static int take_note(struct reader *r, char **words, size_t nr)
{
	struct series_step *step = r->step;

	if (nr != 2)
		return bad_line(r, "not 'note SENTENCE'");
	step->notes =
		text_grow(step->notes, step->notes_nr, sizeof(*step->notes));
	step->notes[step->notes_nr++] = clean(words[1]);
	return 0;
}

static void set_cell(struct series_cell *cell, enum series_state state,
		     const char *text, char *detail)
{
	free(cell->text);
	free(cell->detail);
	cell->state = state;
	cell->text = text_dup(text);
	cell->detail = detail;
}

static int take_cases(struct reader *r, const json_t *cases)
{
	struct series_step *step = r->step;
	const json_t *json;
	size_t i;

	if (!json_is_array(cases))
		return bad_line(r, "result.json tells no cases");
	json_array_foreach (cases, i, json) {
		const char *id = json_string_value(json_object_get(json, "id"));
		const char *verdict =
			json_string_value(json_object_get(json, "verdict"));
		const char *sentence =
			json_string_value(json_object_get(json, "sentence"));
		const char *as =
			json_string_value(json_object_get(json, "expected_as"));

		if (!id || !verdict || !sentence ||
		    (!strcmp(verdict, "PASS") &&
		     (!as ||
		      (strcmp(as, "patched") && strcmp(as, "baseline")))))
			return bad_line(r,
					"a case of result.json is not whole");
		step->cases = text_grow(step->cases, step->cases_nr,
					sizeof(*step->cases));
		step->cases[step->cases_nr++] = (struct series_case){
			.id = text_dup(id),
			.verdict = text_dup(verdict),
			.sentence = text_dup(sentence),
			.as_baseline = as && !strcmp(as, "baseline"),
		};
	}
	return 0;
}

/* It booted when the guest spoke and ended; what the cases did is another cell. */
static int take_result(struct reader *r, const json_t *json)
{
	struct series_step *step = r->step;
	struct series_cell *boots = &step->cells[SERIES_BOOTS];
	const char *outcome =
		json_string_value(json_object_get(json, "outcome"));
	const char *sentence =
		json_string_value(json_object_get(json, "sentence"));
	const char *variant =
		json_string_value(json_object_get(json, "variant"));
	CLEANUP_FREE char *own = text_format("series/%02u", step->number);
	bool spoke = json_is_object(json_object_get(json, "guest"));

	if (!outcome || !sentence || !outcome_parse(outcome, &step->outcome))
		return bad_line(r, "result.json tells no outcome");
	if (!variant || strcmp(variant, own) != 0)
		return bad_line(r, "result.json is of another kernel's run");
	if (spoke && (step->outcome == OUTCOME_PASS ||
		      step->outcome == OUTCOME_TEST_FAIL)) {
		set_cell(boots, SERIES_OK, "ok", NULL);
		return take_cases(r, json_object_get(json, "cases"));
	}
	set_cell(boots, SERIES_BROKEN, "FAIL",
		 text_format("%s: %s", outcome, sentence));
	set_cell(&step->cells[SERIES_VERDICTS], SERIES_NOT_RUN, "not run",
		 text_dup("the run did not come to its end"));
	return 0;
}

static int take_run(struct reader *r, char **words, size_t nr)
{
	CLEANUP_FREE char *path = NULL;
	json_error_t error;
	double seconds;
	json_t *json;
	int err;

	if (nr != 4 || r->step->run || !read_seconds(words[3], &seconds) ||
	    (strcmp(words[2], "new") && strcmp(words[2], "reused")))
		return bad_line(r, "not 'run DIRECTORY new|reused SECONDS', "
				   "once");
	r->step->run = clean(words[1]);
	r->step->reused = !strcmp(words[2], "reused");
	path = text_format("%s/result.json", words[1]);
	json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		text_printf(r->why, "%s: ", path);
		text_put_clean_line(r->why, error.text, strlen(error.text));
		return -EINVAL;
	}
	err = take_result(r, json);
	r->step->cells[SERIES_BOOTS].seconds = seconds;
	json_decref(json);
	return err;
}

static const struct {
	const char *word;
	int (*take)(struct reader *r, char **words, size_t nr);
} lines[] = {
	{ "patch", take_patch },
	{ "cell", take_cell },
	{ "run", take_run },
	{ "note", take_note },
};

static int take_line(struct reader *r, char *line)
{
	char *words[WORDS_MAX + 1];
	size_t nr = 0;

	line[strcspn(line, "\n")] = '\0';
	while (nr <= WORDS_MAX && line)
		words[nr++] = strsep(&line, "\t");
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (!strcmp(words[0], lines[i].word))
			return lines[i].take(r, words, nr);
	return bad_line(r, "no such line");
}

static int read_step(const char *dir, unsigned int number,
		     struct series_step *step, struct text *why)
{
	CLEANUP_FREE char *path = text_format("%s/%02u.steps", dir, number);
	CLEANUP_FILE FILE *f = fopen(path, "re");
	struct reader r = { .path = path, .step = step, .why = why };
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	int err = 0;

	step->number = number;
	if (!f) {
		err = -errno;
		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	while (!err && getline(&line, &size, f) >= 0) {
		r.line++;
		err = take_line(&r, line);
	}
	if (!err && !step->patch)
		err = bad_line(&r, "it names no patch");
	/* what nobody spoke of was not run, and is said to be so */
	for (int c = 0; c < SERIES_COLUMNS_NR; c++)
		if (!step->cells[c].text)
			step->cells[c].text = text_dup("not run");
	return err;
}

int series_read(const char *dir, const unsigned int *numbers, size_t nr,
		unsigned int patches, struct series *ret, struct text *why)
{
	struct series s = { .patches = patches };
	int err = 0;

	for (size_t i = 0; !err && i < nr; i++) {
		s.steps = text_grow(s.steps, s.nr, sizeof(*s.steps));
		err = read_step(dir, numbers[i], &s.steps[s.nr++], why);
	}
	if (err)
		series_release(&s);
	*ret = s;
	return err;
}
