// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "kline.h"
#include "splat-scan.h"
#include "text.h"

#define REPORTS 8

struct heard {
	struct splat_report *reports[REPORTS];
	size_t nr;
};

static void take_splat(void *context, struct splat_report *r)
{
	struct heard *h = context;

	assert_true(h->nr < REPORTS);
	h->reports[h->nr++] = r;
}

/* The reports in lines that are one text; panics are crashes. */
static void hear(const char *text, struct heard *ret)
{
	struct splat_scan s;

	*ret = (struct heard){ 0 };
	splat_scan_init(&s, NULL, take_splat, ret);
	for (size_t n = 1; *text; n++) {
		size_t bytes = strcspn(text, "\n");
		char *line = text_format("%.*s", (int)bytes, text);

		splat_scan_take(&s, n, line, strstr(line, "Kernel panic"));
		free(line);
		text += bytes + (text[bytes] == '\n');
	}
	splat_scan_close(&s);
	splat_scan_release(&s);
}

static void forget(struct heard *h)
{
	for (size_t i = 0; i < h->nr; i++)
		splat_free(h->reports[i]);
}

static void assert_one(const char *text, enum splat_kind kind,
		       const char *title)
{
	struct heard h;

	hear(text, &h);
	assert_int_equal(h.nr, 1);
	assert_int_equal(h.reports[0]->kind, kind);
	assert_string_equal(h.reports[0]->title, title);
	forget(&h);
}

static void test_titles(void **state)
{
	assert_one("WARNING: net/a.c:12 at f+0x1/0x2 [m], CPU#3: comm/77",
		   SPLAT_WARNING, "WARNING: net/a.c in f");
	assert_one("BUG: unable to handle page fault for address: ffff8880a0",
		   SPLAT_OOPS, "BUG: unable to handle page fault");
	assert_one("kernel BUG at mm/slub.c:123!", SPLAT_OOPS,
		   "kernel BUG at mm/slub.c");
	assert_one("watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [x:1]",
		   SPLAT_SOFT_LOCKUP, "BUG: soft lockup");
	assert_one("rcu: INFO: rcu_preempt self-detected stall on CPU",
		   SPLAT_RCU_STALL, "INFO: RCU stall");
	assert_one("INFO: task a b:12 blocked in I/O wait for more than 61 "
		   "seconds.",
		   SPLAT_HUNG_TASK, "INFO: task hung");
	assert_one("[ BUG: Invalid wait context ]", SPLAT_LOCKDEP,
		   "BUG: Invalid wait context");
	assert_one("BUG: Bad page state in process x  pfn:1f2", SPLAT_BUG,
		   "BUG: Bad page state");
	assert_one("Kernel panic - not syncing: exitcode=0x0000000b at 12:30",
		   SPLAT_PANIC, "Kernel panic - not syncing: exitcode=N at N");
	assert_one("Kernel panic - not syncing: i9x ext4 deadbeef beefcafe",
		   SPLAT_PANIC,
		   "Kernel panic - not syncing: i9x ext4 deadbeef beefcafe");
	assert_one("Kernel panic - not syncing: ffff8880a0b1 c0ffee12",
		   SPLAT_PANIC, "Kernel panic - not syncing: N N");
}

#define TRACE_OF(title, top)                                    \
	title "\nCall Trace:\n <TASK>\n"                        \
	      " dump_stack_lvl+0x1/0x2\n ? stale+0x1/0x2\n" top \
	      " third+0x1/0x2\n </TASK>\n"

static void fingerprint(const char *text, char *ret)
{
	struct heard h;

	hear(text, &h);
	assert_int_equal(h.nr, 1);
	strcpy(ret, h.reports[0]->fingerprint);
	assert_int_equal(strspn(ret, "0123456789abcdef"), 12);
	forget(&h);
}

/* The same thing at another time, place in memory, CPU, and compiler. */
static void test_fingerprints(void **state)
{
	static const char *const same[] = {
		TRACE_OF("BUG: scheduling while atomic: a/1/0x2",
			 " f+0x1/0x20\n g+0x2/0x30 [m]\n"),
		TRACE_OF("[    9.123456] BUG: scheduling while atomic: "
			 "b/77/0x2",
			 " f.isra.0+0x9/0x28\n g.constprop.0+0x4/0x34 [m "
			 "0123456789abcdef0123]\n"),
		TRACE_OF("BUG: scheduling while atomic: c",
			 " schedule+0x1/0x2\n f.cold+0x1/0x2\n ? h+0x1/0x2\n"
			 " g+0x2/0x30 [m]\n"),
	};
	static const char *const others[] = {
		TRACE_OF("BUG: scheduling while atomic: a/1/0x2",
			 " e+0x1/0x20\n g+0x2/0x30 [m]\n"),
		TRACE_OF("BUG: scheduling while atomic: a/1/0x2",
			 " f+0x1/0x20\n g+0x2/0x30\n"),
		TRACE_OF("BUG: KASAN: a", " f+0x1/0x20\n g+0x2/0x30 [m]\n"),
		"BUG: scheduling while atomic: a/1/0x2",
	};
	char first[SPLAT_FINGERPRINT_SIZE], other[SPLAT_FINGERPRINT_SIZE];

	fingerprint(same[0], first);
	for (size_t i = 1; i < sizeof(same) / sizeof(same[0]); i++) {
		fingerprint(same[i], other);
		assert_string_equal(first, other);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		fingerprint(others[i], other);
		assert_string_not_equal(first, other);
	}
	/* a program's tag is of its instructions, which a rebuild changes */
	fingerprint(TRACE_OF("BUG: x",
			     " bpf_prog_0123456789abcdef_p+0x1/0x2\n"),
		    first);
	fingerprint(TRACE_OF("BUG: x",
			     " bpf_prog_f123456789abcdef_p+0x1/0x2\n"),
		    other);
	assert_string_equal(first, other);
}

/* Whatever an interrupt found at work, or a program wrote before. */
static void test_by_chance(void **state)
{
	static const char *const pairs[][2] = {
		{ TRACE_OF("BUG: x",
			   " f+0x1/0x2\n asm_sysvec_a+0x1a/0x20\n g+0x1/0x2\n"),
		  TRACE_OF(
			  "BUG: x",
			  " f+0x1/0x2\n asm_sysvec_a+0x1a/0x20\n h+0x1/0x2\n") },
		{ TRACE_OF(
			  "BUG: x",
			  " f+0x1/0x2\n el1_interrupt+0x34/0x54\n g+0x1/0x2\n"),
		  TRACE_OF("BUG: x",
			   " f+0x1/0x2\n el1_interrupt+0x34/0x54\n") },
		{ "half a line: [    4.381368] BUG: x\n"
		  "[    4.384452] Call Trace:\n[    4.384452]  f+0x1/0x2\n",
		  "BUG: x\nCall Trace:\n f+0x1/0x2\n" },
	};
	char first[SPLAT_FINGERPRINT_SIZE], other[SPLAT_FINGERPRINT_SIZE];

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		fingerprint(pairs[i][0], first);
		fingerprint(pairs[i][1], other);
		assert_string_equal(first, other);
	}
	/* an interrupt that is at fault itself has what it came into below it */
	fingerprint(TRACE_OF("BUG: x", " asm_sysvec_a+0x1a/0x20\n g+0x1/0x2\n"),
		    first);
	fingerprint(TRACE_OF("BUG: x", " asm_sysvec_a+0x1a/0x20\n h+0x1/0x2\n"),
		    other);
	assert_string_not_equal(first, other);
	assert_one(
		"/init: line 35: [    4.381368] Kernel panic - not syncing: x",
		SPLAT_PANIC, "Kernel panic - not syncing: x");
}

static void assert_reports(const char *text, size_t nr)
{
	struct heard h;

	hear(text, &h);
	assert_int_equal(h.nr, nr);
	forget(&h);
}

static void test_what_is_one(void **state)
{
	assert_reports("BUG: kernel NULL pointer dereference, address: 0\n"
		       "Oops: Oops: 0002 [#1] SMP\n"
		       "---[ end trace 0000000000000000 ]---\n"
		       "RIP: 0010:f+0x1/0x2\n"
		       "Kernel panic - not syncing: Fatal exception\n"
		       "---[ end Kernel panic - not syncing: x ]---",
		       1);
	/* the second oops is another, and so is a panic of another cause */
	assert_reports("Oops: Oops: 0002 [#1] SMP\n"
		       "Oops: Oops: 0002 [#2] SMP",
		       2);
	assert_reports("BUG: soft lockup - CPU#1 stuck for 26s! [x:1]\n"
		       "Kernel panic - not syncing: VFS: no root",
		       2);
	assert_reports("WARNING: a.c:1 at f+0x1/0x2, CPU#0: x/1\n"
		       "---[ end trace 0000000000000000 ]---\n"
		       "Kernel panic - not syncing: kernel: panic_on_warn set",
		       1);
	/* a title begins another, in whatever the last one was cut */
	assert_reports("------------[ cut here ]------------\n"
		       "------------[ cut here ]------------\n"
		       "WARNING: a.c:1 at f+0x1/0x2, CPU#0: x/1\n"
		       "BUG: KASAN: x in f+0x1/0x2",
		       3);
	/* by itself it is none */
	assert_reports("INFO: lockdep is turned off.\nCall Trace:\n f+0x1/0x2",
		       0);
}

/* More threads than are looked at at a time lose nothing. */
static void test_many_callers(void **state)
{
	struct splat_scan s;
	struct heard h = { 0 };
	size_t nr = 0;

	splat_scan_init(&s, NULL, take_splat, &h);
	for (int i = 0; i < SPLAT_CALLERS * 4; i++) {
		char *line = text_format("[    1.000000][   T%d] WARNING: "
					 "a.c:1 at f+0x1/0x2, CPU#0: x/1",
					 i);

		splat_scan_take(&s, i + 1, line, false);
		free(line);
		nr += h.nr;
		forget(&h);
		h.nr = 0;
	}
	splat_scan_close(&s);
	assert_int_equal(nr + h.nr, SPLAT_CALLERS * 4);
	/* in order */
	for (size_t i = 1; i < h.nr; i++)
		assert_true(h.reports[i - 1]->first < h.reports[i]->first);
	forget(&h);
	splat_scan_release(&s);
}

static void test_frames(void **state)
{
	static const char *const places[] = {
		"f+0x1/0x2",
		"f.isra.0+0xdeadbeef/0x2 [m_1-a]",
	};
	static const char *const no_places[] = {
		"",
		"f",
		"f+0x1",
		"+0x1/0x2",
		"f+1/2",
		"f+0x1/0x2 ",
		"f+0x1/0x2 []",
		"f+0x123456789/0x2",
		"$(id)+0x1/0x2",
		"f+0x1/0x2 [m;]",
		"a\";b+0x1/0x2",
		"1f+0x1/0x2",
		"f+0x1/0x2 [m] x",
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		assert_true(kline_is_place(places[i]));
	for (size_t i = 0; i < sizeof(no_places) / sizeof(no_places[0]); i++)
		assert_false(kline_is_place(no_places[i]));
}

static void test_long(void **state)
{
	struct text t = TEXT_INIT;
	struct heard h;

	text_puts(&t, "WARNING: possible recursive locking detected\n");
	for (int i = 0; i < 3 * SPLAT_LINES_MAX; i++)
		text_printf(&t, " lock %d: %0*d\n", i, SPLAT_LINE_BYTES, i);
	text_puts(&t, "Call Trace:\n");
	for (int i = 0; i < 3 * SPLAT_FRAMES_MAX; i++)
		text_printf(&t, " f%d+0x1/0x2\n", i);
	hear(t.data, &h);
	assert_int_equal(h.nr, 1);
	assert_int_equal(h.reports[0]->lines_nr, SPLAT_LINES_MAX);
	assert_int_equal(strlen(h.reports[0]->lines[1]), SPLAT_LINE_BYTES);
	assert_int_equal(h.reports[0]->frames_nr, SPLAT_FRAMES_MAX);
	assert_int_equal(h.reports[0]->last,
			 2 + 3 * SPLAT_LINES_MAX + 3 * SPLAT_FRAMES_MAX);
	assert_string_equal(h.reports[0]->frames[0].name, "f0");
	forget(&h);
	text_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_fingerprints),
		cmocka_unit_test(test_by_chance),
		cmocka_unit_test(test_what_is_one),
		cmocka_unit_test(test_many_callers),
		cmocka_unit_test(test_frames),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("splat", tests, NULL, NULL);
}
