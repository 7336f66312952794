// SPDX-License-Identifier: GPL-2.0-only
#include "term.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "excerpt.h"
#include "report.h"
#include "result.h"
#include "tally.h"
#include "text.h"

#define CONSOLE_LINES 8 /* the last ones */
#define SPLATS_SHOWN 8
#define LIBBPF_LINES 4 /* likewise */
#define VERIFIER_LINES 12 /* see excerpt_put() */

static const char *const verdict_colours[VERDICT_NR] = {
	[VERDICT_NOTRUN] = "\033[33m", [VERDICT_PASS] = "\033[32m",
	[VERDICT_FAIL] = "\033[31m",   [VERDICT_ERROR] = "\033[31m",
	[VERDICT_CRASH] = "\033[31m",  [VERDICT_HANG] = "\033[31m",
	[VERDICT_FLAKY] = "\033[31m",
};

const char *term_colour(enum verdict verdict)
{
	return verdict_colours[verdict];
}

void term_init(struct term *t, FILE *out, bool verbose)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *kind = getenv("TERM");

	*t = (struct term){ .out = out, .verbose = verbose };
	t->live = isatty(fileno(out)) && kind && strcmp(kind, "dumb") != 0;
	t->colour = t->live && !(no_colour && *no_colour);
}

static void clear_progress(struct term *t)
{
	if (t->progress)
		fputs("\r\033[K", t->out);
	t->progress = false;
}

void term_say(struct term *t, const char *format, ...)
{
	va_list args;

	clear_progress(t);
	va_start(args, format);
	vfprintf(t->out, format, args);
	va_end(args);
	fputc('\n', t->out);
	fflush(t->out);
}

void term_progress(struct term *t, const char *format, ...)
{
	va_list args;

	if (!t->live)
		return;
	clear_progress(t);
	va_start(args, format);
	vfprintf(t->out, format, args);
	va_end(args);
	fflush(t->out);
	t->progress = true;
}

/* Where the last n lines begin. */
static const char *last_lines(const char *s, size_t bytes, int n)
{
	const char *at = s + bytes;

	if (at > s && at[-1] == '\n')
		at--;
	while (at > s && n) {
		at--;
		if (*at == '\n' && !--n)
			return at + 1;
	}
	return at;
}

static void put_lines(struct term *t, const char *title, const char *at)
{
	while (*at) {
		size_t len = strcspn(at, "\n");

		fprintf(t->out, "        %s| %.*s\n", title, (int)len, at);
		at += len + (at[len] == '\n');
	}
}

/* Of both logs what matters, or all of it. */
static void put_logs(struct term *t, const struct observation *seen)
{
	struct text libbpf CLEANUP_TEXT = TEXT_INIT;
	struct text verifier CLEANUP_TEXT = TEXT_INIT;
	struct text excerpt CLEANUP_TEXT = TEXT_INIT;

	text_put_clean(&libbpf, seen->libbpf_log.data, seen->libbpf_log.bytes);
	text_put_clean(&verifier, seen->verifier_log.data,
		       seen->verifier_log.bytes);
	excerpt_put(verifier.data, VERIFIER_LINES, &excerpt);
	put_lines(t, "libbpf",
		  t->verbose ? libbpf.data
			     : last_lines(libbpf.data, libbpf.bytes,
					  LIBBPF_LINES));
	put_lines(t, "verifier", t->verbose ? verifier.data : excerpt.data);
}

static void put_log_path(struct term *t, const char *rundir,
			 const struct plan_case *c)
{
	CLEANUP_FREE char *name = result_log_name(c);

	fprintf(t->out, "        log: %s/%s\n", rundir, name);
}

/* Wide enough for most ids; a longer one pushes the rest of its line. */
#define ID_COLUMNS 38

static void put_verdict(struct term *t, enum verdict verdict)
{
	fprintf(t->out, "%s%-6s%s", t->colour ? term_colour(verdict) : "",
		verdict_name(verdict), t->colour ? TERM_PLAIN : "");
}

void term_case(struct term *t, const char *rundir, const struct plan_case *c,
	       const struct observation *seen, const struct judgement *j)
{
	clear_progress(t);
	put_verdict(t, j->verdict);
	fprintf(t->out, " %-*s %7.1f ms  %s\n", ID_COLUMNS, c->id,
		(double)seen->elapsed_us / 1000, j->sentence.data);
	if (j->verdict != VERDICT_PASS) {
		put_logs(t, seen);
		put_log_path(t, rundir, c);
	}
	fflush(t->out);
}

/* What the twins made of a case after it was shown, and what never came. */
static void put_changed(struct term *t, const struct result *r,
			const char *rundir, const enum verdict *told)
{
	for (size_t i = 0; told && r->judgements && i < r->plan.nr; i++) {
		if (r->judgements[i].verdict == told[i])
			continue;
		put_verdict(t, r->judgements[i].verdict);
		fprintf(t->out, " %s\n        %s\n", r->plan.cases[i].id,
			r->judgements[i].sentence.data);
		if (result_is_surprise(r, i))
			put_log_path(t, rundir, &r->plan.cases[i]);
	}
}

static void put_splat_counts(struct term *t, const struct result *r)
{
	const struct {
		size_t nr;
		const char *what;
	} counts[] = {
		{ r->splats_fatal, "fatal" },
		{ r->splats_unexcused, "not excused" },
		{ r->splats_excused, "excused" },
	};
	const char *between = "; splats: ";

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		if (!counts[i].nr)
			continue;
		fprintf(t->out, "%s%zu %s", between, counts[i].nr,
			counts[i].what);
		between = ", ";
	}
}

static void put_counts(struct term *t, const struct result *r)
{
	const char *between = ": ";

	if (r->manifest.shard)
		fprintf(t->out, "shard %s: %zu of %zu cases", r->manifest.shard,
			r->plan.nr, result_whole(r)->nr);
	else
		fprintf(t->out, "%zu %s", r->plan.nr,
			r->plan.nr == 1 ? "case" : "cases");
	for (int i = VERDICT_NR; i--;) {
		if (!r->counts[i])
			continue;
		fprintf(t->out, "%s%zu %s", between, r->counts[i],
			verdict_name(i));
		between = ", ";
	}
	if (r->plan.skips.nr)
		fprintf(t->out, "; %zu not run", r->plan.skips.nr);
	put_splat_counts(t, r);
	fputc('\n', t->out);
}

/* Objects of the kernel's own are files that somebody asked for. */
static void put_tally(struct term *t, const struct result *r)
{
	struct text table CLEANUP_TEXT = TEXT_INIT;

	tally_put(r, &table);
	fputs(table.data, t->out);
}

void term_splat(struct term *t, const struct splat_report *splat)
{
	struct text words CLEANUP_TEXT = TEXT_INIT;

	report_splat_put(splat, &words);
	term_progress(t, "SPLAT  %s", words.data);
}

static void put_splat(struct term *t, const struct splat_report *splat,
		      size_t frames)
{
	struct text words CLEANUP_TEXT = TEXT_INIT;

	report_splat_put(splat, &words);
	text_putc(&words, '\n');
	report_splat_put_stack(splat, frames, "        stack| ", &words);
	fprintf(t->out, "%sSPLAT%s  %s",
		t->colour ? term_colour(VERDICT_FAIL) : "",
		t->colour ? TERM_PLAIN : "", words.data);
}

/* All that was not excused; they are few, or the kernel is lost. */
static void put_splats(struct term *t, const struct result *r)
{
	size_t shown = 0;

	for (size_t i = 0; i < r->splats_nr; i++)
		if (!r->splats[i]->excuse && shown++ < SPLATS_SHOWN)
			put_splat(t, r->splats[i],
				  t->verbose ? SPLAT_FRAMES_MAX
					     : SPLAT_FRAMES_SHOWN);
	if (shown > SPLATS_SHOWN)
		fprintf(t->out, "        and %zu splats more\n",
			shown - SPLATS_SHOWN);
}

static void put_evidence(struct term *t, const struct result *r,
			 const char *path)
{
	size_t from = r->tail_nr > CONSOLE_LINES && !t->verbose
			      ? r->tail_nr - CONSOLE_LINES
			      : 0;
	const struct result_boot *hung = NULL;

	for (size_t i = 0; i < r->warnings_nr; i++)
		fprintf(t->out, "warning: %s\n", r->warnings[i]);
	if (r->outcome == OUTCOME_PASS || r->outcome == OUTCOME_TEST_FAIL)
		return;
	for (size_t i = from; i < r->tail_nr; i++)
		fprintf(t->out, "        console| %s\n", r->tail[i]);
	if (r->qemu_said && *r->qemu_said)
		fprintf(t->out, "        QEMU said: %s\n", r->qemu_said);
	while ((hung = result_next_hang(r, hung))) {
		CLEANUP_FREE char *file = result_boot_blackbox(hung);

		fprintf(t->out, "black box: %s/%s\n", path, file);
	}
}

void term_outcome(struct term *t, enum outcome outcome, const char *sentence)
{
	fprintf(t->out, "%s%s%s: %s\n",
		!t->colour		  ? ""
		: outcome == OUTCOME_PASS ? "\033[1;32m"
					  : "\033[1;31m",
		outcome_name(outcome), t->colour ? TERM_PLAIN : "", sentence);
	fflush(t->out);
}

void term_closing(struct term *t, const struct result *r, const char *rundir,
		  const enum verdict *told)
{
	clear_progress(t);
	put_changed(t, r, rundir, told);
	put_splats(t, r);
	put_evidence(t, r, rundir);
	if (r->judgements && r->plan.facts)
		put_tally(t, r);
	if (r->judgements)
		put_counts(t, r);
	for (size_t i = 0; i < r->phases.nr; i++)
		fprintf(t->out, "%s%s %.1f",
			i ? ", " : "seconds: ", r->phases.phases[i].name,
			r->phases.phases[i].seconds);
	if (r->phases.nr)
		fprintf(t->out, "; together %.1f\n", phases_total(&r->phases));
	fprintf(t->out, "run directory: %s\n", rundir);
	term_outcome(t, r->outcome, r->sentence);
}
