// SPDX-License-Identifier: GPL-2.0-only
#include "cleanup.h"
#include "excerpt.h"
#include "markdown.h"
#include "report.h"
#include "result.h"

#define EXCERPT_LINES 12

static void put_fact(const char *name, const char *value, struct text *out)
{
	if (!value)
		return;
	text_printf(out, "| %s | ", name);
	markdown_put(value, out);
	text_puts(out, " |\n");
}

static void put_head(const struct result *r, struct text *out)
{
	const struct manifest *m = &r->manifest;
	struct text heading CLEANUP_TEXT = TEXT_INIT;
	struct text seconds CLEANUP_TEXT = TEXT_INIT;

	text_printf(&heading, "%s: %s %s", outcome_name(r->outcome),
		    m->arch ?: "?", m->variant ?: "?");
	text_puts(out, "## ");
	markdown_put(heading.data, out);
	text_puts(out, "\n\n");
	markdown_put(r->sentence, out);
	text_puts(out, "\n\n| | |\n|---|---|\n");
	put_fact("run", m->id, out);
	put_fact("shard", m->shard, out);
	put_fact("kernel", r->session.hello.release, out);
	put_fact("accelerator", m->accel_reason, out);
	for (size_t i = 0; i < r->phases.nr; i++)
		text_printf(&seconds, "%s%s %.1f", i ? ", " : "",
			    r->phases.phases[i].name,
			    r->phases.phases[i].seconds);
	put_fact("seconds", seconds.bytes ? seconds.data : NULL, out);
}

/* Why the verifier stopped; in an element that no line of it can end. */
static void put_log(const struct observation *seen, struct text *out)
{
	struct text log CLEANUP_TEXT = TEXT_INIT;
	struct text excerpt CLEANUP_TEXT = TEXT_INIT;

	text_put_clean(&log, seen->verifier_log.data, seen->verifier_log.bytes);
	excerpt_put(log.data, EXCERPT_LINES, &excerpt);
	markdown_put_block(excerpt.data, out);
}

static void put_bad(const struct result *r, size_t i, struct text *out)
{
	text_puts(out, "\n### ");
	markdown_put(verdict_name(r->judgements[i].verdict), out);
	text_puts(out, ": ");
	markdown_put(r->plan.cases[i].id, out);
	text_puts(out, "\n\n");
	markdown_put(r->judgements[i].sentence.data, out);
	text_putc(out, '\n');
	put_log(&r->session.seen[i], out);
}

static void put_good(const struct result *r, size_t i, struct text *out)
{
	text_puts(out, "| ");
	markdown_put(r->plan.cases[i].id, out);
	text_printf(out, " | %.1f | ",
		    (double)r->session.seen[i].elapsed_us / 1000);
	markdown_put(r->judgements[i].sentence.data, out);
	text_puts(out, " |\n");
}

#define SPLATS_MAX 20

/* A heading each, and the top of its trace. */
static void put_splats(const struct result *r, struct text *out)
{
	for (size_t i = 0; i < r->splats_nr && i < SPLATS_MAX; i++) {
		struct text words CLEANUP_TEXT = TEXT_INIT;
		struct text stack CLEANUP_TEXT = TEXT_INIT;

		report_splat_put(r->splats[i], &words);
		report_splat_put_stack(r->splats[i], SPLAT_FRAMES_SHOWN, "",
				       &stack);
		text_puts(out, "\n### Splat: ");
		markdown_put(words.data, out);
		text_puts(out, "\n\n");
		markdown_put_block(stack.data, out);
	}
	if (r->splats_nr > SPLATS_MAX)
		text_printf(out, "\n%zu of %zu splats are left out here.\n",
			    r->splats_nr - SPLATS_MAX, r->splats_nr);
}

static void put_blackboxes(const struct result *r, struct text *out)
{
	const struct result_boot *b = NULL;

	while ((b = result_next_hang(r, b))) {
		CLEANUP_FREE char *file = result_boot_blackbox(b);
		CLEANUP_FREE char *words = result_say_hang(b);

		text_putc(out, '\n');
		markdown_put(words, out);
		text_puts(out, " (");
		markdown_put(file, out);
		text_puts(out, ")\n");
	}
}

static void put_console(const struct result *r, struct text *out)
{
	struct text tail CLEANUP_TEXT = TEXT_INIT;

	if (r->outcome == OUTCOME_PASS || r->outcome == OUTCOME_TEST_FAIL)
		return;
	for (size_t i = 0; i < r->tail_nr; i++)
		text_printf(&tail, "%s\n", r->tail[i]);
	markdown_put_block(tail.data, out);
}

/* Puts those of one kind as long as there is room; how many there is none for. */
static size_t put_cases(const struct result *r, bool passed,
			void (*put)(const struct result *r, size_t i,
				    struct text *out),
			struct text *out)
{
	size_t left_out = 0;

	for (size_t i = 0; r->judgements && i < r->plan.nr; i++) {
		struct text t CLEANUP_TEXT = TEXT_INIT;

		if ((r->judgements[i].verdict == VERDICT_PASS) != passed)
			continue;
		put(r, i, &t);
		if (left_out || out->bytes + t.bytes > MARKDOWN_BYTES_MAX)
			left_out++;
		else
			text_puts(out, t.data);
	}
	return left_out;
}

int report_md_put(const struct result *r, struct text *out)
{
	size_t left_out;

	put_head(r, out);
	put_splats(r, out);
	put_blackboxes(r, out);
	put_console(r, out);
	left_out = put_cases(r, false, put_bad, out);
	if (r->counts[VERDICT_PASS]) {
		text_printf(out,
			    "\n<details><summary>%zu of %zu cases passed"
			    "</summary>\n\n| case | ms | as it must |\n"
			    "|---|---|---|\n",
			    r->counts[VERDICT_PASS], r->plan.nr);
		left_out += put_cases(r, true, put_good, out);
		text_puts(out, "\n</details>\n");
	}
	if (left_out)
		text_printf(out, "\n%zu of %zu cases are left out here.\n",
			    left_out, r->plan.nr);
	return 0;
}
