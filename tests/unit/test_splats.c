// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "splat-kind.h"
#include "splats.h"
#include "text.h"

static char deny_path[] = "/tmp/test_splats.deny.XXXXXX";
static char allow_path[] = "/tmp/test_splats.allow.XXXXXX";

static void write_file(const char *path, const char *content)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(content, f);
	fclose(f);
}

static int make_files(void **state)
{
	int deny = mkstemp(deny_path), allow = mkstemp(allow_path);

	return close(deny) || close(allow);
}

static int remove_files(void **state)
{
	return unlink(deny_path) || unlink(allow_path);
}

static void assert_refused(const char *deny, const char *allow,
			   const char *words)
{
	struct text why = TEXT_INIT;
	struct splats s;

	write_file(deny_path, deny);
	write_file(allow_path, allow);
	assert_int_not_equal(
		splats_read(deny_path, allow_path, "2025-06-15", &s, &why), 0);
	assert_non_null(strstr(why.data, words));
	text_release(&why);
}

static void test_refused(void **state)
{
	assert_refused("", "", "deny list is empty");
	assert_refused("# only words\n\n", "", "deny list is empty");
	assert_refused("WARNING\n(\n", "", ":2: the line is no extended");
	assert_refused(".*\n", "", ":1: the line matches every line");
	assert_refused("W\n", "a b c\n", ":1: the line is not expression, tab");
	assert_refused("W\n", "a\t2025-01-01\n", "is not expression, tab");
	assert_refused("W\n", "a\t2025-01-01\t \n", "gives no reason");
	assert_refused("W\n", "a\t2025-1-1\tx\n", "no expiry of the form");
	assert_refused("W\n", "a\t2025-13-01\tx\n", "no expiry of the form");
	assert_refused("W\n", "a\t2025-00-01\tx\n", "no expiry of the form");
	assert_refused("W\n", "a\tnever\tx\n", "no expiry of the form");
	assert_refused("W\n", "\t2025-01-01\tx\n", "matches every line");
	assert_refused("W\n", ".+\t2025-12-31\tx\n", "matches every line");
	assert_refused("W\n", "[0-9]\t2025-12-31\tx\n", "matches every line");
	assert_refused(".\n", "", ":1: the line matches every line");
	unlink(deny_path);
	assert_refused("W\n", "x", "is not");
}

static void assert_wide(const char *pattern)
{
	char *line = text_format("%s\t2025-12-31\tx\n", pattern);

	assert_refused("W\n", line,
		       ":1: the line excuses every splat that says '");
	free(line);
}

static bool is_read(const char *allow)
{
	struct text why = TEXT_INIT;
	struct splats s;
	bool read;

	write_file(deny_path, "W\n");
	write_file(allow_path, allow);
	read = !splats_read(deny_path, allow_path, "2025-06-15", &s, &why);
	if (read)
		splats_release(&s);
	text_release(&why);
	return read;
}

static void test_days(void **state)
{
	assert_refused("W\n", "a_\t2027-02-31\tx\n", "'2027-02-31'");
	assert_refused("W\n", "a_\t2027-02-29\tx\n", "a day that there is");
	assert_refused("W\n", "a_\t2027-04-31\tx\n", "a day that there is");
	assert_refused("W\n", "a_\t2100-02-29\tx\n", "a day that there is");
	assert_refused("W\n", "a_\t2027-01-01 \tx\n", "a day that there is");
	assert_true(is_read("some_function\t2025-06-15\tx\n"));
	assert_true(is_read("some_function\t2024-02-29\tx\n"));
	/* a year and a day on */
	assert_true(is_read("some_function\t2026-06-16\tx\n"));
	assert_refused("W\n", "some_function\t2026-06-17\tx\n",
		       "expires on 2026-06-17: an excuse runs 366 days at most "
		       "from the day of the run, 2025-06-15");
	assert_refused("W\n", "some_function\t9999-12-31\tx\n", "366 days");
}

/* What every splat of a kind has, whoever is to blame for it. */
static void test_wide(void **state)
{
	static const char *const wide[] = {
		"WARNING",
		":",
		"WARNING: .*\\.c:[0-9]+ at ",
		"BUG: ",
		"soft lockup",
		"soft lockup in",
		"stuck for [0-9]+s",
		"suspicious RCU usage",
		"unsafe lock order",
		"blocked for more",
		"KASAN",
		"UBSAN: ",
		"hard LOCKUP",
		"workqueue lockup",
		"scheduling while atomic",
		"self-detected",
		"kthread starved",
		"Comm: runner",
		"Call [Tt]race:",
		"bpf_testmod",
		"cut here",
		"in [a-z_]+$",
		"[a-z_]+\\+0x[0-9a-f]+/",
		"\\.c:",
		"CPU#",
		"x|WARNING",
		"Tainted",
		"^.{60}",
		"refcount_t: underflow; use-after-free",
		"\\[L\\]=",
		"Redzone overwritten",
		"overwritten$",
		"</TASK>",
		"RAX: ",
		"x29: ",
		"sp : ",
		"Workqueue: ",
		"PID: [0-9][0-9]+",
		"do_syscall_64",
		"entry_SYSCALL_64_after_hwframe",
		"el0t_64_sync",
		"el1_interrupt",
		"ret_from_fork",
		"dump_stack",
		"WARNING: .*:[0-9][0-9]",
		"WARNING: [a-z]+/[a-z]+/[a-z]+\\.c:",
		"WARNING: .* in [a-z_]{4,}",
		"stuck for [0-9]s",
		"^WARNING: ",
		"mutex",
	};
	static const char *const narrow[] = {
		"lkdtm_WARNING",
		"WARNING: kernel/bpf/verifier\\.c in ",
		"at kernel/old\\.c:",
		"\\[bpf_testmod\\]",
		"soft lockup in some_function$",
		"possible .* in probe_back",
		"MAX_LOCKDEP_CHAINS too low",
		"list_add corruption\\. next->prev",
		"KASAN: slab-use-after-free in bpf_peek",
		"Workqueue: events some_work",
		"some_function\\+0x",
		"\\(&some->lock\\)",
	};

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		assert_wide(wide[i]);
	}
	for (size_t i = 0; i < sizeof(narrow) / sizeof(narrow[0]); i++) {
		char *line = text_format("%s\t2025-12-31\tx\n", narrow[i]);

		assert_true(is_read(line));
		free(line);
	}
}

/* The first alternatives of the expression, each instead of all. */
static void assert_each_wide(const char *pattern)
{
	const char *open = strchr(pattern, '(');
	const char *close = open ? strchr(open, ')') : NULL;

	assert_wide(pattern);
	for (const char *at = open; at && at < close;) {
		size_t bytes = strcspn(++at, "|)");
		char *one = text_format("%.*s(%.*s)%s", (int)(open - pattern),
					pattern, (int)bytes, at, close + 1);

		/* "its end, or no letter", which is no word */
		if (bytes > 1 && !strchr("^[", *at))
			assert_wide(one);
		free(one);
		at += bytes;
	}
}

/* Each line of splats.deny, as an excuse, would excuse all that it finds. */
static void test_deny_is_wide(void **state)
{
	FILE *f = fopen("configs/splats.deny", "re");
	char *line = NULL;
	size_t size = 0;
	int nr = 0;

	assert_non_null(f);
	while (getline(&line, &size, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		assert_each_wide(line);
		nr++;
	}
	assert_true(nr > 40);
	free(line);
	fclose(f);
}

/* Where nobody is named, nobody can be told to name him. */
static void test_remedy(void **state)
{
	assert_refused("W\n", "jiffies! g[0-9]\t2025-12-31\tx\n",
		       "that names nobody and can not be excused");
	assert_refused("W\n", "printk messages\t2025-12-31\tx\n",
		       "that names nobody and can not be excused");
	assert_refused("W\n", "soft lockup in\t2025-12-31\tx\n",
		       "let it match the function or the file");
}

/* Each row is the one that its own specimen finds. */
static void test_specimens(void **state)
{
	const struct splat_head *head;
	bool seen[SPLAT_KIND_NR] = { [SPLAT_OTHER] = true };

	for (size_t i = 0; (head = splat_head_at(i)); i++) {
		assert_ptr_equal(splat_head_find(head->specimen), head);
		seen[head->kind] = true;
	}
	for (int i = 0; i < SPLAT_KIND_NR; i++)
		assert_true(seen[i]);
}

static void test_match(void **state)
{
	struct text why = TEXT_INIT;
	struct splats s;

	write_file(deny_path, "# comment\nWARNING: CPU\nBUG: sleep(ing)?\n");
	write_file(allow_path, "at old\\.c\t2025-06-15\tlast good day\n"
			       "at older\\.c\t2025-06-14\tover\n"
			       "at never\\.c\t2026-01-01\tunused\n");
	assert_int_equal(
		splats_read(deny_path, allow_path, "2025-06-15", &s, &why), 0);
	assert_false(splats_denies(&s, "all is well"));
	/* an excuse alone is no splat */
	assert_false(splats_denies(&s, "at old.c"));
	assert_true(splats_denies(&s, "[1] WARNING: CPU: 0"));
	assert_true(splats_denies(&s, "BUG: sleeping"));
	assert_null(splats_excuse(&s, "BUG: sleeping"));
	assert_ptr_equal(splats_excuse(&s, "WARNING: CPU at old.c"),
			 &s.allow.rules[0]);
	assert_null(splats_excuse(&s, "WARNING: CPU at older.c"));
	assert_string_equal(s.allow.rules[0].reason, "last good day");
	/* a rule that fits is needed only when its splat is one */
	assert_false(s.allow.rules[0].used);
	assert_false(s.allow.rules[0].expired);
	assert_true(s.allow.rules[1].expired);
	assert_false(s.allow.rules[2].used);
	splats_release(&s);
	text_release(&why);
}

/* All deny lines are tried as one; each means what it means alone. */
static void test_at_once(void **state)
{
	struct text why = TEXT_INIT;
	struct splats s;

	write_file(deny_path, "one|^two\nthree$\n(four)\n");
	assert_int_equal(splats_read(deny_path, NULL, "2025-06-15", &s, &why),
			 0);
	assert_true(s.at_once);
	assert_true(splats_denies(&s, "a one b"));
	assert_true(splats_denies(&s, "two"));
	assert_false(splats_denies(&s, "a two"));
	assert_true(splats_denies(&s, "a three"));
	assert_false(splats_denies(&s, "three b"));
	assert_true(splats_denies(&s, "a four b"));
	splats_release(&s);
	/* what counts groups would count others' */
	write_file(deny_path, "(a)(b)\n(c)\\1d\n");
	assert_int_equal(splats_read(deny_path, NULL, "2025-06-15", &s, &why),
			 0);
	assert_false(s.at_once);
	assert_true(splats_denies(&s, "ab"));
	assert_true(splats_denies(&s, "ccd"));
	assert_false(splats_denies(&s, "cad"));
	splats_release(&s);
	text_release(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_deny_is_wide),
		cmocka_unit_test(test_remedy),
		cmocka_unit_test(test_specimens),
		cmocka_unit_test(test_at_once),
	};

	return cmocka_run_group_tests_name("splats", tests, make_files,
					   remove_files);
}
