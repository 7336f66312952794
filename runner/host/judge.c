// SPDX-License-Identifier: GPL-2.0-only
#include "judge.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
	[VERDICT_NOTRUN] = "NOTRUN", [VERDICT_PASS] = "PASS",
	[VERDICT_FAIL] = "FAIL",     [VERDICT_ERROR] = "ERROR",
	[VERDICT_CRASH] = "CRASH",   [VERDICT_HANG] = "HANG",
	[VERDICT_FLAKY] = "FLAKY",
};

static_assert(sizeof(names) / sizeof(names[0]) == VERDICT_NR,
	      "every verdict has a name");

const char *verdict_name(enum verdict verdict)
{
	return names[verdict];
}

const char *judge_last_insn(const char *log, uint32_t *ret)
{
	const char *found = NULL;

	for (const char *line = log; line; line = strchr(line, '\n')) {
		const char *at = *line == '\n' ? ++line : line;
		uint64_t index = 0;

		while (isdigit((unsigned char)*at) && index <= UINT32_MAX)
			index = index * 10 + (*at++ - '0');
		if (at == line || index > UINT32_MAX || strncmp(at, ": (", 3) ||
		    !isxdigit((unsigned char)at[3]) ||
		    !isxdigit((unsigned char)at[4]) || at[5] != ')')
			continue;
		*ret = index;
		found = line;
	}
	return found;
}

/* "EINVAL"; the kernel has some that the C library does not know. */
static void put_errno(struct text *t, int err)
{
	const char *name = err ? strerrorname_np(err) : "no errno";

	if (name)
		text_puts(t, name);
	else
		text_printf(t, "errno %d", err);
}

/* "verifier (EINVAL)" */
static void put_stage(struct text *t, enum record_stage stage, int err)
{
	text_puts(t, record_stage_name(stage));
	if (err) {
		text_puts(t, " (");
		put_errno(t, err);
		text_putc(t, ')');
	}
}

static void put_end(struct text *t, const struct observation *seen)
{
	if (seen->stage == RECORD_STAGE_DONE) {
		text_puts(t, "it loaded");
		return;
	}
	text_puts(t, "it was refused at stage ");
	put_stage(t, seen->stage, seen->err);
	if (seen->reason)
		text_printf(t, ": %s", seen->reason);
}

/* Each check: true when met; else the sentence says what is not. */
typedef bool check_fn(const struct expect *e, const struct observation *seen,
		      const char *log, struct text *sentence);

static bool check_stage(const struct expect *e, const struct observation *seen,
			const char *log, struct text *sentence)
{
	enum record_stage want =
		e->verdict == EXPECT_FAILURE ? e->stage : RECORD_STAGE_DONE;

	if (seen->stage == want)
		return true;
	if (e->verdict == EXPECT_FAILURE) {
		text_puts(sentence, "must be refused at stage ");
		put_stage(sentence, e->stage, e->err);
		text_puts(sentence, ", but ");
	} else {
		text_puts(sentence, "must load, but ");
	}
	put_end(sentence, seen);
	return false;
}

static bool check_errno(const struct expect *e, const struct observation *seen,
			const char *log, struct text *sentence)
{
	int want = e->verdict == EXPECT_FAILURE ? e->err : 0;

	if (e->any_errno ? seen->err : seen->err == want)
		return true;
	text_puts(sentence, "must end with ");
	if (e->any_errno)
		text_puts(sentence, "an errno");
	else
		put_errno(sentence, want);
	text_puts(sentence, ", but ended at stage ");
	put_stage(sentence, seen->stage, seen->err);
	if (!seen->err)
		text_puts(sentence, " without one");
	return false;
}

static bool check_words(const struct expect_pattern *patterns, size_t nr,
			const char *log, const char *name,
			struct text *sentence)
{
	const struct expect_pattern *missing = NULL;

	if (expect_patterns_match(patterns, nr, log, &missing))
		return true;
	text_printf(sentence, "%s %s say \"", name,
		    missing->negative ? "must not" : "does not");
	/* it may hold line feeds, and a sentence is one line */
	text_put_clean_line(sentence, missing->text, strlen(missing->text));
	text_puts(sentence, "\"");
	if (!missing->negative && nr > 1)
		text_puts(sentence, " where it must");
	return false;
}

static bool check_patterns(const struct expect *e,
			   const struct observation *seen, const char *log,
			   struct text *sentence)
{
	return check_words(e->patterns, e->patterns_nr, log, "the log",
			   sentence);
}

static bool check_prints(const struct expect *e, const struct observation *seen,
			 const char *log, struct text *sentence)
{
	struct text out CLEANUP_TEXT = TEXT_INIT;
	struct text err CLEANUP_TEXT = TEXT_INIT;

	text_put_clean(&out, seen->stdout_log.data, seen->stdout_log.bytes);
	text_put_clean(&err, seen->stderr_log.data, seen->stderr_log.bytes);
	return check_words(e->prints[EXPECT_PRINT_STDOUT].patterns,
			   e->prints[EXPECT_PRINT_STDOUT].nr, out.data,
			   "its stdout", sentence) &&
	       check_words(e->prints[EXPECT_PRINT_STDERR].patterns,
			   e->prints[EXPECT_PRINT_STDERR].nr, err.data,
			   "its stderr", sentence);
}

static bool check_insn(const struct expect *e, const struct observation *seen,
		       const char *log, struct text *sentence)
{
	uint32_t last = 0;

	if (!e->has_insn)
		return true;
	if (!judge_last_insn(log, &last)) {
		text_printf(sentence,
			    "must stop at instruction %" PRIu32
			    ", but the log names none",
			    e->insn);
		return false;
	}
	if (last == e->insn)
		return true;
	text_printf(sentence,
		    "must stop at instruction %" PRIu32
		    ", but the log's last one is %" PRIu32,
		    e->insn, last);
	return false;
}

/* "must return 5"; of what is exercised the value is that of a variable. */
static void put_value(struct text *t, const struct expect *e, bool must)
{
	if (e->exercise)
		text_printf(t, "%s", must ? "must leave " : "left ");
	else
		text_puts(t, must ? "must return " : "returned ");
}

static void put_where(struct text *t, const struct expect *e)
{
	if (e->exercise)
		text_printf(t, " in '%s'", e->observe);
}

static bool check_retval(const struct expect *e, const struct observation *seen,
			 const char *log, struct text *sentence)
{
	uint32_t want = e->retval_is_prog_id ? seen->prog_id : e->retval;

	if (!e->has_retval && !e->retval_is_prog_id)
		return true;
	if (e->retval_is_prog_id && !seen->prog_id) {
		put_value(sentence, e, true);
		text_puts(sentence,
			  "its program's id, but the guest names none");
		return false;
	}
	if (seen->has_retval &&
	    (seen->retval == want || (e->retval_any && !e->retval_is_prog_id)))
		return true;
	put_value(sentence, e, true);
	if (e->retval_any && !e->retval_is_prog_id)
		text_puts(sentence, "something");
	else
		text_printf(sentence, "%" PRIu32 "%s", want,
			    e->retval_is_prog_id ? " (its program's id)" : "");
	put_where(sentence, e);
	if (!seen->has_retval) {
		text_puts(sentence, ", but was not run");
		return false;
	}
	text_puts(sentence, ", but ");
	put_value(sentence, e, false);
	text_printf(sentence, "%" PRIu32, seen->retval);
	return false;
}

static check_fn *const checks[] = {
	check_stage, check_errno,  check_patterns,
	check_insn,  check_retval, check_prints,
};

/* Patterns of a refusal by any but the verifier are libbpf's or the runner's words. */
static const struct text *log_of(const struct expect *e,
				 const struct observation *seen)
{
	if (e->verdict == EXPECT_FAILURE && e->stage != RECORD_STAGE_VERIFIER)
		return &seen->libbpf_log;
	return &seen->verifier_log;
}

static bool hello_has_module(const struct hello *hello, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; hello && i < hello->modules_nr; i++)
		if (!strncmp(hello->modules[i], name, len) &&
		    hello->modules[i][len] == ' ')
			return true;
	return false;
}

/* Can anything be said of the case? False: the sentence says why not. */
static bool is_judgeable(const struct expect *e, const struct observation *seen,
			 const struct hello *hello, struct text *sentence)
{
	if (seen->stage == RECORD_STAGE_NEEDS) {
		text_printf(sentence, "what it needs was not there: %s",
			    seen->reason ?: "the guest does not say what");
		return false;
	}
	for (size_t i = 0; i < e->needs_nr; i++) {
		if (e->needs[i].kind != EXPECT_NEED_MODULE ||
		    hello_has_module(hello, e->needs[i].name))
			continue;
		text_printf(sentence,
			    "it needs the module %s, which the guest did not "
			    "name when it said who it is",
			    e->needs[i].name);
		return false;
	}
	if (!seen->logs_whole) {
		text_puts(sentence, "its logs did not arrive whole");
		return false;
	}
	if (seen->stage > RECORD_STAGE_VERIFIER && !seen->verifier_log.bytes) {
		text_puts(sentence, "it loaded, but the verifier's log is "
				    "empty");
		return false;
	}
	if (e->verdict != EXPECT_SUCCESS && e->verdict != EXPECT_FAILURE) {
		text_puts(sentence, "it states no verdict");
		return false;
	}
	return true;
}

static void put_success(struct text *t, const struct expect *e,
			const struct observation *seen)
{
	if (e->verdict == EXPECT_FAILURE) {
		text_puts(t, "refused at stage ");
		put_stage(t, seen->stage, seen->err);
		text_puts(t, ", as it must");
	} else {
		text_puts(t, "loaded");
		if (!seen->has_retval)
			return;
		text_puts(t, ", ");
		put_value(t, e, false);
		text_printf(t, "%" PRIu32, seen->retval);
		put_where(t, e);
	}
}

static enum verdict judge_expect(const struct expect *e,
				 const struct observation *seen,
				 const struct hello *hello,
				 struct text *sentence)
{
	struct text log CLEANUP_TEXT = TEXT_INIT;
	const struct text *raw = log_of(e, seen);

	if (!is_judgeable(e, seen, hello, sentence))
		return VERDICT_ERROR;
	text_put_clean(&log, raw->data, raw->bytes);
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (!checks[i](e, seen, log.data, sentence))
			return VERDICT_FAIL;
	put_success(sentence, e, seen);
	return VERDICT_PASS;
}

static void judge_step(const struct plan_case *c,
		       const struct observation *seen,
		       const struct hello *hello, struct judgement *ret)
{
	struct text after CLEANUP_TEXT = TEXT_INIT;
	struct text before CLEANUP_TEXT = TEXT_INIT;

	if (!seen->proven && seen->stage != RECORD_STAGE_NEEDS) {
		ret->verdict = VERDICT_ERROR;
		text_puts(&ret->sentence,
			  "the guest does not say whether it is as on patched "
			  "or as on baseline");
		return;
	}
	if (!c->before.overridden || !seen->proven ||
	    (seen->proven & RECORD_PROVEN_PATCHED)) {
		ret->verdict = judge_expect(&c->expect, seen, hello, &after);
		if (ret->verdict == VERDICT_PASS)
			ret->as = "patched";
	}
	if (!ret->as && c->before.overridden &&
	    (seen->proven & RECORD_PROVEN_BASELINE)) {
		enum verdict verdict =
			judge_expect(&c->before, seen, hello, &before);

		if (verdict == VERDICT_PASS || !after.bytes)
			ret->verdict = verdict;
		if (verdict == VERDICT_PASS)
			ret->as = "baseline";
	}
	if (!ret->as && after.bytes && before.bytes)
		text_printf(&ret->sentence, "%s; as on baseline: %s",
			    after.data, before.data);
	else if (before.bytes)
		text_printf(&ret->sentence, "as on baseline: %s", before.data);
	else
		text_puts(&ret->sentence, after.data);
}

void judge_case(const struct plan_case *c, const struct observation *seen,
		const struct hello *hello, struct judgement *ret)
{
	if (!seen->finished) {
		ret->verdict = seen->started ? VERDICT_ERROR : VERDICT_NOTRUN;
		text_puts(&ret->sentence,
			  seen->started ? "it began, and nothing was heard of "
					  "it again"
					: "it was not run");
		return;
	}
	if (c->has_before)
		judge_step(c, seen, hello, ret);
	else
		ret->verdict =
			judge_expect(&c->expect, seen, hello, &ret->sentence);
}

bool judge_leans_on_twin(const struct plan_case *c, const struct judgement *j)
{
	return j->verdict == VERDICT_PASS &&
	       c->expect.verdict == EXPECT_FAILURE && c->expect.twin;
}

void judge_without_twin(const struct plan_case *c, struct judgement *j)
{
	j->verdict = VERDICT_ERROR;
	j->as = NULL;
	text_reset(&j->sentence);
	text_printf(&j->sentence,
		    "it was refused as expected, but its twin %s did not meet "
		    "its own expectation, so that proves nothing",
		    c->expect.twin);
}

void judge_twins(const struct plan *plan, struct judgement *judgements)
{
	/* by what the cases earned themselves, whatever the order */
	bool *passed = text_alloc(plan->nr, sizeof(*passed));

	for (size_t i = 0; i < plan->nr; i++)
		passed[i] = judgements[i].verdict == VERDICT_PASS;
	for (size_t i = 0; i < plan->nr; i++) {
		const struct plan_case *c = &plan->cases[i];
		const struct plan_case *twin;

		if (!judge_leans_on_twin(c, &judgements[i]))
			continue;
		twin = plan_find(plan, c->expect.twin);
		if (!twin || !passed[twin - plan->cases])
			judge_without_twin(c, &judgements[i]);
	}
	free(passed);
}
