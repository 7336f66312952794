// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "expect.h"

#define FLAG_RND_HI32 (1u << 2)
#define FLAG_SLEEPABLE (1u << 4)
#define FLAG_REG_INVARIANTS (1u << 7)

static struct expect e;
static char why[256];

/* Objects are built beside the test; HOST is the folder of both. */
static struct btf *open_btf(const char *object)
{
	const char *host = getenv("HOST");
	char path[PATH_MAX];
	struct btf *btf;

	snprintf(path, sizeof(path), "%s/unit/objs/%s.bpf.o",
		 host ? host : "build/host", object);
	btf = btf__parse_elf(path, NULL);
	if (libbpf_get_error(btf))
		fail_msg("cannot read %s", path);
	return btf;
}

static int read_on(const char *object, const char *program, const char *arch,
		   const char *variant)
{
	struct btf *btf = open_btf(object);
	int err;

	why[0] = '\0';
	err = expect_read(btf, program, arch, variant, &e, why, sizeof(why));
	btf__free(btf);
	return err;
}

static void read_from(const char *object, const char *program,
		      const char *variant)
{
	int err = read_on(object, program, "x86_64", variant);

	if (err)
		fail_msg("%s: %d: %s", program, err, why);
}

static void read_good(const char *program, const char *variant)
{
	read_from("tags_good", program, variant);
}

static void test_kernel_style(void **state)
{
	read_good("plain", "patched");
	assert_int_equal(e.verdict, EXPECT_SUCCESS);
	assert_false(e.has_retval);
	assert_int_equal(e.log_level, 2);
	assert_int_equal(e.prog_flags, FLAG_RND_HI32 | FLAG_REG_INVARIANTS);
	expect_release(&e);

	read_good("only_retval", "patched");
	assert_int_equal(e.verdict, EXPECT_SUCCESS);
	assert_true(e.has_retval);
	assert_int_equal(e.retval, 5);
	expect_release(&e);

	read_good("only_msg", "patched");
	assert_int_equal(e.verdict, EXPECT_SUCCESS);
	assert_int_equal(e.patterns_nr, 1);
	expect_release(&e);
}

static void test_retvals(void **state)
{
	read_good("negative_retval", "patched");
	assert_int_equal(e.retval, (uint32_t)-22);
	assert_false(e.retval_any);
	expect_release(&e);

	read_good("any_retval", "patched");
	assert_true(e.has_retval && e.retval_any);
	expect_release(&e);

	read_good("own_id", "patched");
	assert_true(e.has_retval && e.retval_is_prog_id);
	expect_release(&e);
}

static void test_everything(void **state)
{
	static const char *const texts[] = { "one",	  "two",
					     "not three", "four {{[0-9]+}}",
					     "five",	  "six" };

	read_good("everything", "patched");
	assert_int_equal(e.verdict, EXPECT_FAILURE);
	assert_int_equal(e.stage, RECORD_STAGE_VERIFIER);
	assert_int_equal(e.err, EINVAL);
	assert_true(e.has_insn);
	assert_int_equal(e.insn, 12);
	assert_string_equal(e.description, "all of it");
	assert_string_equal(e.twin, "tags_good/plain");
	assert_string_equal(e.call_from, "bpf_foo");
	assert_string_equal(e.call_to, "bpf_foo_impl");
	assert_int_equal(e.log_level, 4 | 2);
	assert_int_equal(e.prog_flags,
			 FLAG_REG_INVARIANTS | FLAG_SLEEPABLE | 0x100);
	assert_int_equal(e.patterns_nr, 6);
	for (int i = 0; i < 6; i++) {
		assert_string_equal(e.patterns[i].text, texts[i]);
		assert_int_equal(e.patterns[i].negative, i == 2);
	}
	assert_int_equal(e.needs_nr, 3);
	assert_int_equal(e.needs[0].kind, EXPECT_NEED_MODULE);
	assert_string_equal(e.needs[0].name, "bpf_testmod");
	assert_int_equal(e.needs[1].kind, EXPECT_NEED_KFUNC);
	assert_int_equal(e.needs[2].kind, EXPECT_NEED_ABSENT);
	assert_string_equal(e.needs[2].name, "bpf_bar");
	expect_release(&e);
}

static void test_override_replaces_the_outcome(void **state)
{
	read_good("everything", "baseline");
	assert_int_equal(e.verdict, EXPECT_FAILURE);
	assert_int_equal(e.stage, RECORD_STAGE_LIBBPF);
	assert_int_equal(e.err, 3);
	assert_false(e.has_insn);
	assert_int_equal(e.patterns_nr, 1);
	assert_string_equal(e.patterns[0].text, "not found");
	assert_int_equal(e.needs_nr, 1);
	assert_int_equal(e.needs[0].kind, EXPECT_NEED_ABSENT);
	/* What is not part of the outcome stays. */
	assert_string_equal(e.twin, "tags_good/plain");
	assert_string_equal(e.call_from, "bpf_foo");
	assert_int_equal(e.log_level, 4 | 2);
	expect_release(&e);

	read_good("everything", "stock");
	assert_int_equal(e.verdict, EXPECT_SUCCESS);
	assert_int_equal(e.retval, 7);
	assert_int_equal(e.stage, 0);
	assert_int_equal(e.patterns_nr, 0);
	assert_int_equal(e.needs_nr, 0);
	expect_release(&e);
}

static void test_claims(void **state)
{
	assert_int_equal(read_on("tags_claims", "claims", "x86_64", "patched"),
			 0);
	assert_string_equal(e.invariant, "because");
	assert_int_equal(e.needs_nr, 2);
	assert_int_equal(e.needs[0].kind, EXPECT_CLAIM_TAGGED);
	assert_string_equal(e.needs[0].name, "bpf_foo:bpf_kfunc");
	assert_int_equal(e.needs[1].kind, EXPECT_CLAIM_UNTAGGED);
	assert_string_equal(e.needs[1].name, "bpf_foo_impl:a:b");
	assert_true(expect_is_claim(e.needs[1].kind));
	assert_false(expect_is_claim(EXPECT_NEED_MODULE));
	expect_release(&e);

	/* claims are part of the outcome, why it is invariant is not */
	assert_int_equal(read_on("tags_claims", "claims", "x86_64", "stock"),
			 0);
	assert_string_equal(e.invariant, "because");
	assert_int_equal(e.needs_nr, 1);
	assert_string_equal(e.needs[0].name, "bpf_bar:x");
	expect_release(&e);
}

static void test_mutant_is_as_patched(void **state)
{
	read_good("everything", "mutant/any");
	assert_int_equal(e.stage, RECORD_STAGE_VERIFIER);
	expect_release(&e);
}

static void test_a_step_is_two_digits(void **state)
{
	static const char *const no[] = {
		"series/",    "series/0", "series/00",	"series/1",
		"series/001", "series/x", "series/1x",	"series/01/",
		"serie/01",   "series01", "mutant/s/1", "",
	};

	assert_true(expect_is_step("series/01"));
	assert_true(expect_is_step("series/99"));
	assert_true(expect_knows_variant("series/10"));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (expect_is_step(no[i]))
			fail_msg("'%s' is taken for a step", no[i]);
	assert_false(expect_knows_variant("series/0"));
	read_good("everything", "series/03");
	assert_int_equal(e.stage, RECORD_STAGE_VERIFIER);
	expect_release(&e);
}

static void test_arches_and_auxiliary(void **state)
{
	read_good("other_arch", "patched");
	assert_true(e.arch_excluded);
	expect_release(&e);
	assert_int_equal(read_on("tags_good", "other_arch", "arm64", "patched"),
			 0);
	assert_false(e.arch_excluded);
	expect_release(&e);
	read_good("two_arches", "patched");
	assert_false(e.arch_excluded);
	expect_release(&e);
	read_good("helper", "patched");
	assert_true(e.auxiliary);
	expect_release(&e);
}

static void test_slips_are_named(void **state)
{
	static const struct {
		const char *program;
		const char *words;
	} slips[] = {
		{ "no_verdict", "no verdict is stated for patched" },
		{ "only_description", "no verdict is stated for patched" },
		{ "misspelt", "unknown tag 'test_expect_mgs=x'" },
		{ "prefix_of_key", "unknown tag 'test_expect_ms'" },
		{ "no_number", "malformed tag" },
		{ "no_prefix", "lacks its prefix" },
		{ "both", "both success and failure" },
		{ "needless_value", "takes no value" },
		{ "missing_value", "lacks its value" },
		{ "empty_pattern", "it is empty" },
		{ "reorders",
		  "'test_description' holds what is not printable" },
		{ "open_pattern", "{{ without }}" },
		{ "bad_regex", "pattern 'a{{[}}'" },
		{ "empty_regex", "even an empty log" },
		{ "no_stage", "failure without its stage" },
		{ "no_twin", "failure without its twin" },
		{ "no_errno", "failure without its errno for patched" },
		{ "no_message", "failure without its message for patched" },
		{ "loose_override", "without its message for stock" },
		{ "bad_twin", "not object/program" },
		{ "bad_stage", "'verify' is no stage" },
		{ "stage_of_needs", "'needs' is no stage" },
		{ "stage_of_claims", "'btf' is no stage" },
		{ "no_reason", "why it is invariant is empty" },
		{ "two_reasons", "why it is invariant is stated twice" },
		{ "aux_invariant", "auxiliary, and yet invariant" },
		{ "claim_of_nothing", "'bpf_foo:' is not function:tag" },
		{ "claim_without_colon", "'bpf_foo' is not function:tag" },
		{ "bad_errno", "unknown errno 'EINVALID'" },
		{ "errno_of_success", "success with the stage" },
		{ "failure_retval", "failure with a return value" },
		{ "bad_retval", "'five' is no 32 bit return value" },
		{ "two_retvals", "stated twice" },
		{ "big_retval", "is no 32 bit return value" },
		{ "bad_flag", "unknown program flag 'BPF_F_NONE'" },
		{ "bad_level", "'8' is no log level" },
		{ "bad_arch", "unknown arch 'X86'" },
		{ "bad_call", "is not from:to" },
		{ "bad_insn", "'last' is no index" },
		{ "aux_verdict", "auxiliary, and yet with a verdict" },
		{ "xlated", "'test_expect_xlated' is not supported yet" },
		{ "unpriv", "no users without rights here" },
		{ "load_mode", "'load_mode' is not supported yet" },
		{ "bad_variant", "'basline' is no variant" },
		{ "no_default", "no verdict is stated for patched" },
		{ "bad_word", "unknown word 'failed'" },
		{ "no_word", "unknown word ''" },
		{ "half_override", "without its stage for baseline" },
		{ "quiet_override", "no verdict is stated for stock" },
		{ "bad_exercise", "unknown exercise 'uhdi'" },
		{ "two_exercises", "the exercise is stated twice" },
		{ "unobserved", "exercise 'trace' without its variable" },
		{ "unvalued",
		  "without the value that is observed for patched" },
		{ "idle_observer", "variable 'v' is stated, but no exercise" },
		{ "idle_map", "map 'm' is stated, but no exercise" },
		{ "no_map", "exercise 'uhid' without its map" },
		{ "needless_map", "exercise 'trace' attaches no map" },
		{ "unvalued_on_stock", "is observed for stock" },
		{ "nothing_valued", "though nothing ran, for patched" },
		{ "any_valued", "though nothing ran, for patched" },
		{ "nothing_valued_on_stock", "though nothing ran, for stock" },
		{ "aux_exercise", "auxiliary, and yet exercised" },
		{ "prints_unrun", "for patched, so it is not run" },
		{ "prints_nothing", "it is empty" },
		{ "runs_unexercised", "failure at stage run for patched" },
		{ "attach_unexercised", "failure at stage attach for stock" },
		{ "needs_or_not", "needs nothing, for patched" },
	};

	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
		const char *name = slips[i].program;

		assert_int_equal(read_on("tags_bad", name, "x86_64", "patched"),
				 -EINVAL);
		if (!strstr(why, slips[i].words) || !strstr(why, name))
			fail_msg("%s: said '%s'", name, why);
	}
}

static void test_needs_must_be_stated(void **state)
{
	assert_int_equal(read_on("tags_ksyms", "states_none", "x86_64",
				 "patched"),
			 -EINVAL);
	assert_non_null(strstr(why, "no need is stated for patched"));
	assert_int_equal(read_on("tags_ksyms", "forgets_on_baseline", "x86_64",
				 "patched"),
			 -EINVAL);
	assert_non_null(strstr(why, "no need is stated for baseline"));
	assert_int_equal(
		read_on("tags_ksyms", "states_one", "x86_64", "patched"), 0);
	assert_int_equal(e.needs_nr, 1);
	expect_release(&e);
	assert_int_equal(
		read_on("tags_ksyms", "calls_none", "x86_64", "patched"), 0);
	expect_release(&e);
	assert_int_equal(read_on("tags_ksyms", "helper", "x86_64", "patched"),
			 0);
	expect_release(&e);
}

static void test_unknown_program_and_variant(void **state)
{
	assert_int_equal(read_on("tags_good", "nowhere", "x86_64", "patched"),
			 -ENOENT);
	assert_int_equal(read_on("tags_good", "plain", "x86_64", "pached"),
			 -EINVAL);
	assert_non_null(strstr(why, "unknown variant 'pached'"));
	assert_int_equal(read_on("tags_good", "plain", "x86_64", "mutant/"),
			 -EINVAL);
}

static void test_prints(void **state)
{
	const struct expect_prints *out = &e.prints[EXPECT_PRINT_STDOUT];
	const struct expect_prints *err = &e.prints[EXPECT_PRINT_STDERR];

	read_from("tags_run", "printer", "patched");
	assert_int_equal(out->nr, 3);
	assert_int_equal(err->nr, 1);
	assert_string_equal(out->patterns[1].text, "b");
	assert_string_equal(err->patterns[0].text, "d");
	assert_false(out->patterns[0].next_line);
	assert_true(out->patterns[1].next_line);
	assert_false(out->patterns[2].next_line);
	assert_false(err->patterns[0].next_line);
	expect_release(&e);

	read_from("tags_run", "printer", "stock");
	assert_int_equal(out->nr, 1);
	assert_int_equal(err->nr, 0);
	assert_string_equal(out->patterns[0].text, "e");
	expect_release(&e);
}

static void test_exercise(void **state)
{
	read_from("tags_run", "exercised", "patched");
	assert_int_equal(e.exercise, EXERCISE_UHID);
	assert_string_equal(e.observe, "seen");
	assert_string_equal(e.attach_map, "ops");
	expect_release(&e);

	/* what a variant states replaces the outcome, not the exercise */
	read_from("tags_run", "exercised", "baseline");
	assert_int_equal(e.stage, RECORD_STAGE_ATTACH);
	assert_int_equal(e.exercise, EXERCISE_UHID);
	assert_string_equal(e.observe, "seen");
	expect_release(&e);

	read_good("plain", "patched");
	assert_int_equal(e.exercise, EXERCISE_NONE);
	expect_release(&e);
}

static void test_next_line(void **state)
{
	struct expect_pattern patterns[] = {
		{ .text = (char *)"a" },
		{ .text = (char *)"b", .next_line = true },
	};
	const struct expect_pattern *missing = NULL;

	assert_true(
		expect_patterns_match(patterns, 2, "x\na1\nb1\n", &missing));
	assert_false(expect_patterns_match(patterns, 2, "a b\n", &missing));
	assert_ptr_equal(missing, &patterns[1]);
	assert_false(expect_patterns_match(patterns, 2, "a\n\nb", &missing));
	/* a match of several lines is counted from where it begins */
	patterns[0].text = (char *)"a\nx";
	assert_true(expect_patterns_match(patterns, 2, "a\nx b", &missing));
	assert_false(expect_patterns_match(patterns, 2, "a\nx\nb", &missing));
}

/* A leading '!' makes the pattern a negative one. */
static bool match(const char *log, const char *a, const char *b, const char *c)
{
	const char *const texts[] = { a, b, c };
	struct expect_pattern patterns[3] = {};
	const struct expect_pattern *missing = NULL;
	size_t nr = 0;
	bool ok;

	for (int i = 0; i < 3 && texts[i]; i++) {
		patterns[i].negative = texts[i][0] == '!';
		patterns[i].text = (char *)texts[i] + patterns[i].negative;
		nr++;
	}
	ok = expect_patterns_match(patterns, nr, log, &missing);
	assert_int_equal(ok, missing == NULL);
	return ok;
}

static void test_positive_patterns(void **state)
{
	assert_true(match("a b c", NULL, NULL, NULL));
	assert_true(match("a b c", "a", "b", "c"));
	assert_false(match("a b c", "b", "a", NULL));
	assert_false(match("a b", "a", "a", NULL));
	assert_true(match("foo007", "foo{{[0-9]+}}", NULL, NULL));
	assert_false(match("foobar", "foo{{[0-9]+}}", NULL, NULL));
	assert_true(match("f(x) [1]", "f(x) [{{.}}]", NULL, NULL));
	assert_true(match("R2 unset", "R{{1|2}} unset", NULL, NULL));
	assert_false(match("R3; 2 unset", "R{{1|2}} unset", NULL, NULL));
	assert_true(match("a1 b1", "a{{([0-9]) b\\1}}", NULL, NULL));
	assert_false(match("a1 b2", "a{{([0-9]) b\\1}}", NULL, NULL));
	assert_false(match("x\ny", "x{{.*}}y", NULL, NULL));
	assert_true(match("x\ny", "x", "{{^}}y{{$}}", NULL));
	assert_false(match("xy", "x", "{{^}}y", NULL));
}

static void test_negative_patterns(void **state)
{
	assert_false(match("a b c", "!b", NULL, NULL));
	assert_true(match("a b c", "!d", NULL, NULL));
	assert_false(match("a b c", "a", "!b", "c"));
	assert_true(match("b a c b", "a", "!b", "c"));
	assert_true(match("b a c", "a", "!b", NULL));
	assert_false(match("a c b", "a", "!b", NULL));
	assert_false(match("b a c", "!b", "a", NULL));
	assert_true(match("a b", "!b", "a", NULL));
	assert_false(match("a 12 c", "a", "!{{[0-9]}}", "c"));
	/* A match that reaches into the positive one does not count. */
	assert_true(match("a xyz", "a", "!xy", "yz"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kernel_style),
		cmocka_unit_test(test_retvals),
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_override_replaces_the_outcome),
		cmocka_unit_test(test_claims),
		cmocka_unit_test(test_claims),
		cmocka_unit_test(test_mutant_is_as_patched),
		cmocka_unit_test(test_a_step_is_two_digits),
		cmocka_unit_test(test_arches_and_auxiliary),
		cmocka_unit_test(test_slips_are_named),
		cmocka_unit_test(test_needs_must_be_stated),
		cmocka_unit_test(test_unknown_program_and_variant),
		cmocka_unit_test(test_prints),
		cmocka_unit_test(test_exercise),
		cmocka_unit_test(test_next_line),
		cmocka_unit_test(test_positive_patterns),
		cmocka_unit_test(test_negative_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
