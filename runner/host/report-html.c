// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdlib.h>

#include "cleanup.h"
#include "pace.h"
#include "report.h"
#include "result.h"
#include "xml.h"

/* What it shows of the log of a case; all of it is a file of its own. */
#define LOG_MOST_BYTES ((size_t)1024 * 1024)

/* One file, no script, nothing fetched; readable in the dark and on paper. */
static const char style[] =
	":root{color-scheme:light dark}"
	"body{font:15px/1.45 system-ui,sans-serif;max-width:75em;"
	"margin:2em auto;padding:0 1em}"
	"table{border-collapse:collapse;width:100%}"
	"th,td{text-align:left;vertical-align:top;padding:.25em .6em;"
	"border-bottom:1px solid #8885}"
	"td.n{text-align:right;font-variant-numeric:tabular-nums}"
	"pre{overflow:auto;max-height:30em;padding:.6em;background:#8881}"
	".v{font-weight:600;white-space:nowrap}"
	".PASS{color:#1a7f37}.FAIL,.ERROR,.NOTRUN,.CRASH,.HANG,.FLAKY,.bad{color:#cf222e}"
	"@media(prefers-color-scheme:dark){.PASS{color:#3fb950}"
	".FAIL,.ERROR,.NOTRUN,.CRASH,.HANG,.FLAKY,.bad{color:#ff7b72}}";

void report_html_begin(struct xml *x, const char *title)
{
	xml_open(x, "html");
	xml_attribute(x, "lang", "en");
	xml_open(x, "head");
	xml_open(x, "meta");
	xml_attribute(x, "charset", "utf-8");
	xml_close_void(x);
	xml_element(x, "title", title);
	xml_element(x, "style", style);
	xml_close(x);
	xml_open(x, "body");
}

void report_html_put_outcome(struct xml *x, const char *heading,
			     enum outcome outcome, const char *sentence)
{
	xml_classed(x, heading, outcome == OUTCOME_PASS ? "PASS" : "bad",
		    outcome_name(outcome));
	xml_element(x, "p", sentence);
}

int report_html_end(struct xml *x, struct text *out)
{
	xml_close(x);
	xml_close(x);
	text_puts(out, "<!DOCTYPE html>\n");
	return xml_finish(x, out);
}

static void put_row(struct xml *x, const char *name, const char *value)
{
	if (!value)
		return;
	xml_open(x, "tr");
	xml_element(x, "th", name);
	xml_element(x, "td", value);
	xml_close(x);
}

/* Of each boot that the guest spoke in, the time it took, and the factor of all limits. */
static void put_boots(struct xml *x, const struct result *r)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;

	for (size_t i = 0; i < r->boots_nr; i++) {
		const struct result_boot *b = &r->boots[i];

		if (b->boot_ms >= 0)
			text_printf(&t, "%s%.1f s of %.1f s, limits x %.1f",
				    t.bytes ? "; " : "", b->boot_ms / 1000.0,
				    b->boot_allowed_ms / 1000.0,
				    pace_tenths(b->factor));
	}
	if (t.bytes)
		put_row(x, "boot", t.data);
}

static void put_head(struct xml *x, const struct result *r, const char *heading)
{
	const struct manifest *m = &r->manifest;

	report_html_put_outcome(x, heading, r->outcome, r->sentence);
	xml_open(x, "table");
	put_row(x, "run", m->id);
	put_row(x, "started", m->started);
	put_row(x, "arch", m->arch);
	put_row(x, "variant", m->variant);
	put_row(x, "shard", m->shard);
	put_row(x, "kernel", r->session.hello.release);
	put_row(x, "accelerator", m->accel);
	put_row(x, "why that", m->accel_reason);
	put_row(x, "QEMU", m->qemu_version);
	put_boots(x, r);
	xml_close(x);
}

static void put_number(struct xml *x, bool known, uint64_t number)
{
	char *s = known ? text_format("%" PRIu64, number) : NULL;

	xml_classed(x, "td", "n", s ?: "");
	free(s);
}

/* No character is cut in two. */
static size_t whole_characters(const struct text *log, size_t bytes)
{
	while (bytes && ((unsigned char)log->data[bytes] & 0xc0) == 0x80)
		bytes--;
	return bytes;
}

/* A browser has to show it: of a long log its end, which says why, and the beginning. */
static void put_log(struct xml *x, const char *id, const struct text *log)
{
	struct text shown CLEANUP_TEXT = TEXT_INIT;
	size_t head, tail;

	if (log->bytes <= LOG_MOST_BYTES) {
		xml_element(x, "pre", log->data);
		return;
	}
	head = whole_characters(log, LOG_MOST_BYTES / 4);
	tail = whole_characters(log, log->bytes - LOG_MOST_BYTES / 2);
	text_put(&shown, log->data, head);
	text_printf(&shown,
		    "\n\n---- %zu bytes that stand in logs/%s.log alone "
		    "----\n\n",
		    tail - head, id);
	text_puts(&shown, log->data + tail);
	xml_element(x, "pre", shown.data);
}

static void put_case(struct xml *x, const struct result *r, size_t i)
{
	const struct observation *seen = &r->session.seen[i];
	const char *verdict = verdict_name(r->judgements[i].verdict);
	struct text log CLEANUP_TEXT = TEXT_INIT;
	struct text classes CLEANUP_TEXT = TEXT_INIT;

	text_printf(&classes, "v %s", verdict);
	report_log_put(r, i, &log);
	xml_open(x, "tr");
	xml_classed(x, "td", classes.data, verdict);
	xml_open(x, "td");
	xml_open(x, "details");
	xml_element(x, "summary", r->plan.cases[i].id);
	put_log(x, r->plan.cases[i].id, &log);
	xml_close(x);
	xml_close(x);
	xml_element(x, "td",
		    seen->finished ? record_stage_name(seen->stage) : "");
	put_number(x, seen->has_stats, seen->insns);
	put_number(x, seen->finished, seen->elapsed_us);
	put_number(x, seen->allowed_ms, (uint64_t)seen->used_ms);
	put_number(x, seen->allowed_ms, (uint64_t)seen->allowed_ms);
	xml_element(x, "td", r->judgements[i].sentence.data);
	xml_close(x);
}

static void put_cases(struct xml *x, const struct result *r)
{
	static const char *const heads[] = {
		"verdict", "case",    "stage",	 "insns",
		"us",	   "ms used", "allowed", "why",
	};

	xml_open(x, "table");
	xml_open(x, "tr");
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		xml_element(x, "th", heads[i]);
	xml_close(x);
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++)
		put_case(x, r, i);
	xml_close(x);
}

static void put_lines(struct xml *x, const char *title, char *const *lines,
		      size_t nr)
{
	if (!nr)
		return;
	xml_element(x, "h2", title);
	xml_open(x, "pre");
	for (size_t i = 0; i < nr; i++) {
		xml_text(x, lines[i]);
		xml_text(x, "\n");
	}
	xml_close(x);
}

static void put_blackboxes(struct xml *x, const struct result *r)
{
	const struct result_boot *b = NULL;

	while ((b = result_next_hang(r, b))) {
		CLEANUP_FREE char *file = result_boot_blackbox(b);
		CLEANUP_FREE char *words = result_say_hang(b);

		xml_open(x, "p");
		/* of a shard it is elsewhere */
		if (!b->shard) {
			xml_open(x, "a");
			xml_attribute(x, "href", file);
		}
		xml_text(x, words);
		if (!b->shard)
			xml_close(x);
		xml_close(x);
	}
}

static void put_splat(struct xml *x, const struct splat_report *splat)
{
	struct text words CLEANUP_TEXT = TEXT_INIT;
	struct text stack CLEANUP_TEXT = TEXT_INIT;

	report_splat_put(splat, &words);
	report_splat_put_stack(splat, SPLAT_FRAMES_MAX, "", &stack);
	xml_open(x, "details");
	xml_classed(x, "summary", splat->excuse ? "excused" : "bad",
		    words.data);
	xml_element(x, "pre", stack.data);
	xml_close(x);
}

static void put_splats(struct xml *x, const struct result *r)
{
	if (!r->splats_nr)
		return;
	xml_element(x, "h2", "Splats");
	for (size_t i = 0; i < r->splats_nr; i++)
		put_splat(x, r->splats[i]);
}

void report_html_put_run(struct xml *x, const struct result *r,
			 const char *heading)
{
	put_head(x, r, heading);
	put_cases(x, r);
	put_splats(x, r);
	put_blackboxes(x, r);
	put_lines(x, "Last lines of the console", r->tail, r->tail_nr);
	put_lines(x, "Warnings", r->warnings, r->warnings_nr);
}

int report_html_put(const struct result *r, struct text *out)
{
	struct text title CLEANUP_TEXT = TEXT_INIT;
	struct xml x;

	text_printf(&title, "%s: %s %s", outcome_name(r->outcome),
		    r->manifest.arch, r->manifest.variant);
	xml_init(&x);
	report_html_begin(&x, title.data);
	report_html_put_run(&x, r, "h1");
	return report_html_end(&x, out);
}
