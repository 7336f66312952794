// SPDX-License-Identifier: GPL-2.0-only
#include "series.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "report-json.h"
#include "text.h"

#define SUBJECT_COLUMNS 56

static int width_of(enum series_column column)
{
	return column == SERIES_VERDICTS || column == SERIES_CHECKPATCH ? 12
									: 9;
}

/* The subject, cut to fit; UTF-8 is not cut in a character's middle. */
static void put_subject(const char *subject, struct text *out)
{
	int columns = 0;

	for (const char *at = subject; *at && columns < SUBJECT_COLUMNS; at++) {
		columns += (*at & 0xc0) != 0x80;
		text_putc(out, *at);
		while ((at[1] & 0xc0) == 0x80)
			text_putc(out, *++at);
	}
	text_printf(out, "%*s", SUBJECT_COLUMNS + 2 - columns, "");
}

static void put_minutes(const struct series_step *step, struct text *out)
{
	text_printf(out, "%.1f", series_step_seconds(step) / 60);
}

void series_put_matrix(const struct series *s, struct text *out)
{
	text_puts(out, "    ");
	put_subject("patch", out);
	for (int c = 0; c < SERIES_COLUMNS_NR; c++)
		text_printf(out, "%-*s", width_of(c), series_column_name(c));
	text_puts(out, "min\n");
	for (size_t i = 0; i < s->nr; i++) {
		const struct series_step *step = &s->steps[i];

		text_printf(out, "%02u  ", step->number);
		put_subject(step->subject, out);
		for (int c = 0; c < SERIES_COLUMNS_NR; c++)
			text_printf(out, "%-*s", width_of(c),
				    step->cells[c].text);
		put_minutes(step, out);
		text_putc(out, '\n');
	}
}

/* What the matrix has no room for: each cell that is not ok, and why. */
static void put_details(const struct series_step *step, struct text *out)
{
	for (int c = 0; c < SERIES_COLUMNS_NR; c++) {
		const struct series_cell *cell = &step->cells[c];

		if (cell->state == SERIES_OK && !cell->detail)
			continue;
		text_printf(out, "- **%s**: %s", series_column_name(c),
			    cell->text);
		if (cell->detail)
			text_printf(out, ": %s", cell->detail);
		if (cell->log)
			text_printf(out, " (`%s`)", cell->log);
		text_putc(out, '\n');
	}
	for (size_t i = 0; i < step->notes_nr; i++)
		text_printf(out, "- %s\n", step->notes[i]);
	if (step->turned_nr)
		text_printf(out, "- from here on as on patched (%zu):",
			    step->turned_nr);
	for (size_t i = 0; i < step->turned_nr; i++)
		text_printf(out, " `%s`", step->turned[i]);
	if (step->turned_nr)
		text_putc(out, '\n');
	if (step->run)
		text_printf(out, "- run: `%s`%s\n", step->run,
			    step->reused ? ", of an earlier check: nothing it "
					   "depends on has changed"
					 : "");
}

void series_put_markdown(const struct series *s, const char *arch,
			 struct text *out)
{
	struct text sentence CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome = series_conclude(s, &sentence);

	text_printf(out, "# The series, patch by patch, on %s\n\n", arch);
	text_printf(out, "%s: %s\n\n| | patch |", outcome_name(outcome),
		    sentence.data);
	for (int c = 0; c < SERIES_COLUMNS_NR; c++)
		text_printf(out, " %s |", series_column_name(c));
	text_puts(out, " min |\n|---|---|");
	for (int c = 0; c <= SERIES_COLUMNS_NR; c++)
		text_puts(out, "---|");
	text_putc(out, '\n');
	for (size_t i = 0; i < s->nr; i++) {
		const struct series_step *step = &s->steps[i];

		text_printf(out, "| %02u | %s |", step->number, step->subject);
		for (int c = 0; c < SERIES_COLUMNS_NR; c++)
			text_printf(out, " %s |", step->cells[c].text);
		text_putc(out, ' ');
		put_minutes(step, out);
		text_puts(out, " |\n");
	}
	text_puts(out, "\nverdicts: cases that do what is stated for patched, "
		       "of all; the others do what is stated for baseline. "
		       "min: without the time spent waiting for others.\n");
	for (size_t i = 0; i < s->nr; i++) {
		text_printf(out, "\n## %02u %s\n\n", s->steps[i].number,
			    s->steps[i].patch);
		put_details(&s->steps[i], out);
	}
}

static json_t *texts_json(char *const *texts, size_t nr)
{
	json_t *list = json_array();

	for (size_t i = 0; i < nr; i++)
		json_array_append_new(list, json_string(texts[i]));
	return list;
}

static json_t *cells_json(const struct series_step *step)
{
	json_t *json = json_object();

	for (int c = 0; c < SERIES_COLUMNS_NR; c++) {
		const struct series_cell *cell = &step->cells[c];

		json_object_set_new(
			json, series_column_name(c),
			json_pack("{s:s, s:s, s:s*, s:s*, s:f}", "state",
				  series_state_name(cell->state), "text",
				  cell->text, "detail", cell->detail, "log",
				  cell->log, "seconds", cell->seconds));
	}
	return json;
}

static json_t *cases_json(const struct series_step *step)
{
	json_t *list = json_array();

	for (size_t i = 0; i < step->cases_nr; i++) {
		const struct series_case *c = &step->cases[i];
		bool passed = !strcmp(c->verdict, "PASS");

		json_array_append_new(
			list, json_pack("{s:s, s:s, s:s?}", "id", c->id,
					"verdict", c->verdict, "expected_as",
					!passed		 ? NULL
					: c->as_baseline ? "baseline"
							 : "patched"));
	}
	return list;
}

static json_t *step_json(const struct series_step *step)
{
	return json_pack("{s:i, s:s, s:s, s:o, s:o, s:o, s:o, s:s*, s:b}",
			 "number", (int)step->number, "patch", step->patch,
			 "subject", step->subject, "columns", cells_json(step),
			 "cases", cases_json(step), "turned",
			 texts_json(step->turned, step->turned_nr), "notes",
			 texts_json(step->notes, step->notes_nr), "run",
			 step->run, "run_reused", step->reused);
}

int series_put_json(const struct series *s, const char *arch, struct text *out)
{
	struct text sentence CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome = series_conclude(s, &sentence);
	json_t *steps = json_array();
	json_t *json;
	int err = 0;

	for (size_t i = 0; i < s->nr; i++)
		if (json_array_append_new(steps, step_json(&s->steps[i])))
			err = -EINVAL;
	json = json_pack("{s:i, s:s, s:s, s:s, s:i, s:o}", "format", 1, "arch",
			 arch, "outcome", outcome_name(outcome), "sentence",
			 sentence.data, "patches", (int)s->patches, "steps",
			 steps);
	if (err) {
		json_decref(json);
		json = NULL;
	}
	return report_json_dump(json, out);
}
