// SPDX-License-Identifier: GPL-2.0-only
#include "symptom.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "excerpt.h"
#include "outcome.h"
#include "text.h"

/* A word of so many hex digits is an address or a hash, not a count. */
#define HEX_WORD 8

/* "bpf_foo#36750" is a type of this kernel's BTF, "arg#1" is no such thing. */
#define TYPE_ID_DIGITS 3

static const char *const kinds[] = {
	[SYMPTOM_NONE] = "none",     [SYMPTOM_CASE] = "case",
	[SYMPTOM_KERNEL] = "kernel", [SYMPTOM_UNKNOWN] = "unknown",
	[SYMPTOM_RIG] = "rig",
};

static_assert(sizeof(kinds) / sizeof(kinds[0]) == SYMPTOM_NR,
	      "every kind has a name");

const char *symptom_kind_name(enum symptom_kind kind)
{
	return kinds[kind];
}

bool symptom_kind_parse(const char *name, enum symptom_kind *ret)
{
	for (int i = 0; i < SYMPTOM_NR; i++) {
		if (!strcmp(name, kinds[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

static const char *string(const json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

/* A number that is part of a name stays: r2, arg#1. */
static bool is_part_of_name(const char *line, const char *at)
{
	if (at == line)
		return false;
	if (at[-1] == '#')
		return strspn(at, "0123456789") < TYPE_ID_DIGITS;
	return isalnum((unsigned char)at[-1]) || at[-1] == '_';
}

static size_t number_bytes(const char *at)
{
	size_t hex = strspn(at, "0123456789abcdef");
	size_t digits = strspn(at, "0123456789");

	if (!strncmp(at, "0x", 2))
		return 2 + strspn(at + 2, "0123456789abcdefABCDEF");
	if (hex >= HEX_WORD && !isalnum((unsigned char)at[hex]))
		return hex;
	return digits;
}

void symptom_put_normal(struct text *out, const char *line)
{
	for (const char *at = line; *at;) {
		size_t bytes = is_part_of_name(line, at) ? 0 : number_bytes(at);

		if (bytes) {
			text_putc(out, 'N');
			at += bytes;
		} else {
			/* a tab would end it where it is kept */
			text_putc(out, iscntrl((unsigned char)*at) ? ' ' : *at);
			at++;
		}
	}
}

/* Body of a section of a case's log; NULL: there is none. */
static const char *section(const char *log, const char *head)
{
	const char *at = log ? strstr(log, head) : NULL;

	at = at ? strchr(at + 1, '\n') : NULL;
	return at ? at + 1 : NULL;
}

/* What decided: libbpf's first line, and what the verifier said in the end. */
static void put_decisive(struct text *out, const char *log)
{
	const char *libbpf = section(log, "\n---- libbpf: ");
	const char *verifier = section(log, "\n---- verifier: ");
	struct text lines CLEANUP_TEXT = TEXT_INIT;

	if (libbpf) {
		text_put(&lines, libbpf, strcspn(libbpf, "\n"));
		text_putc(&lines, '\n');
	}
	if (verifier) {
		const char *end = strstr(verifier, "\n---- ");
		struct text body CLEANUP_TEXT = TEXT_INIT;

		text_put(&body, verifier,
			 end ? (size_t)(end - verifier) : strlen(verifier));
		excerpt_put(body.data, 2, &lines);
	}
	if (lines.bytes)
		text_puts(out, ": ");
	symptom_put_normal(out, lines.data);
}

/* Of a splat or crash: its fingerprint, else what its line says. */
static void put_splat(struct text *out, const json_t *splat)
{
	const char *fingerprint = string(splat, "fingerprint");
	const char *words = json_string_value(splat) ?: string(splat, "title") ?:
						       string(splat, "text");

	if (fingerprint)
		text_puts(out, fingerprint);
	else
		symptom_put_normal(out, words ?: "without a word");
}

static const json_t *first_unexcused(const json_t *splats)
{
	const json_t *splat;
	size_t i;

	json_array_foreach (splats, i, splat)
		if (!string(splat, "excuse"))
			return splat;
	return NULL;
}

/* Of a run whose case has nothing to say for itself. */
static void take_run(const json_t *result, enum outcome outcome,
		     struct symptom *s, struct text *line)
{
	const json_t *crash = json_object_get(result, "crash");
	const json_t *splat =
		first_unexcused(json_object_get(result, "splats"));

	s->kind = SYMPTOM_KERNEL;
	text_printf(line, "%s: ", outcome_name(outcome));
	if (crash && !json_is_null(crash))
		put_splat(line, crash);
	else if (splat && outcome == OUTCOME_KERNEL_SPLAT)
		put_splat(line, splat);
	else
		symptom_put_normal(line, s->sentence);
}

/* Of what ran twice: what it did first, when that was no PASS. */
static const json_t *failing_attempt(const json_t *one)
{
	const json_t *attempt;
	size_t i;

	json_array_foreach (json_object_get(one, "attempts"), i, attempt)
		if (strcmp(string(attempt, "verdict") ?: "PASS", "PASS") != 0)
			return attempt;
	return one;
}

static void take_case(const json_t *result, const json_t *one, const char *log,
		      enum outcome outcome, struct symptom *s,
		      struct text *line)
{
	const json_t *attempt = failing_attempt(one);
	const json_t *seen = json_object_get(one, "seen");
	const char *verdict = string(attempt, "verdict") ?: "NOTRUN";
	const char *fingerprint = string(attempt, "fingerprint");
	const char *stage = string(seen, "stage");
	bool crashed = outcome == OUTCOME_KERNEL_CRASH;

	if (!strcmp(verdict, "NOTRUN") ||
	    (!strcmp(verdict, "ERROR") && !stage &&
	     (crashed || outcome == OUTCOME_HANG))) {
		take_run(result, outcome, s, line);
		return;
	}
	s->kind = SYMPTOM_CASE;
	free(s->sentence);
	s->sentence = text_dup(string(attempt, "sentence") ?: verdict);
	text_printf(line, "%s", verdict);
	if (fingerprint) {
		text_printf(line, ": %s", fingerprint);
		return;
	}
	if (!strcmp(verdict, "CRASH")) {
		text_puts(line, ": ");
		put_splat(line, json_object_get(result, "crash"));
		return;
	}
	if (stage)
		text_printf(line, " at %s, errno %d", stage,
			    (int)json_integer_value(
				    json_object_get(seen, "errno")));
	text_puts(line, ": ");
	symptom_put_normal(line, s->sentence);
	put_decisive(line, log);
}

static bool is_splat(const json_t *splat, const char *fingerprint)
{
	const char *is = string(splat, "fingerprint");

	return is && !strcmp(is, fingerprint);
}

static bool has_splat(const json_t *result, const char *fingerprint)
{
	const json_t *splat;
	size_t i;

	json_array_foreach (json_object_get(result, "splats"), i, splat)
		if (is_splat(splat, fingerprint))
			return true;
	return is_splat(json_object_get(result, "crash"), fingerprint);
}

static const json_t *find_case(const json_t *cases, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach (cases, i, one)
		if (string(one, "id") && !strcmp(string(one, "id"), id))
			return one;
	return NULL;
}

/* Did the run come to the kernel at all? */
static bool take_outcome(enum outcome outcome, struct symptom *s,
			 struct text *line)
{
	switch (outcome) {
	case OUTCOME_RIG_ERROR:
		s->kind = SYMPTOM_RIG;
		break;
	case OUTCOME_BUILD_FAIL:
	case OUTCOME_PATCH_FAIL:
	case OUTCOME_GATE_FAIL:
		s->kind = SYMPTOM_UNKNOWN;
		break;
	default:
		return true;
	}
	text_printf(line, "%s: ", outcome_name(outcome));
	symptom_put_normal(line, s->sentence);
	return false;
}

const char *symptom_log(const json_t *result, const char *id)
{
	const json_t *one = find_case(json_object_get(result, "cases"), id);

	return one ? string(one, "log") : NULL;
}

int symptom_read(const json_t *result, const char *id, const char *log,
		 const char *fingerprint, struct symptom *ret, struct text *why)
{
	const char *name = string(result, "outcome");
	const json_t *one = find_case(json_object_get(result, "cases"), id);
	const char *verdict = one ? string(one, "verdict") : NULL;
	struct text line = TEXT_INIT;
	struct symptom s = { SYMPTOM_NONE };
	enum outcome outcome;

	if (!name || !outcome_parse(name, &outcome)) {
		text_puts(why, "it has no outcome");
		return -EINVAL;
	}
	s.sentence = text_dup(string(result, "sentence") ?: name);
	if (!take_outcome(outcome, &s, &line)) {
		/* told */
	} else if (fingerprint && has_splat(result, fingerprint)) {
		s.kind = SYMPTOM_CASE;
		text_printf(&line, "splat %s", fingerprint);
	} else if (!verdict) {
		s.kind = SYMPTOM_UNKNOWN;
		text_printf(&line, "the run has no case %s", id);
	} else if (strcmp(verdict, "PASS") != 0) {
		take_case(result, one, log, outcome, &s, &line);
		/* another failure than the splat that is looked for */
		if (fingerprint && s.kind == SYMPTOM_CASE)
			s.kind = SYMPTOM_KERNEL;
	} else if (outcome != OUTCOME_PASS) {
		take_run(result, outcome, &s, &line);
	}
	s.line = text_take(&line);
	*ret = s;
	return 0;
}

void symptom_release(struct symptom *s)
{
	free(s->line);
	free(s->sentence);
	*s = (struct symptom){ SYMPTOM_NONE };
}
