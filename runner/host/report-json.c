// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "report-json.h"
#include "report.h"
#include "result.h"

/* Seconds are of milliseconds, and 0.2 is not 0.20000000000000001. */
#define DUMP_FLAGS (JSON_INDENT(2) | JSON_REAL_PRECISION(9))

/* A string or null. */
json_t *report_json_text(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *patterns_json(const struct expect_pattern *patterns, size_t nr)
{
	json_t *json = json_array();

	for (size_t i = 0; i < nr; i++)
		json_array_append_new(
			json, json_pack("{s:s, s:b}", "text", patterns[i].text,
					"negative", patterns[i].negative));
	return json;
}

static json_t *prints_json(const struct expect *e, enum expect_print print)
{
	return patterns_json(e->prints[print].patterns, e->prints[print].nr);
}

static json_t *expected_json(const struct expect *e)
{
	json_t *json = json_object();

	json_object_set_new(json, "verdict",
			    json_string(e->verdict == EXPECT_FAILURE
						? "failure"
						: "success"));
	if (e->verdict == EXPECT_FAILURE) {
		json_object_set_new(json, "stage",
				    json_string(record_stage_name(e->stage)));
		json_object_set_new(json, "errno",
				    e->any_errno ? json_string("any")
						 : json_integer(e->err));
	}
	if (e->has_insn)
		json_object_set_new(json, "insn", json_integer(e->insn));
	if (e->retval_is_prog_id)
		json_object_set_new(json, "retval", json_string("program id"));
	else if (e->retval_any)
		json_object_set_new(json, "retval", json_string("any"));
	else if (e->has_retval)
		json_object_set_new(json, "retval", json_integer(e->retval));
	if (e->twin)
		json_object_set_new(json, "twin", json_string(e->twin));
	if (e->exercise)
		json_object_set_new(json, "exercise",
				    json_pack("{s:s, s:s}", "name",
					      exercise_name(e->exercise),
					      "observe", e->observe));
	json_object_set_new(json, "patterns",
			    patterns_json(e->patterns, e->patterns_nr));
	json_object_set_new(json, "stdout",
			    prints_json(e, EXPECT_PRINT_STDOUT));
	json_object_set_new(json, "stderr",
			    prints_json(e, EXPECT_PRINT_STDERR));
	return json;
}

static json_t *seen_json(const struct observation *seen)
{
	json_t *json;

	if (!seen->finished)
		return json_null();
	json = json_pack("{s:s, s:i, s:s*, s:b, s:I, s:I, s:I, s:I, s:I}",
			 "stage", record_stage_name(seen->stage), "errno",
			 seen->err, "reason", seen->reason, "logs_whole",
			 seen->logs_whole, "libbpf_bytes",
			 (json_int_t)seen->libbpf_log.bytes, "verifier_bytes",
			 (json_int_t)seen->verifier_log.bytes, "stdout_bytes",
			 (json_int_t)seen->stdout_log.bytes, "stderr_bytes",
			 (json_int_t)seen->stderr_log.bytes, "elapsed_us",
			 (json_int_t)seen->elapsed_us);
	if (seen->has_retval)
		json_object_set_new(json, "retval", json_integer(seen->retval));
	if (seen->prog_id)
		json_object_set_new(json, "prog_id",
				    json_integer(seen->prog_id));
	if (seen->has_stats)
		json_object_set_new(
			json, "verifier",
			json_pack("{s:I, s:I, s:I, s:I}", "insns",
				  (json_int_t)seen->insns, "states",
				  (json_int_t)seen->states, "peak_states",
				  (json_int_t)seen->peak_states, "us",
				  (json_int_t)seen->verify_us));
	return json;
}

/* By their number in the list of all. */
static json_t *case_splats_json(const struct result *r, const char *id)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->splats_nr; i++)
		if (result_splat_is_in(r, i, id))
			json_array_append_new(list,
					      json_integer((json_int_t)i));
	return list;
}

/* Only what was tried again has more than what stands beside it. */
static json_t *attempts_json(const struct attempts *a)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->nr; i++) {
		const struct attempt *one = &a->list[i];

		json_array_append_new(
			list,
			json_pack("{s:i, s:s, s:s, s:s*}", "boot",
				  (int)one->boot, "verdict",
				  verdict_name(one->judgement.verdict),
				  "sentence", one->judgement.sentence.data,
				  "fingerprint", one->fingerprint));
	}
	return list;
}

static json_t *case_json(const struct result *r, size_t i)
{
	const struct observation *seen = &r->session.seen[i];
	const struct plan_case *c = &r->plan.cases[i];
	const struct attempts *a = &r->attempts[i];
	char *log = result_log_name(c);
	json_t *json = json_pack(
		"{s:s, s:s, s:s, s:s*, s:s*, s:s?, s:o, s:o, s:s, s:I, s:I, s:o}",
		"id", c->id, "verdict", verdict_name(r->judgements[i].verdict),
		"sentence", r->judgements[i].sentence.data, "description",
		c->expect.description, "invariant", c->expect.invariant,
		"expected_as", result_expected_as(r, i), "expected",
		expected_json(result_expected(r, i)), "seen", seen_json(seen),
		"log", log, "used_ms", (json_int_t)seen->used_ms, "allowed_ms",
		(json_int_t)seen->allowed_ms, "splats",
		case_splats_json(r, c->id));

	free(log);
	if (a->nr)
		json_object_set_new(json, "boot",
				    json_integer(a->list[a->nr - 1].boot));
	if (a->nr > 1)
		json_object_set_new(json, "attempts", attempts_json(a));
	return json;
}

static json_t *cases_json(const struct result *r)
{
	json_t *json = json_array();

	for (size_t i = 0; r->judgements && i < r->plan.nr; i++)
		if (json_array_append_new(json, case_json(r, i))) {
			json_decref(json);
			return NULL; /* no case is left out quietly */
		}
	return json;
}

static json_t *boots_json(const struct result *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->boots_nr; i++) {
		const struct result_boot *b = &r->boots[i];

		json_array_append_new(
			list,
			json_pack("{s:s*, s:i, s:s, s:I, s:I, s:s?, s:b, s:s, "
				  "s:s, s:s*, s:s*, s:I, s:I, s:I, s:I}",
				  "shard", b->shard, "number", (int)b->number,
				  "first", b->first, "cases",
				  (json_int_t)b->cases, "done",
				  (json_int_t)b->done, "lost", b->lost, "again",
				  b->again, "end", b->end, "cause", b->cause,
				  "class", b->hang_class, "hang", b->hang,
				  "boot_ms", (json_int_t)b->boot_ms,
				  "boot_allowed_ms",
				  (json_int_t)b->boot_allowed_ms,
				  "factor_thousandths", (json_int_t)b->factor,
				  "cases_ms", (json_int_t)b->cases_ms));
	}
	return list;
}

static json_t *skips_json(const struct result *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->plan.skips.nr; i++)
		json_array_append_new(list,
				      json_pack("{s:s, s:s}", "id",
						r->plan.skips.list[i].id, "why",
						r->plan.skips.list[i].why));
	return list;
}

json_t *report_json_counts(const struct result *r)
{
	json_t *json = json_object();

	for (int i = 0; i < VERDICT_NR; i++)
		json_object_set_new(json, verdict_name(i),
				    json_integer((json_int_t)r->counts[i]));
	return json;
}

static json_t *texts_json(char *const *texts, size_t nr)
{
	json_t *list = json_array();

	for (size_t i = 0; i < nr; i++)
		json_array_append_new(list, json_string(texts[i]));
	return list;
}

static json_t *frames_json(const struct splat_report *splat, bool decoded)
{
	json_t *list = json_array();

	for (size_t i = 0; i < splat->frames_nr; i++) {
		const struct splat_frame *f = &splat->frames[i];

		if (!decoded)
			json_array_append_new(list, json_string(f->name));
		else if (f->source)
			json_array_append_new(list,
					      json_sprintf("%s (%s)", f->place,
							   f->source));
	}
	return list;
}

static json_t *splat_json(const struct splat_report *splat)
{
	if (!splat)
		return json_null();
	return json_pack("{s:s*, s:I, s:s, s:o, s:s, s:s, s:s, s:[I,I], s:I, "
			 "s:b, s:o, s:o, s:o}",
			 "shard", splat->shard, "boot", (json_int_t)splat->boot,
			 "where", splat_when_name(splat->when), "case",
			 report_json_text(splat->id), "kind",
			 splat_kind_name(splat->kind), "title", splat->title,
			 "fingerprint", splat->fingerprint, "lines",
			 (json_int_t)splat->first, (json_int_t)splat->last,
			 "times", (json_int_t)splat->times, "fatal",
			 splat->fatal, "excuse",
			 report_json_text(splat->excuse), "frames",
			 frames_json(splat, false), "decoded",
			 frames_json(splat, true));
}

static json_t *splats_json(const struct result *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->splats_nr; i++)
		json_array_append_new(list, splat_json(r->splats[i]));
	return list;
}

json_t *report_json_seconds(const struct result *r)
{
	json_t *json = json_object();

	for (size_t i = 0; i < r->phases.nr; i++)
		json_object_set_new(
			json, r->phases.phases[i].name,
			json_real((double)(long long)(r->phases.phases[i]
								      .seconds *
							      1000 +
						      0.5) /
				  1000));
	return json;
}

static json_t *slices_json(const struct hello *h)
{
	json_t *list = json_array();

	for (int i = 0; i < RECORD_SLICES; i++)
		json_array_append_new(
			list, json_integer((json_int_t)h->slices_us[i]));
	return list;
}

static json_t *guest_json(const struct result *r)
{
	const struct hello *h = &r->session.hello;

	if (!r->session.has_hello)
		return json_null();
	return json_pack(
		"{s:s*, s:s*, s:s*, s:s*, s:s*, s:s*, s:o, s:I, s:I, s:o}",
		"machine", h->machine, "release", h->release, "version",
		h->version, "build_id", h->build_id, "btf_sha256",
		h->btf_sha256, "config_sha256", h->config_sha256, "modules",
		texts_json(h->modules, h->modules_nr), "cpus",
		(json_int_t)h->cpus, "mem_kib", (json_int_t)h->mem_kib,
		"slices_us", slices_json(h));
}

int report_json_dump(json_t *json, struct text *out)
{
	char *dump = json ? json_dumps(json, DUMP_FLAGS) : NULL;

	json_decref(json);
	if (!dump)
		return -EINVAL;
	text_printf(out, "%s\n", dump);
	free(dump);
	return 0;
}

int report_json_put(const struct result *r, struct text *out)
{
	const struct manifest *m = &r->manifest;
	json_t *json = json_object();
	const struct {
		const char *key;
		json_t *value;
	} members[] = {
		{ "format", json_integer(2) },
		{ "run", report_json_text(m->id) },
		{ "outcome", json_string(outcome_name(r->outcome)) },
		{ "exit", json_integer(outcome_exit(r->outcome)) },
		{ "sentence", report_json_text(r->sentence) },
		{ "started", report_json_text(m->started) },
		{ "arch", report_json_text(m->arch) },
		{ "variant", report_json_text(m->variant) },
		{ "shard", report_json_text(m->shard) },
		{ "plan_sha256",
		  report_json_text(*r->plan_sha256 ? r->plan_sha256 : NULL) },
		{ "plan_cases", json_integer((json_int_t)result_whole(r)->nr) },
		{ "accel", report_json_text(m->accel) },
		{ "accel_reason", report_json_text(m->accel_reason) },
		{ "degraded", report_json_text(r->degraded) },
		{ "guest", guest_json(r) },
		{ "counts", report_json_counts(r) },
		{ "skipped", skips_json(r) },
		{ "cases", cases_json(r) },
		{ "boots", boots_json(r) },
		{ "crash", splat_json(r->crash) },
		{ "splats_unexcused",
		  json_integer((json_int_t)r->splats_unexcused) },
		{ "splats", splats_json(r) },
		{ "console_tail", texts_json(r->tail, r->tail_nr) },
		{ "qemu_said", report_json_text(r->qemu_said) },
		{ "warnings", texts_json(r->warnings, r->warnings_nr) },
		{ "seconds", report_json_seconds(r) },
	};
	bool whole = true;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (json_object_set_new(json, members[i].key, members[i].value))
			whole = false;
	if (whole)
		return report_json_dump(json, out);
	json_decref(json);
	return -EINVAL;
}
