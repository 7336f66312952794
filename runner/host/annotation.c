// SPDX-License-Identifier: GPL-2.0-only
#include "annotation.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "excerpt.h"
#include "report.h"
#include "result.h"
#include "source.h"
#include "text.h"

#define EXCERPT_LINES 8

/* A line is a command: what would end it, or begin something in it, is spelt out. */
static void put_escaped(const char *s, const char *special, struct text *out)
{
	for (; *s; s++) {
		if (strchr(special, *s))
			text_printf(out, "%%%02X", (unsigned char)*s);
		else
			text_putc(out, *s);
	}
}

static void put_data(const char *s, struct text *out)
{
	put_escaped(s, "%\r\n", out);
}

static void put_property(const char *name, const char *value, struct text *out)
{
	text_printf(out, "%s=", name);
	put_escaped(value, "%\r\n:,", out);
}

/*
 * A path of the compiler below the current folder, from there on; NULL when it
 * is elsewhere. One compiler writes it absolute, another with "./".
 */
static const char *below_here(const char *file)
{
	CLEANUP_FREE char *here = getcwd(NULL, 0);
	size_t bytes = here ? strlen(here) : 0;

	if (here && strncmp(file, here, bytes) == 0 && file[bytes] == '/')
		file += bytes + 1;
	while (strncmp(file, "./", 2) == 0)
		file += 2;
	return *file == '/' || strncmp(file, "../", 3) == 0 ? NULL : file;
}

/* Only what is in this checkout can be shown there. */
static void put_source(const struct plan_case *c, struct text *out)
{
	uint32_t line = 0;
	CLEANUP_FREE char *file = source_find(c->path, c->program, &line);
	const char *path = file ? below_here(file) : NULL;

	if (!path)
		return;
	put_property("file", path, out);
	text_printf(out, ",line=%" PRIu32 ",", line);
}

static void put_title(const struct result *r, const char *word,
		      const char *what, struct text *out)
{
	struct text title CLEANUP_TEXT = TEXT_INIT;

	text_printf(&title, "%s: %s%s%s %s", word, what, *what ? ", " : "",
		    r->manifest.arch ?: "?", r->manifest.variant ?: "?");
	put_property("title", title.data, out);
	text_puts(out, "::");
}

static void put_case(const struct result *r, size_t i, struct text *out)
{
	const struct plan_case *c = &r->plan.cases[i];
	const struct text *raw = &r->session.seen[i].verifier_log;
	struct text log CLEANUP_TEXT = TEXT_INIT;
	struct text excerpt CLEANUP_TEXT = TEXT_INIT;

	text_put_clean(&log, raw->data, raw->bytes);
	excerpt_put(log.data, EXCERPT_LINES, &excerpt);
	text_puts(out, "::error ");
	put_source(c, out);
	put_title(r, verdict_name(r->judgements[i].verdict), c->id, out);
	put_data(r->judgements[i].sentence.data, out);
	if (excerpt.bytes) {
		put_data("\n", out);
		put_data(excerpt.data, out);
	}
	text_putc(out, '\n');
}

#define SPLATS_MAX 5 /* as GitHub shows ten of a step */

static void put_splat(const struct result *r, const struct splat_report *splat,
		      struct text *out)
{
	const struct plan_case *c =
		splat->id ? plan_find(&r->plan, splat->id) : NULL;
	struct text words CLEANUP_TEXT = TEXT_INIT;

	report_splat_put(splat, &words);
	text_putc(&words, '\n');
	report_splat_put_stack(splat, SPLAT_FRAMES_SHOWN, "", &words);
	text_puts(out, "::error ");
	if (c && splat->when == SPLAT_CASE)
		put_source(c, out);
	put_title(r, "SPLAT", splat_kind_name(splat->kind), out);
	put_data(words.data, out);
	text_putc(out, '\n');
}

static void put_splats(const struct result *r, struct text *out)
{
	size_t nr = 0;

	for (size_t i = 0; i < r->splats_nr && nr < SPLATS_MAX; i++) {
		if (r->splats[i]->excuse)
			continue;
		put_splat(r, r->splats[i], out);
		nr++;
	}
}

void annotation_put_github(const struct result *r, struct text *out)
{
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++) {
		enum verdict verdict = r->judgements[i].verdict;

		/* what did not run is told once, by the run's outcome */
		if (verdict != VERDICT_PASS && verdict != VERDICT_NOTRUN)
			put_case(r, i, out);
	}
	put_splats(r, out);
	if (r->outcome != OUTCOME_PASS && r->outcome != OUTCOME_TEST_FAIL) {
		text_puts(out, "::error ");
		put_title(r, outcome_name(r->outcome), "", out);
		put_data(r->sentence, out);
		text_putc(out, '\n');
	}
}
