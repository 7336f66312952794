// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bpf/btf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "command.h"
#include "gate-allow.h"
#include "gate-diff.h"
#include "gate.h"
#include "text.h"
#include "toy-kernel.h"

/* Each makes `there` differ from the toy as it is. */

static void nothing(struct toy *t)
{
}

static void new_kfunc(struct toy *t)
{
	toy_tag(t->vmlinux, "helper", KFUNC_TAG, -1);
	forge_entry(t->common, "helper", (uint32_t)toy_id(t->vmlinux, "helper"),
		    0);
}

/* The old name goes; a function of another name is no kfunc. */
static void no_old_name(struct toy *t)
{
	struct forge_entry *last = &t->common->entries[t->common->nr - 1];
	struct forge_entry *old = toy_entry(t->common, "bpf_plain");

	*old = *last;
	t->common->nr--;
	toy_retag(t->vmlinux, "bpf_plain", KFUNC_TAG, "no_kfunc");
}

static void other_flags(struct toy *t)
{
	toy_entry(t->common, "bpf_plain")->flags = 1;
}

static void other_set(struct toy *t)
{
	t->vmlinux->sets_nr--;
}

static void other_proto(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_plain"))[0].type =
		(uint32_t)t->u64_id;
}

static void other_param_name(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_plain"))[0].name_off =
		(uint32_t)btf__add_str(t->vmlinux->btf, "other");
}

static void other_implicit(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_gen_impl"))[2].type =
		(uint32_t)t->meta_ptr;
}

static void other_tags(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_plain", "of_a", 0);
}

/* What the verifier supplies is not what differs when the source's name goes. */
static void generated_instead(struct toy *t)
{
	struct btf_param *aux =
		&btf_params(toy_proto(t->vmlinux, "bpf_old_impl"))[1];
	struct forge_entry *old = toy_entry(t->common, "bpf_old_impl");

	aux->type = (uint32_t)t->aux_ptr;
	aux->name_off = (uint32_t)btf__add_str(t->vmlinux->btf, "aux");
	*old = t->common->entries[--t->common->nr];
	toy_retag(t->vmlinux, "bpf_old_impl", KFUNC_TAG, "note");
	toy_tag(t->vmlinux, "bpf_old", "note", -1);
	for (size_t i = 0; i < t->vmlinux->functions_nr; i++)
		if (!strcmp(t->vmlinux->functions[i], "bpf_old_impl"))
			t->vmlinux->functions[i] = "gone";
}

static void make(struct toy *t, void (*change)(struct toy *t))
{
	toy_make(t);
	change(t);
	toy_make_module(t);
	toy_write(t);
}

static void compare(void (*change)(struct toy *t), struct gate_diff *ret)
{
	struct gate here, there;
	struct toy a, b;

	make(&a, nothing);
	make(&b, change);
	gate_read(a.dir, NULL, &here);
	gate_read(b.dir, NULL, &there);
	findings_put(&there.findings, stderr);
	assert_int_equal(here.findings.nr, 0);
	assert_int_equal(there.findings.nr, 0);
	gate_diff_make(&here, &there, ret);
	gate_release(&here);
	gate_release(&there);
	toy_release(&a);
	toy_release(&b);
}

static void assert_only(void (*change)(struct toy *t),
			enum gate_difference kind, const char *kfunc,
			const char *words)
{
	struct gate_diff d;

	compare(change, &d);
	assert_int_equal(d.nr, 1);
	assert_string_equal(gate_difference_name(d.entries[0].kind),
			    gate_difference_name(kind));
	assert_string_equal(d.entries[0].where, "vmlinux");
	assert_string_equal(d.entries[0].kfunc, kfunc);
	assert_string_equal(d.entries[0].words, words);
	gate_diff_release(&d);
}

static void test_same(void **state)
{
	struct gate_diff d;

	compare(nothing, &d);
	assert_int_equal(d.nr, 0);
	gate_diff_release(&d);
}

static void test_each(void **state)
{
	assert_only(new_kfunc, DIFFERENCE_ONLY_THERE, "helper",
		    "int helper(int a)");
	assert_only(no_old_name, DIFFERENCE_ONLY_HERE, "bpf_plain",
		    "int bpf_plain(int a)");
	assert_only(other_flags, DIFFERENCE_FLAGS, "bpf_plain",
		    "- here, acquire there");
	assert_only(other_set, DIFFERENCE_SETS, "bpf_gen",
		    "common,second here, common there");
	assert_only(other_proto, DIFFERENCE_PROTOTYPE, "bpf_plain",
		    "int bpf_plain(int a) here, int bpf_plain(u64 a) there");
	assert_only(other_param_name, DIFFERENCE_PROTOTYPE, "bpf_plain",
		    "int bpf_plain(int a) here, int bpf_plain(int other) "
		    "there");
	assert_only(other_implicit, DIFFERENCE_IMPLICIT, "bpf_gen",
		    "struct bpf_prog_aux *aux here, struct btf_struct_meta "
		    "*aux there");
	assert_only(other_tags, DIFFERENCE_TAGS, "bpf_plain",
		    "bpf_kfunc here, bpf_kfunc,of_a(0) there");
}

static void test_old_name(void **state)
{
	struct gate_diff d;

	compare(generated_instead, &d);
	assert_int_equal(d.nr, 2);
	assert_string_equal(d.entries[0].kfunc, "bpf_old");
	assert_int_equal(d.entries[0].kind, DIFFERENCE_TAGS);
	assert_string_equal(d.entries[1].kfunc, "bpf_old_impl");
	assert_int_equal(d.entries[1].kind, DIFFERENCE_ONLY_HERE);
	gate_diff_release(&d);
}

static char allow_path[] = "/tmp/test_gate_diff.XXXXXX";

static void write_allow(const char *content)
{
	FILE *f = fopen(allow_path, "we");

	assert_non_null(f);
	fputs(content, f);
	fclose(f);
}

static void assert_refused(const char *content, const char *words)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct gate_allow a;

	write_allow(content);
	assert_true(gate_allow_read(allow_path, &a, &why) < 0);
	if (!strstr(why.data, words))
		print_error("not in '%s': %s\n", why.data, words);
	assert_non_null(strstr(why.data, words));
}

static void test_allow_refused(void **state)
{
	assert_refused("a\n", ":1: the line is not kfunc, tab, difference");
	assert_refused("#\n\na tags why\n", ":3: the line is not kfunc");
	assert_refused("a\ttags\n", ":1: the line is not kfunc");
	assert_refused("\ttags\twhy\n", ":1: the line names no kfunc");
	assert_refused("a\ttag\twhy\n", "names no difference that there is");
	assert_refused("a\ttags\t \n", ":1: the line gives no reason");
	assert_refused("a\ttags\tx\na\ttags\ty\n", ":2: the line stands there");
}

/* rig gate --kernel as it is --against the changed one, its chatter unheard */
static enum outcome run_gate(void (*change)(struct toy *t), bool allow)
{
	char *words[] = { "--kernel", NULL,	  "--against", NULL,
			  "--allow",  allow_path, NULL };
	int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	enum outcome outcome;
	struct toy a, b;

	make(&a, nothing);
	make(&b, change);
	words[1] = a.dir;
	words[3] = b.dir;
	if (!allow)
		words[4] = NULL;
	fflush(stdout);
	fflush(stderr);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	outcome = command_gate.run(&command_gate, words, words);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(out);
	close(err);
	close(null);
	toy_release(&a);
	toy_release(&b);
	return outcome;
}

static void stray_tag_there(struct toy *t)
{
	toy_tag(t->vmlinux, "helper", KFUNC_TAG, -1);
}

static void test_outcome(void **state)
{
	write_allow("# words\n\nbpf_plain\tflags\tso it is\n");
	assert_int_equal(run_gate(nothing, false), OUTCOME_PASS);
	assert_int_equal(run_gate(other_flags, false), OUTCOME_GATE_FAIL);
	assert_int_equal(run_gate(other_flags, true), OUTCOME_PASS);
	/* another kind, the same kfunc */
	assert_int_equal(run_gate(other_proto, true), OUTCOME_GATE_FAIL);
	/* a line that nothing needs */
	assert_int_equal(run_gate(nothing, true), OUTCOME_GATE_FAIL);
	/* no difference, but the other one is broken */
	assert_int_equal(run_gate(stray_tag_there, false), OUTCOME_GATE_FAIL);
	write_allow("bpf_plain\n");
	assert_int_equal(run_gate(other_flags, true), OUTCOME_RIG_ERROR);
}

static int make_file(void **state)
{
	return close(mkstemp(allow_path));
}

static int remove_file(void **state)
{
	return unlink(allow_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_old_name),
		cmocka_unit_test(test_allow_refused),
		cmocka_unit_test(test_outcome),
	};

	return cmocka_run_group_tests_name("gate_diff", tests, make_file,
					   remove_file);
}
