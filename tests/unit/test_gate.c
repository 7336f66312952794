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

#include "broken-kernel.h"
#include "cleanup.h"
#include "gate-table.h"
#include "gate.h"
#include "term.h"
#include "text.h"
#include "toy-kernel.h"

static void put_file(const struct toy *t, const char *name, const void *data,
		     size_t bytes)
{
	CLEANUP_FREE char *path = text_format("%s/%s", t->dir, name);
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, bytes, f), bytes);
	fclose(f);
}

static bool seen[RULE_NR];

/* Newer versions of libbpf refuse what older ones leave to the gate. */
static bool is_it(const struct finding *f, const struct broken *b)
{
	if (b->rule == RULE_BTF_FLAW && f->rule == RULE_BTF)
		return !strcmp(f->where, b->where);
	return f->rule == b->rule && !strcmp(f->where, b->where) &&
	       !strcmp(f->kfunc, b->kfunc) && *f->words;
}

static void test_broken(void **state)
{
	const struct broken *b = *state;
	struct gate g;
	struct toy t;
	bool found = false;

	toy_make(&t);
	if (!b->late)
		b->make(&t);
	toy_make_module(&t);
	if (b->late)
		b->make(&t);
	toy_write(&t);
	gate_read(t.dir, NULL, &g);
	for (size_t i = 0; i < g.findings.nr; i++)
		found = found || is_it(&g.findings.findings[i], b);
	if (!found || g.findings.nr != b->nr)
		findings_put(&g.findings, stderr);
	assert_true(found);
	if (g.findings.findings[0].rule != RULE_BTF)
		assert_int_equal(g.findings.nr, b->nr);
	seen[b->rule] = true;
	gate_release(&g);
	toy_release(&t);
}

static void test_good(void **state)
{
	struct gate_counts c;
	struct gate g;
	struct toy t;

	toy_make(&t);
	toy_make_module(&t);
	toy_write(&t);
	gate_read(t.dir, NULL, &g);
	findings_put(&g.findings, stderr);
	assert_int_equal(g.findings.nr, 0);
	c = gate_count(&g);
	assert_int_equal(c.sets, 3);
	assert_int_equal(c.kfuncs, 9);
	assert_int_equal(c.kinds[KFUNC_PLAIN], 4);
	assert_int_equal(c.kinds[KFUNC_GENERATED], 4);
	assert_int_equal(c.kinds[KFUNC_LEGACY], 1);
	assert_string_equal(kfuncs_find(&g.files[0], "bpf_gen")->sets,
			    "common,second");
	gate_release(&g);
	toy_release(&t);
}

/* How many findings of the rule there are once the file is there. */
static size_t findings_with(const char *file, const void *data, size_t bytes,
			    enum finding_rule rule)
{
	size_t nr = 0;
	struct gate g;
	struct toy t;

	toy_make(&t);
	toy_make_module(&t);
	toy_write(&t);
	put_file(&t, file, data, bytes);
	gate_read(t.dir, NULL, &g);
	for (size_t i = 0; i < g.findings.nr; i++)
		nr += g.findings.findings[i].rule == rule;
	seen[rule] = seen[rule] || nr;
	gate_release(&g);
	toy_release(&t);
	return nr;
}

static void test_files(void **state)
{
	static const char elf[] = "\177ELF and no more";

	assert_int_equal(findings_with("vmlinux", "", 0, RULE_FILE), 1);
	assert_int_equal(findings_with("vmlinux", elf, sizeof(elf), RULE_FILE),
			 1);
	assert_int_equal(findings_with("modules/two.ko", elf, sizeof(elf),
				       RULE_FILE),
			 1);
	assert_int_equal(findings_with("vmlinux.btf", elf, sizeof(elf),
				       RULE_RAW_BTF),
			 1);
}

static void test_facts(void **state)
{
	static const char two[] = "module.mod=1\nmodule.two=2\n";
	static const char none[] = "release=7\n";
	static const char one[] = "module.mod=1\n";

	assert_int_equal(findings_with("facts", one, strlen(one), RULE_MODULES),
			 0);
	assert_int_equal(findings_with("facts", two, strlen(two), RULE_MODULES),
			 1);
	assert_int_equal(
		findings_with("facts", none, strlen(none), RULE_MODULES), 1);
}

static void test_nothing(void **state)
{
	struct gate g;

	gate_read("/nonexistent", NULL, &g);
	assert_int_equal(g.findings.nr, 1);
	assert_int_equal(g.findings.findings[0].rule, RULE_FILE);
	gate_release(&g);
}

/* A type that is none of the usual ones is implicit when it is said to be. */
static void test_more_types(void **state)
{
	static const char *const more[] = { "other", NULL };
	struct gate g;
	struct toy t;
	int ptr;

	toy_make(&t);
	ptr = btf__add_ptr(t.vmlinux->btf,
			   btf__add_struct(t.vmlinux->btf, "other", 8));
	btf_params(toy_proto(t.vmlinux, "bpf_gen_impl"))[2].type =
		(uint32_t)ptr;
	toy_make_module(&t);
	toy_write(&t);
	gate_read(t.dir, NULL, &g);
	assert_int_equal(g.findings.nr, 1);
	assert_int_equal(g.findings.findings[0].rule, RULE_IMPLICIT_TYPE);
	gate_release(&g);
	gate_read(t.dir, more, &g);
	assert_int_equal(g.findings.nr, 0);
	gate_release(&g);
	toy_release(&t);
}

static void test_every_rule_was_seen(void **state)
{
	for (int i = 0; i < RULE_NR; i++) {
		if (!seen[i])
			print_error("no test breaks the rule %s\n",
				    finding_rule_name(i));
		assert_true(seen[i]);
	}
}

static void read_all(const struct toy *t, const char *name, struct text *ret)
{
	CLEANUP_FREE char *path = text_format("%s/%s", t->dir, name);
	FILE *f = fopen(path, "re");
	int c;

	assert_non_null(f);
	while ((c = fgetc(f)) != EOF)
		text_putc(ret, (char)c);
	fclose(f);
}

/* A file that was cut anywhere is told from a whole one, and harms nothing. */
static void test_truncated(void **state)
{
	static const char *const files[] = { "vmlinux", "modules/mod.ko" };
	struct gate g;
	struct toy t;

	toy_make(&t);
	toy_make_module(&t);
	toy_write(&t);
	for (int i = 0; i < 2; i++) {
		struct text whole CLEANUP_TEXT = TEXT_INIT;
		CLEANUP_FREE char *path = text_format("%s/%s", t.dir, files[i]);

		read_all(&t, files[i], &whole);
		for (size_t bytes = whole.bytes; bytes--;) {
			assert_int_equal(truncate(path, (off_t)bytes), 0);
			gate_read(t.dir, NULL, &g);
			assert_true(g.findings.nr);
			gate_release(&g);
		}
		put_file(&t, files[i], whole.data, whole.bytes);
	}
	gate_read(t.dir, NULL, &g);
	assert_int_equal(g.findings.nr, 0);
	gate_release(&g);
	toy_release(&t);
}

/* Whatever a byte becomes, there is an answer. The table is made as well. */
static void test_flipped(void **state)
{
	static const unsigned char masks[] = { 0xff, 0x01, 0x80 };
	struct text whole CLEANUP_TEXT = TEXT_INIT;
	struct term term = { .out = fopen("/dev/null", "we") };
	CLEANUP_FREE char *path = NULL;
	CLEANUP_FD int fd = -1;
	struct gate g;
	struct toy t;

	toy_make(&t);
	toy_make_module(&t);
	toy_write(&t);
	read_all(&t, "vmlinux", &whole);
	path = text_format("%s/vmlinux", t.dir);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	for (size_t i = 0; i < whole.bytes; i++) {
		for (int m = 0; m < 3; m++) {
			char byte = (char)(whole.data[i] ^ masks[m]);

			assert_int_equal(pwrite(fd, &byte, 1, (off_t)i), 1);
			gate_read(t.dir, NULL, &g);
			findings_put(&g.findings, term.out);
			gate_table_put(&g, &term);
			gate_release(&g);
		}
		assert_int_equal(pwrite(fd, &whole.data[i], 1, (off_t)i), 1);
	}
	fclose(term.out);
	toy_release(&t);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_more_types),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_flipped),
	};
	const struct CMUnitTest last =
		cmocka_unit_test(test_every_rule_was_seen);
	size_t nr = sizeof(others) / sizeof(others[0]);
	struct CMUnitTest *tests =
		text_alloc(nr + broken_nr + 1, sizeof(*tests));
	int failed;

	memcpy(tests, others, sizeof(others));
	for (size_t i = 0; i < broken_nr; i++)
		tests[nr++] = (struct CMUnitTest){ .name = broken[i].name,
						   .test_func = test_broken,
						   .initial_state =
							   (void *)&broken[i] };
	tests[nr++] = last;
	failed = _cmocka_run_group_tests("gate", tests, nr, NULL, NULL);
	free(tests);
	return failed;
}
