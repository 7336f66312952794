// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <time.h>

#include "cleanup.h"
#include "console.h"
#include "plan.h"
#include "splats.h"
#include "text.h"
#include "transcript.h"

#define FLOOD_LINES 400000
#define TRIES 3
/* Of what cleaning the lines and holding them against the deny list takes. */
#define TIMES_MOST 5

static const struct plan plan;
static struct splats splats;
static struct text flood = TEXT_INIT;

static int set_up(void **state)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;

	/* the shortest lines there are: the most of them */
	for (int i = 0; i < FLOOD_LINES; i++)
		text_puts(&flood, "a\n");
	return splats_read("configs/splats.deny", NULL, "2025-06-15", &splats,
			   &why);
}

static int tear_down(void **state)
{
	splats_release(&splats);
	text_release(&flood);
	return 0;
}

static void read_all(void)
{
	struct transcript t;

	transcript_read(&flood, &plan, &splats, 0, &t);
	assert_int_equal(t.lines, FLOOD_LINES);
	transcript_release(&t);
}

static void take_least(void *context, const char *bytes, size_t nr)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;

	text_put_clean_line(&line, bytes, nr);
	assert_false(splats_denies(&splats, line.data));
}

static void read_least(void)
{
	struct console *c = text_alloc(1, sizeof(*c));

	console_init(c, take_least, NULL);
	console_feed(c, flood.data, flood.bytes);
	console_close(c);
	free(c);
}

/* Seconds of the processor's time, at best: others use the machine as well. */
static double seconds_of(void (*what)(void))
{
	double best = 0;

	for (int i = 0; i < TRIES; i++) {
		clock_t from = clock();
		double took;

		what();
		took = (double)(clock() - from) / CLOCKS_PER_SEC;
		best = !i || took < best ? took : best;
	}
	return best;
}

/* A guest that floods its console must not make the rig late. */
static void test_flood(void **state)
{
	double least = seconds_of(read_least), all = seconds_of(read_all);

	if (all > TIMES_MOST * least)
		fail_msg("%d lines take %.2f s, %.1f times the least",
			 FLOOD_LINES, all, all / least);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flood),
	};

	return cmocka_run_group_tests_name("transcript", tests, set_up,
					   tear_down);
}
