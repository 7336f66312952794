// SPDX-License-Identifier: GPL-2.0-only
/* result.json, as `make discriminate` and `make series-check` read it back. */
#include "target.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "rundir.h"
#include "series.h"
#include "text.h"

static json_t *cases_of(const uint8_t *data, size_t bytes)
{
	json_t *json = json_loadb((const char *)data, bytes,
				  JSON_REJECT_DUPLICATES, NULL);
	json_t *cases = json_incref(json_object_get(json, "cases"));

	fuzz_must(json_is_object(json));
	json_decref(json);
	return cases;
}

static void read_account(const uint8_t *data, size_t bytes)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct account a = { 0 };
	json_t *cases;

	if (account_read(fuzz_dir()->path, &a, &why)) {
		fuzz_must(!a.nr && !a.cases);
		fuzz_must_say(&why);
		return;
	}
	cases = cases_of(data, bytes);
	fuzz_must(json_is_array(cases) && json_array_size(cases) == a.nr);
	json_decref(cases);
	fuzz_must(a.arch && a.variant && a.sentence);
	fuzz_must(a.outcome != OUTCOME_USAGE);
	for (size_t i = 0; i < a.nr; i++) {
		const struct account_case *c = &a.cases[i];

		fuzz_must(!i || strcmp(a.cases[i - 1].id, c->id) < 0);
		fuzz_must(account_find(&a, c->id) == c);
		fuzz_must(c->verdict >= 0 && c->verdict < VERDICT_NR);
	}
	account_release(&a);
}

static void read_series(const uint8_t *data, size_t bytes)
{
	static const unsigned int numbers[] = { 1 };
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text steps CLEANUP_TEXT = TEXT_INIT;
	struct series s = { 0 };
	json_t *cases;

	text_printf(&steps, "patch\tp\ts\nrun\t%s\tnew\t1\n", fuzz_dir()->path);
	free(fuzz_file("01.steps", steps.data, steps.bytes));
	if (series_read(fuzz_dir()->path, numbers, 1, 1, &s, &why)) {
		fuzz_must(!s.nr);
		fuzz_must_say(&why);
		return;
	}
	fuzz_must(s.nr == 1);
	/* it booted: then every case is there, and met what it is said to */
	if (s.steps[0].cells[SERIES_BOOTS].state == SERIES_OK) {
		cases = cases_of(data, bytes);
		fuzz_must(json_is_array(cases) &&
			  json_array_size(cases) == s.steps[0].cases_nr);
		json_decref(cases);
	}
	series_release(&s);
}

void fuzz_result(const uint8_t *data, size_t bytes)
{
	free(fuzz_file("result.json", data, bytes));
	read_account(data, bytes);
	read_series(data, bytes);
}
