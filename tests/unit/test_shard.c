// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "durations.h"
#include "plan.h"
#include "shard.h"
#include "text.h"

static void test_words(void **state)
{
	static const char *const bad[] = {
		"",	  "2",	   "0/8",   "9/8",  "2/0",
		"a/b",	  "2/8/1", "02/8",  "2/08", "2/8 ",
		" 2/8",	  "+2/8",  "-1/8",  "2/",   "/8",
		"1/1000", "2//8",  "2/8\n", "1/1e", "1/4294967297",
	};
	struct shard s = { 0 };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(shard_parse(bad[i], &s));
		assert_int_equal(s.n, 0);
	}
	assert_true(shard_parse("2/8", &s));
	assert_int_equal(s.k, 2);
	assert_int_equal(s.n, 8);
	assert_true(shard_parse("999/999", &s));
	assert_true(shard_parse("1/1", &s));
}

/* Cases a/0, a/1, ...; a twin is the id of another one. */
static void make_plan(struct plan *plan, size_t nr, const char *const *twins)
{
	*plan = (struct plan){ .cases = text_alloc(nr, sizeof(*plan->cases)),
			       .nr = nr };
	for (size_t i = 0; i < nr; i++) {
		plan->cases[i].id = text_format("a/%zu", i);
		if (twins && twins[i])
			plan->cases[i].expect.twin = text_dup(twins[i]);
	}
}

static struct durations even = { .median = 10 };

/* The ids that fall to the shard, with a blank after each. */
static char *shard_of(unsigned int k, unsigned int n, size_t nr,
		      const char *const *twins, const struct durations *d)
{
	const struct shard shard = { k, n };
	struct text t = TEXT_INIT;
	struct plan plan;

	make_plan(&plan, nr, twins);
	assert_int_equal(shard_select(&shard, d, &plan), 0);
	for (size_t i = 0; i < plan.nr; i++)
		text_printf(&t, "%s ", plan.cases[i].id);
	plan_release(&plan);
	return text_take(&t);
}

static void holds(unsigned int k, unsigned int n, size_t nr,
		  const char *const *twins, const struct durations *d,
		  const char *want)
{
	char *got = shard_of(k, n, nr, twins, d);

	assert_string_equal(got, want);
	free(got);
}

/* All of one length: dealt out by id, in turn. */
static void test_ties_go_by_id(void **state)
{
	holds(1, 3, 7, NULL, &even, "a/0 a/3 a/6 ");
	holds(2, 3, 7, NULL, &even, "a/1 a/4 ");
	holds(3, 3, 7, NULL, &even, "a/2 a/5 ");
	holds(1, 1, 3, NULL, &even, "a/0 a/1 a/2 ");
}

static void test_longest_go_first(void **state)
{
	static struct duration list[] = {
		{ "a/0", 1 }, { "a/1", 2 }, { "a/2", 3 },
		{ "a/3", 4 }, { "a/4", 9 },
	};
	static const struct durations d = { list, 5, 3 };

	/* 9 | 4 3 2, then 1 to the first for both have 9 */
	holds(1, 2, 5, NULL, &d, "a/0 a/4 ");
	holds(2, 2, 5, NULL, &d, "a/1 a/2 a/3 ");
	/* a/5 has no line: the median, 3 */
	holds(1, 2, 6, NULL, &d, "a/1 a/4 ");
	holds(2, 2, 6, NULL, &d, "a/0 a/2 a/3 a/5 ");
}

/* A twin of several, and one whose twin comes after it. */
static void test_twins_stay_together(void **state)
{
	static const char *const twins[] = { "a/4", NULL,  "a/1", "a/1",
					     NULL,  "a/4", NULL };

	holds(1, 3, 7, twins, &even, "a/0 a/4 a/5 ");
	holds(2, 3, 7, twins, &even, "a/1 a/2 a/3 ");
	holds(3, 3, 7, twins, &even, "a/6 ");
}

static void test_no_shard_is_empty(void **state)
{
	static const char *const twins[] = { NULL, "a/0", NULL, "a/2" };
	static const struct durations none = { .median = 0 };
	const struct shard shard = { 1, 3 };
	struct plan plan;

	make_plan(&plan, 4, twins);
	assert_int_equal(shard_groups(&plan), 2);
	assert_int_equal(shard_select(&shard, &even, &plan), -ERANGE);
	assert_int_equal(plan.nr, 4);
	plan_release(&plan);
	/* nor when they take no time */
	holds(1, 2, 4, twins, &none, "a/0 a/1 ");
	holds(2, 2, 4, twins, &none, "a/2 a/3 ");
}

/* Each case in one shard, and one only, for every number of shards. */
static void test_together_they_are_all(void **state)
{
	for (unsigned int n = 1; n <= 20; n++) {
		unsigned int seen[20] = { 0 };

		for (unsigned int k = 1; k <= n; k++) {
			char *ids = shard_of(k, n, 20, NULL, &even);
			char *rest = ids, *id;

			assert_true(*ids);
			while ((id = strsep(&rest, " ")) && *id)
				seen[atoi(id + 2)]++;
			free(ids);
		}
		for (size_t i = 0; i < 20; i++)
			assert_int_equal(seen[i], 1);
	}
}

static int read_text(const char *content, struct durations *ret,
		     struct text *why)
{
	char path[] = "/tmp/durations.XXXXXX";
	int fd = mkstemp(path), err;

	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
	close(fd);
	err = durations_read(path, ret, why);
	unlink(path);
	return err;
}

static void test_durations(void **state)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct durations d;

	assert_int_equal(read_text("# x\n\nb/c 7\na/b 3\nz/z 100\nz/y 5\n", &d,
				   &why),
			 0);
	assert_int_equal(durations_ms(&d, "a/b"), 3);
	assert_int_equal(durations_ms(&d, "z/z"), 100);
	assert_int_equal(durations_ms(&d, "no/such"), 5);
	durations_release(&d);
	assert_int_equal(read_text("", &d, &why), 0);
	assert_int_equal(durations_ms(&d, "a/b"), 1);
	durations_release(&d);
}

static void test_durations_refused(void **state)
{
	static const struct {
		const char *content;
		const char *says;
	} bad[] = {
		{ "a/b\n", ":1: " },
		{ "a/b 1\na/c x\n", ":2: " },
		{ "a/b -1\n", ":1: " },
		{ "a/b 1 2\n", ":1: " },
		{ "ab 1\n", ":1: " },
		{ "a/b 99999999999\n", ":1: " },
		{ "a/b 1\nc/d 1\na/b 2\n", ": a/b stands twice" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct text why CLEANUP_TEXT = TEXT_INIT;
		struct durations d = { 0 };

		assert_int_equal(read_text(bad[i].content, &d, &why), -EINVAL);
		assert_non_null(strstr(why.data, bad[i].says));
		assert_null(d.list);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_ties_go_by_id),
		cmocka_unit_test(test_longest_go_first),
		cmocka_unit_test(test_twins_stay_together),
		cmocka_unit_test(test_no_shard_is_empty),
		cmocka_unit_test(test_together_they_are_all),
		cmocka_unit_test(test_durations),
		cmocka_unit_test(test_durations_refused),
	};

	return cmocka_run_group_tests_name("shard", tests, NULL, NULL);
}
