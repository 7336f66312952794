// SPDX-License-Identifier: GPL-2.0-only
/*
 * One table says what every tag does. What is stated for one variant alone
 * goes through the same rows, into an expectation of its own.
 */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "tag.h"
#include "tags.h"
#include "text.h"
#include "value.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define LOG_LEVEL_MAX 7

const char *const tag_override_variants[TAG_OVERRIDE_VARIANTS] = {
	"baseline",
	"stock",
};

struct tag {
	const char *key;
	const char *word; /* in TAG_ON; NULL: not for one variant alone */
	bool has_value;
	/* NULL: known, but not supported. 0, or -errno with r->why set. */
	int (*apply)(struct tag_reader *r, struct expect *e, const char *value);
};

int tag_fail(struct tag_reader *r, const char *format, ...)
{
	va_list args;
	int n = snprintf(r->why, r->why_size, "program '%s': ", r->program);

	if (n < 0 || (size_t)n >= r->why_size)
		return -EINVAL;
	va_start(args, format);
	vsnprintf(r->why + n, r->why_size - n, format, args);
	va_end(args);
	return -EINVAL;
}

static int set_text(struct tag_reader *r, char **field, const char *what,
		    const char *value)
{
	if (*field)
		return tag_fail(r, "%s is stated twice", what);
	if (!*value)
		return tag_fail(r, "%s is empty", what);
	*field = strdup(value);
	return *field ? 0 : -ENOMEM;
}

static int set_verdict(struct tag_reader *r, struct expect *e,
		       enum expect_verdict verdict)
{
	if (e->verdict != EXPECT_NONE && e->verdict != verdict)
		return tag_fail(r, "both success and failure are stated");
	e->verdict = verdict;
	return 0;
}

static int apply_success(struct tag_reader *r, struct expect *e,
			 const char *value)
{
	return set_verdict(r, e, EXPECT_SUCCESS);
}

static int apply_failure(struct tag_reader *r, struct expect *e,
			 const char *value)
{
	return set_verdict(r, e, EXPECT_FAILURE);
}

static int apply_msg(struct tag_reader *r, struct expect *e, const char *value)
{
	return tag_add_pattern(r, &e->patterns, &e->patterns_nr, value, false);
}

static int apply_not_msg(struct tag_reader *r, struct expect *e,
			 const char *value)
{
	return tag_add_pattern(r, &e->patterns, &e->patterns_nr, value, true);
}

static int apply_stdout(struct tag_reader *r, struct expect *e,
			const char *value)
{
	return tag_add_print(r, &e->prints[EXPECT_PRINT_STDOUT], value);
}

static int apply_stderr(struct tag_reader *r, struct expect *e,
			const char *value)
{
	return tag_add_print(r, &e->prints[EXPECT_PRINT_STDERR], value);
}

static int apply_retval(struct tag_reader *r, struct expect *e,
			const char *value)
{
	long n;

	if (e->has_retval)
		return tag_fail(r, "the return value is stated twice");
	if (strcmp(value, "_INT_MIN") == 0)
		n = INT_MIN;
	else if (!value_number(value, &n) || n < INT_MIN || n > UINT_MAX)
		return tag_fail(r, "'%s' is no 32 bit return value", value);
	e->has_retval = true;
	e->retval_any = n == TAG_RETVAL_ANY;
	e->retval = (uint32_t)n;
	return 0;
}

static int apply_retval_prog_id(struct tag_reader *r, struct expect *e,
				const char *value)
{
	if (e->has_retval)
		return tag_fail(r, "the return value is stated twice");
	e->has_retval = true;
	e->retval_is_prog_id = true;
	return 0;
}

static int apply_stage(struct tag_reader *r, struct expect *e,
		       const char *value)
{
	enum record_stage stage;

	if (e->stage)
		return tag_fail(r, "the stage is stated twice");
	if (!record_stage_parse(value, &stage) || stage == RECORD_STAGE_NEEDS ||
	    stage == RECORD_STAGE_BTF || stage == RECORD_STAGE_DONE)
		return tag_fail(r,
				"'%s' is no stage that can refuse a program: "
				"open, libbpf, verifier, attach, run",
				value);
	e->stage = stage;
	return 0;
}

static int apply_errno(struct tag_reader *r, struct expect *e,
		       const char *value)
{
	if (e->err)
		return tag_fail(r, "errno is stated twice");
	if (!value_errno(value, &e->err))
		return tag_fail(r, "unknown errno '%s'", value);
	return 0;
}

static int apply_insn(struct tag_reader *r, struct expect *e, const char *value)
{
	long n;

	if (e->has_insn)
		return tag_fail(r, "the instruction is stated twice");
	if (!value_number(value, &n) || n < 0 || n > INT_MAX)
		return tag_fail(r, "'%s' is no index of an instruction", value);
	e->has_insn = true;
	e->insn = (uint32_t)n;
	return 0;
}

static int apply_twin(struct tag_reader *r, struct expect *e, const char *value)
{
	const char *slash = strchr(value, '/');

	if (!slash || slash == value || !slash[1] || strchr(slash + 1, '/'))
		return tag_fail(r, "twin '%s' is not object/program", value);
	return set_text(r, &e->twin, "the twin", value);
}

static int apply_description(struct tag_reader *r, struct expect *e,
			     const char *value)
{
	return set_text(r, &e->description, "the description", value);
}

static int apply_invariant(struct tag_reader *r, struct expect *e,
			   const char *value)
{
	return set_text(r, &e->invariant, "why it is invariant", value);
}

static int apply_log_level(struct tag_reader *r, struct expect *e,
			   const char *value)
{
	long n;

	if (!value_number(value, &n) || n < 0 || n > LOG_LEVEL_MAX)
		return tag_fail(r, "'%s' is no log level", value);
	e->log_level = (unsigned int)n;
	if (!r->selftest)
		e->log_level |= TAG_LOG_LEVEL_INSNS;
	return 0;
}

static int apply_prog_flags(struct tag_reader *r, struct expect *e,
			    const char *value)
{
	bool clear = value[0] == '!';
	const char *name = clear ? value + 1 : value;
	unsigned int flags = 0;

	if (!value_prog_flags(name, &flags))
		return tag_fail(r, "unknown program flag '%s'", name);
	e->prog_flags = clear ? e->prog_flags & ~flags : e->prog_flags | flags;
	return 0;
}

static int apply_arch(struct tag_reader *r, struct expect *e, const char *value)
{
	static const struct {
		const char *tag;
		const char *arch;
	} arches[] = {
		{ "X86_64", "x86_64" },	      { "ARM64", "arm64" },
		{ "RISCV64", "riscv64" },     { "s390x", "s390x" },
		{ "LOONGARCH", "loongarch" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(arches); i++) {
		if (strcmp(value, arches[i].tag) != 0)
			continue;
		if (strcmp(r->arch, arches[i].arch) == 0)
			r->arch_matches = true;
		e->arch_excluded = !r->arch_matches;
		return 0;
	}
	return tag_fail(r, "unknown arch '%s'", value);
}

static int apply_auxiliary(struct tag_reader *r, struct expect *e,
			   const char *value)
{
	e->auxiliary = true;
	return 0;
}

static int apply_needs_module(struct tag_reader *r, struct expect *e,
			      const char *value)
{
	return tag_add_need(r, e, EXPECT_NEED_MODULE, value);
}

static int apply_needs_kfunc(struct tag_reader *r, struct expect *e,
			     const char *value)
{
	return tag_add_need(r, e, EXPECT_NEED_KFUNC, value);
}

static int apply_absent(struct tag_reader *r, struct expect *e,
			const char *value)
{
	return tag_add_need(r, e, EXPECT_NEED_ABSENT, value);
}

static int apply_needs_nothing(struct tag_reader *r, struct expect *e,
			       const char *value)
{
	e->needs_nothing = true;
	return 0;
}

static int add_claim(struct tag_reader *r, struct expect *e,
		     enum expect_need_kind kind, const char *value)
{
	const char *colon = strchr(value, ':');

	if (!colon || colon == value || !colon[1])
		return tag_fail(r, "'%s' is not function:tag", value);
	return tag_add_need(r, e, kind, value);
}

static int apply_btf_tagged(struct tag_reader *r, struct expect *e,
			    const char *value)
{
	return add_claim(r, e, EXPECT_CLAIM_TAGGED, value);
}

static int apply_btf_untagged(struct tag_reader *r, struct expect *e,
			      const char *value)
{
	return add_claim(r, e, EXPECT_CLAIM_UNTAGGED, value);
}

static int apply_rewrite_call(struct tag_reader *r, struct expect *e,
			      const char *value)
{
	const char *colon = strchr(value, ':');

	if (e->call_from)
		return tag_fail(r, "a call to rewrite is stated twice");
	if (!colon || colon == value || !colon[1] || strchr(colon + 1, ':'))
		return tag_fail(r, "'%s' is not from:to", value);
	e->call_from = strndup(value, colon - value);
	e->call_to = strdup(colon + 1);
	return e->call_from && e->call_to ? 0 : -ENOMEM;
}

static int apply_exercise(struct tag_reader *r, struct expect *e,
			  const char *value)
{
	if (e->exercise)
		return tag_fail(r, "the exercise is stated twice");
	if (!exercise_parse(value, &e->exercise))
		return tag_fail(r, "unknown exercise '%s'", value);
	return 0;
}

static int apply_observe(struct tag_reader *r, struct expect *e,
			 const char *value)
{
	return set_text(r, &e->observe, "the variable", value);
}

static int apply_attach_map(struct tag_reader *r, struct expect *e,
			    const char *value)
{
	return set_text(r, &e->attach_map, "the map", value);
}

/* Programs are loaded by root alone; what others get is told, and not run. */
static int apply_unpriv(struct tag_reader *r, struct expect *e,
			const char *value)
{
	if (!r->selftest)
		return tag_fail(r, "there are no users without rights here");
	e->states_unpriv = true;
	return 0;
}

static int apply_skip(struct tag_reader *r, struct expect *e, const char *value)
{
	if (!r->selftest)
		return tag_fail(r, "only the kernel's own may be skipped");
	return set_text(r, &e->skip, "why it is skipped", value);
}

static int apply_on(struct tag_reader *r, struct expect *e, const char *value);

static const struct tag tags[] = {
	{ TAG_SUCCESS, ON_SUCCESS, false, apply_success },
	{ TAG_FAILURE, ON_FAILURE, false, apply_failure },
	{ TAG_MSG, ON_MSG, true, apply_msg },
	{ TAG_NOT_MSG, ON_NOT_MSG, true, apply_not_msg },
	{ TAG_STDOUT, ON_STDOUT, true, apply_stdout },
	{ TAG_STDERR, ON_STDERR, true, apply_stderr },
	{ TAG_RETVAL, ON_RETVAL, true, apply_retval },
	{ TAG_RETVAL_PROG_ID, ON_RETVAL_PROG_ID, false, apply_retval_prog_id },
	{ TAG_STAGE, ON_STAGE, true, apply_stage },
	{ TAG_ERRNO, ON_ERRNO, true, apply_errno },
	{ TAG_INSN, ON_INSN, true, apply_insn },
	{ TAG_NEEDS_MODULE, ON_NEEDS_MODULE, true, apply_needs_module },
	{ TAG_NEEDS_KFUNC, ON_NEEDS_KFUNC, true, apply_needs_kfunc },
	{ TAG_ABSENT, ON_ABSENT, true, apply_absent },
	{ TAG_NEEDS_NOTHING, ON_NEEDS_NOTHING, false, apply_needs_nothing },
	{ TAG_BTF_TAGGED, ON_BTF_TAGGED, true, apply_btf_tagged },
	{ TAG_BTF_UNTAGGED, ON_BTF_UNTAGGED, true, apply_btf_untagged },
	{ TAG_DESCRIPTION, NULL, true, apply_description },
	{ TAG_INVARIANT, NULL, true, apply_invariant },
	{ TAG_LOG_LEVEL, NULL, true, apply_log_level },
	{ TAG_PROG_FLAGS, NULL, true, apply_prog_flags },
	{ TAG_ARCH, NULL, true, apply_arch },
	{ TAG_AUXILIARY, NULL, false, apply_auxiliary },
	{ TAG_TWIN, NULL, true, apply_twin },
	{ TAG_REWRITE_CALL, NULL, true, apply_rewrite_call },
	{ TAG_EXERCISE, NULL, true, apply_exercise },
	{ TAG_OBSERVE, NULL, true, apply_observe },
	{ TAG_ATTACH_MAP, NULL, true, apply_attach_map },
	{ TAG_ON, NULL, true, apply_on },
	{ TAG_SKIP, NULL, true, apply_skip },
	{ TAG_XLATED, NULL, true, NULL },
	{ TAG_JITED, NULL, true, NULL },
	{ TAG_BTF_PATH, NULL, true, NULL },
	{ TAG_BTF_FUNC_PATH, NULL, true, NULL },
	{ TAG_LOAD_MODE, NULL, true, NULL },
	{ TAG_LINEAR_SIZE, NULL, true, NULL },
	{ TAG_CAPS_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_MSG_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_NOT_MSG_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_XLATED_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_JITED_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_FAILURE_UNPRIV, NULL, false, apply_unpriv },
	{ TAG_SUCCESS_UNPRIV, NULL, false, apply_unpriv },
	{ TAG_RETVAL_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_AUXILIARY_UNPRIV, NULL, false, apply_unpriv },
	{ TAG_STDERR_UNPRIV, NULL, true, apply_unpriv },
	{ TAG_STDOUT_UNPRIV, NULL, true, apply_unpriv },
};

/* Logs are cleaned before they are searched, and reports hold clean text only. */
static bool is_clean(const char *value)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;

	text_put_clean(&t, value, strlen(value));
	return strcmp(t.data, value) == 0;
}

static int apply_row(struct tag_reader *r, struct expect *e,
		     const struct tag *tag, const char *value)
{
	if (!tag->apply)
		return tag_fail(r, "tag '%s' is not supported yet", tag->key);
	if (tag->has_value != !!value)
		return tag_fail(r, "tag '%s' %s", tag->key,
				value ? "takes no value" : "lacks its value");
	if (value && !is_clean(value))
		return tag_fail(r, "tag '%s' holds what is not printable",
				tag->key);
	return tag->apply(r, e, value);
}

static bool key_is(const char *name, const char *text, size_t length)
{
	return name && strlen(name) == length &&
	       strncmp(name, text, length) == 0;
}

static int apply_on(struct tag_reader *r, struct expect *e, const char *value)
{
	size_t variant_length = strcspn(value, ":");
	const char *word = value + variant_length + 1;
	size_t word_length, v;

	for (v = 0; v < TAG_OVERRIDE_VARIANTS; v++)
		if (key_is(tag_override_variants[v], value, variant_length))
			break;
	if (v == TAG_OVERRIDE_VARIANTS)
		return tag_fail(r,
				"'%.*s' is no variant with an expectation "
				"of its own",
				(int)variant_length, value);
	if (!value[variant_length])
		return tag_fail(r, "nothing is stated for variant '%s'", value);
	r->overridden[v] = true;
	word_length = strcspn(word, "=");
	for (size_t i = 0; i < ARRAY_SIZE(tags); i++)
		if (key_is(tags[i].word, word, word_length))
			return apply_row(r, &r->overrides[v], &tags[i],
					 word[word_length]
						 ? word + word_length + 1
						 : NULL);
	return tag_fail(r, "unknown word '%.*s' for variant '%s'",
			(int)word_length, word, tag_override_variants[v]);
}

int tag_apply(struct tag_reader *r, const char *text)
{
	size_t length = strcspn(text, "=");

	for (size_t i = 0; i < ARRAY_SIZE(tags); i++)
		if (key_is(tags[i].key, text, length))
			return apply_row(r, &r->base, &tags[i],
					 text[length] ? text + length + 1
						      : NULL);
	return tag_fail(r, "unknown tag '%s'", text);
}
