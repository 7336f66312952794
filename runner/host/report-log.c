// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <string.h>

#include "report.h"
#include "result.h"

static void put_patterns(const char *of, const struct expect_pattern *patterns,
			 size_t nr, struct text *out)
{
	for (size_t i = 0; i < nr; i++)
		text_printf(out, "expected of the %s, %s say: %s\n", of,
			    patterns[i].negative ? "not to" : "to",
			    patterns[i].text);
}

static void put_expected(const struct expect *e, struct text *out)
{
	if (e->description)
		text_printf(out, "description: %s\n", e->description);
	if (e->any_errno) {
		text_printf(out, "expected: refused at stage %s, any errno\n",
			    record_stage_name(e->stage));
	} else if (e->verdict == EXPECT_FAILURE) {
		const char *name = strerrorname_np(e->err);

		text_printf(out, "expected: refused at stage %s, errno ",
			    record_stage_name(e->stage));
		if (name)
			text_printf(out, "%s\n", name);
		else
			text_printf(out, "%d\n", e->err);
	} else {
		text_puts(out, "expected: loads\n");
	}
	if (e->has_insn)
		text_printf(out, "expected instruction: %" PRIu32 "\n",
			    e->insn);
	if (e->retval_is_prog_id)
		text_puts(out, "expected return value: the program's id\n");
	else if (e->retval_any)
		text_puts(out, "expected return value: any\n");
	else if (e->has_retval)
		text_printf(out, "expected return value: %" PRIu32 "\n",
			    e->retval);
	put_patterns("log", e->patterns, e->patterns_nr, out);
	put_patterns("stdout", e->prints[EXPECT_PRINT_STDOUT].patterns,
		     e->prints[EXPECT_PRINT_STDOUT].nr, out);
	put_patterns("stderr", e->prints[EXPECT_PRINT_STDERR].patterns,
		     e->prints[EXPECT_PRINT_STDERR].nr, out);
	if (e->exercise)
		text_printf(out, "exercise: %s, observing '%s'\n",
			    exercise_name(e->exercise), e->observe);
	if (e->twin)
		text_printf(out, "twin: %s\n", e->twin);
}

static void put_seen(const struct observation *seen, struct text *out)
{
	if (!seen->finished) {
		text_printf(out, "seen: %s\n",
			    seen->started ? "it began" : "nothing");
		return;
	}
	text_printf(out, "stage: %s\nerrno: %d%s%s\n",
		    record_stage_name(seen->stage), seen->err,
		    seen->err ? " " : "",
		    seen->err ? strerrorname_np(seen->err) ?: "" : "");
	if (seen->reason)
		text_printf(out, "reason: %s\n", seen->reason);
	if (seen->has_retval)
		text_printf(out, "return value: %" PRIu32 "\n", seen->retval);
	if (seen->prog_id)
		text_printf(out, "program id: %" PRIu32 "\n", seen->prog_id);
	if (seen->has_stats)
		text_printf(out,
			    "instructions processed: %" PRIu64 "\n"
			    "states: %" PRIu64 "\npeak states: %" PRIu64 "\n"
			    "verification: %" PRIu64 " us\n",
			    seen->insns, seen->states, seen->peak_states,
			    seen->verify_us);
	text_printf(out, "case: %" PRIu64 " us\n", seen->elapsed_us);
}

static void put_section(const char *title, const struct text *log,
			struct text *out)
{
	text_printf(out, "\n---- %s: %zu bytes ----\n", title, log->bytes);
	text_put_clean(out, log->data, log->bytes);
	if (log->bytes && log->data[log->bytes - 1] != '\n')
		text_putc(out, '\n');
}

void report_log_put(const struct result *r, size_t index, struct text *out)
{
	const struct plan_case *c = &r->plan.cases[index];
	const struct observation *seen = &r->session.seen[index];

	text_printf(out, "case: %s\nverdict: %s\nwhy: %s\n", c->id,
		    verdict_name(r->judgements[index].verdict),
		    r->judgements[index].sentence.data);
	put_expected(result_expected(r, index), out);
	put_seen(seen, out);
	report_splats_put(r, c->id, "", out);
	put_section("libbpf", &seen->libbpf_log, out);
	put_section("verifier", &seen->verifier_log, out);
	if (seen->stdout_log.bytes)
		put_section("stdout", &seen->stdout_log, out);
	if (seen->stderr_log.bytes)
		put_section("stderr", &seen->stderr_log, out);
}
