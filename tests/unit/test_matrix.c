// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "markdown.h"
#include "matrix-table.h"
#include "matrix.h"
#include "report-matrix.h"
#include "text.h"

#define CELLS_NR 2
#define ROWS_MAX 2000

/* A matrix in which every case of the first cell passed. */
struct toy {
	struct result results[CELLS_NR];
	struct cell cells[CELLS_NR];
	struct judgement judgements[ROWS_MAX * CELLS_NR];
	struct observation seen;
	const char *ids[ROWS_MAX];
	struct matrix_entry entries[ROWS_MAX * CELLS_NR];
	struct matrix matrix;
};

static struct toy toy;

static void make_toy(size_t rows)
{
	static char sentence[] = "must load, but *it* did not";
	static char *const names[] = { "x86_64/patched", "arm64/baseline" };

	memset(&toy, 0, sizeof(toy));
	toy.seen.finished = true;
	toy.seen.stage = RECORD_STAGE_DONE;
	for (size_t c = 0; c < CELLS_NR; c++) {
		toy.results[c].outcome =
			c ? OUTCOME_KERNEL_CRASH : OUTCOME_PASS;
		toy.results[c].sentence = sentence;
		toy.cells[c] = (struct cell){ .name = names[c],
					      .result = &toy.results[c] };
	}
	for (size_t i = 0; i < rows * CELLS_NR; i++) {
		toy.judgements[i].verdict = VERDICT_PASS;
		toy.judgements[i].sentence.data = sentence;
		toy.entries[i].judgement = &toy.judgements[i];
		toy.entries[i].seen = &toy.seen;
	}
	for (size_t row = 0; row < rows; row++)
		toy.ids[row] = text_format("object/case_%zu", row);
	toy.matrix = (struct matrix){
		.cells = toy.cells,
		.nr = CELLS_NR,
		.ids = toy.ids,
		.ids_nr = rows,
		.entries = toy.entries,
		.outcome = OUTCOME_KERNEL_CRASH,
		.sentence = sentence,
	};
}

static void release_toy(void)
{
	for (size_t row = 0; row < toy.matrix.ids_nr; row++)
		free((char *)toy.ids[row]);
}

static void spoil(size_t row, enum verdict verdict)
{
	toy.judgements[row * CELLS_NR + 1].verdict = verdict;
	toy.entries[row * CELLS_NR + 1].differs = true;
}

static void test_table(void **state)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;

	make_toy(3);
	spoil(1, VERDICT_FAIL);
	toy.entries[2 * CELLS_NR].judgement = NULL;
	phases_add(&toy.results[1].phases, "boot", 6.25);
	matrix_table_put(&toy.matrix, false, &t);
	assert_string_equal(t.data,
			    "case          x86_64    arm64\n"
			    "              patched   baseline\n"
			    "object/case_0 loads     loads\n"
			    "object/case_1 loads     FAIL*\n"
			    "object/case_2 -         loads\n"
			    "outcome       PASS      KERNEL_CRASH\n"
			    "seconds: boot -         6.2\n" MATRIX_LEGEND "\n");
	phases_release(&toy.results[1].phases);
	release_toy();
}

static void test_colour(void **state)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;

	make_toy(1);
	spoil(0, VERDICT_FAIL);
	matrix_table_put(&toy.matrix, true, &t);
	assert_non_null(strstr(t.data, " \033[31mFAIL*\033[0m\n"));
	assert_non_null(strstr(t.data, " \033[32mPASS\033[0m "));
	release_toy();
}

static void test_words(void **state)
{
	struct observation seen = { .finished = true,
				    .stage = RECORD_STAGE_VERIFIER };
	struct judgement j = { .verdict = VERDICT_PASS };
	struct matrix_entry e = { &j, &seen, false };

	assert_string_equal(matrix_word(&e), "verifier");
	j.verdict = VERDICT_ERROR;
	assert_string_equal(matrix_word(&e), "ERROR");
	e.judgement = NULL;
	assert_string_equal(matrix_word(&e), "-");
}

/* What failed stands first, and what is left out is counted. */
static void test_markdown_is_bounded(void **state)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	const char *bad, *first, *left_out;
	size_t rows = 0;

	make_toy(ROWS_MAX);
	spoil(ROWS_MAX - 1, VERDICT_FAIL);
	assert_int_equal(report_matrix_md(&toy.matrix, &t), 0);
	assert_true(t.bytes < MARKDOWN_BYTES_MAX + 1000);
	bad = strstr(t.data, "object/case\\_1999 | loads | **FAIL** must load, "
			     "but \\*it\\* did not");
	first = strstr(t.data, "object/case\\_0 |");
	assert_non_null(bad);
	assert_non_null(first);
	assert_true(bad < first);
	for (const char *at = t.data; (at = strstr(at, "| object/")); at++)
		rows++;
	left_out = strstr(t.data, " of 2000 cases are left out here.");
	assert_non_null(left_out);
	while (left_out > t.data && left_out[-1] != '\n')
		left_out--;
	assert_int_equal(atoi(left_out), ROWS_MAX - rows);
	release_toy();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_colour),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_markdown_is_bounded),
	};

	return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
