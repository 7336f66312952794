// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "blackbox.h"
#include "text.h"

#define ALLOWED_MS 6000

/* The other side: what it is asked, it answers, and notes in a word each. */
struct guest {
	struct blackbox box;
	int64_t now_ms;
	const char *target;
	const char *registers;
	bool has_keys; /* its kernel answers them */
	bool has_nmi;
	bool silent;
	int64_t rate; /* lines a second that it writes between the looks */
	struct text keys; /* that it got */
	unsigned int looks;
	unsigned int nmis;
};

static const char idle_x86[] = "RSP=1 RIP=ffffffff81000310 RFL=202 CPL=0 HLT=1";
static const char spin_x86[] = "RSP=1 RIP=ffffffff81000200 RFL=202 CPL=0 HLT=0";
static const char off_x86[] = "RSP=1 RIP=ffffffff81000200 RFL=2 CPL=0 HLT=0";
static const char off_arm64[] = " PC=ffff800080000000  SP=1 PSTATE=85 EL1h";

static void say(struct guest *g, const char *line)
{
	blackbox_take_qmp(&g->box, line, strlen(line), g->now_ms);
}

static void hear(struct guest *g, const char *line)
{
	blackbox_take_line(&g->box, line, strlen(line), g->now_ms);
}

static void answer(struct guest *g, const char *command)
{
	char *value = NULL, *line;

	if (strstr(command, "query-status"))
		value = text_dup("{\"status\": \"running\"}");
	else if (strstr(command, "query-cpus-fast"))
		value = text_format("[{\"target\": \"%s\"}]", g->target);
	else if (strstr(command, "info registers"))
		value = text_format("\"%s\"", g->registers);
	else if (!strstr(command, "inject-nmi") || g->has_nmi)
		value = text_dup("{}");
	g->looks += strstr(command, "info registers") != NULL;
	g->nmis += strstr(command, "inject-nmi") != NULL;
	line = value ? text_format("{\"return\": %s, \"id\": %u}\n", value,
				   g->box.qmp.asked)
		     : text_format("{\"error\": {\"desc\": \"no\"}, \"id\": "
				   "%u}\n",
				   g->box.qmp.asked);
	say(g, line);
	free(line);
	free(value);
}

static void talk(struct guest *g, int64_t ms)
{
	for (int64_t i = 0; i < g->rate * ms / 1000 && !g->box.meddled; i++)
		hear(g, "one more line");
}

/* Does what there is to do, then lets time pass, to the end. */
static void play_within(struct guest *g, bool flood, int64_t allowed_ms)
{
	struct symbols none = { 0 };
	int64_t end_ms = g->now_ms + allowed_ms;

	blackbox_begin(&g->box, allowed_ms, flood, &none, g->now_ms);
	if (!g->silent)
		say(g, "{\"QMP\": {}}\n");
	while (!g->box.done) {
		if (g->box.qmp.out.bytes) {
			char *command = text_take(&g->box.qmp.out);

			if (!g->silent)
				answer(g, command);
			free(command);
		} else if (g->box.keys.bytes) {
			text_puts(&g->keys, g->box.keys.data);
			text_reset(&g->box.keys);
			if (g->has_keys)
				hear(g, "[    9.000000] sysrq: as you like");
		} else {
			assert_true(g->box.wake_ms > g->now_ms);
			talk(g, g->box.wake_ms - g->now_ms);
			g->now_ms = g->box.wake_ms;
			blackbox_tick(&g->box, g->now_ms);
		}
		/* it ends by itself, not by the watch */
		assert_true(g->now_ms < end_ms);
	}
}

static void play(struct guest *g, bool flood)
{
	play_within(g, flood, ALLOWED_MS);
}

static void finish(struct guest *g)
{
	blackbox_release(&g->box);
	text_release(&g->keys);
}

static struct guest guest(const char *target, const char *registers)
{
	struct guest g = { .target = target, .registers = registers };

	blackbox_init(&g.box);
	text_init(&g.keys);
	return g;
}

static void assert_keys(const char *target, const char *registers,
			const char *keys)
{
	struct guest g = guest(target, registers);

	g.has_keys = true;
	play(&g, false);
	assert_string_equal(g.keys.data, keys);
	assert_int_equal(g.looks, HANG_LOOKS);
	assert_int_equal(g.nmis, 0);
	assert_true(g.box.meddled);
	assert_int_equal(g.box.answers[BLACKBOX_KEYS], BLACKBOX_ANSWERED);
	assert_int_equal(g.box.answers[BLACKBOX_CRASH], BLACKBOX_NOT_ASKED);
	finish(&g);
}

/*
 * Backtraces of all CPUs are asked for where they do not wait for one that can
 * not answer; all tasks, where none of them runs.
 */
static void test_keys(void **state)
{
	assert_keys("x86_64", spin_x86, "9lwd");
	assert_keys("x86_64", off_x86, "9lwd");
	assert_keys("x86_64", idle_x86, "9lwdt");
	assert_keys("aarch64", off_arm64, "9wd");
}

static void test_stronger_means(void **state)
{
	struct guest g = guest("x86_64", off_x86);

	play(&g, false);
	assert_string_equal(g.keys.data, "9lwdc");
	assert_int_equal(g.nmis, 1);
	assert_int_equal(g.box.answers[BLACKBOX_KEYS], BLACKBOX_SILENT);
	assert_int_equal(g.box.answers[BLACKBOX_CRASH], BLACKBOX_SILENT);
	assert_int_equal(g.box.answers[BLACKBOX_NMI], BLACKBOX_REFUSED);
	assert_true(!g.box.lost && !g.box.stuck);
	finish(&g);
	g = guest("x86_64", off_x86);
	g.has_nmi = true;
	play(&g, false);
	assert_int_equal(g.box.answers[BLACKBOX_NMI], BLACKBOX_SILENT);
	finish(&g);
}

/* Of a flood no more output is asked for. */
static void test_flood(void **state)
{
	struct guest g = guest("x86_64", spin_x86);

	g.has_keys = true;
	play(&g, true);
	assert_int_equal(g.looks, HANG_LOOKS);
	assert_string_equal(g.keys.data, "");
	assert_false(g.box.meddled);
	finish(&g);
}

/* How loud a guest is does not hang on how slow the machine is. */
static void test_loud(void **state)
{
	for (int factor = 1; factor <= 20; factor++) {
		for (int64_t rate = 0; rate <= 400; rate += 100) {
			struct guest g = guest("x86_64", spin_x86);

			g.has_keys = true;
			g.rate = rate;
			play_within(&g, false, factor * (int64_t)ALLOWED_MS);
			assert_int_equal(g.box.flood, rate >= 200);
			assert_int_equal(g.box.meddled, rate < 200);
			finish(&g);
		}
	}
}

static void test_silence(void **state)
{
	struct guest g = guest("x86_64", spin_x86);

	g.silent = true;
	play(&g, false);
	assert_true(g.box.stuck && g.box.lost);
	assert_int_equal(g.now_ms, ALLOWED_MS / 4);
	assert_string_equal(g.box.trouble.data, "QEMU did not answer in time");
	finish(&g);
}

/* A kernel that speaks on is listened to, until it has been quiet for a while. */
static void test_listens(void **state)
{
	struct guest g = guest("x86_64", spin_x86);
	struct symbols none = { 0 };
	int64_t quiet_ms = ALLOWED_MS / 20;
	int lines = 0;

	blackbox_begin(&g.box, ALLOWED_MS, false, &none, 0);
	say(&g, "{\"QMP\": {}}\n");
	while (!g.box.done && g.now_ms < ALLOWED_MS) {
		if (g.box.qmp.out.bytes) {
			char *command = text_take(&g.box.qmp.out);

			answer(&g, command);
			free(command);
			continue;
		}
		g.now_ms += 10;
		if (g.box.meddled && lines++ < 150)
			hear(&g, lines == 1 ? "sysrq: " : "a line");
		blackbox_tick(&g.box, g.now_ms);
	}
	assert_true(g.box.done && lines >= 150);
	assert_true(g.now_ms >= g.box.heard_ms + quiet_ms);
	assert_true(g.now_ms < g.box.heard_ms + quiet_ms + 20);
	finish(&g);
}

/* What comes before anything was asked of the kernel is no answer. */
static void test_own_words(void **state)
{
	struct guest g = guest("x86_64", spin_x86);

	hear(&g, "sysrq: by itself");
	play(&g, false);
	assert_int_equal(g.box.answers[BLACKBOX_KEYS], BLACKBOX_SILENT);
	finish(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_stronger_means),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_loud),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_listens),
		cmocka_unit_test(test_own_words),
	};

	return cmocka_run_group_tests_name("blackbox", tests, NULL, NULL);
}
