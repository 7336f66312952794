// SPDX-License-Identifier: GPL-2.0-only
#include "timing.h"

#include <stdlib.h>

#include "pace.h"
#include "text.h"
#include "watch.h"

static void add_used(struct timing *t, int64_t ms)
{
	t->used_ms = text_grow(t->used_ms, t->used_nr, sizeof(*t->used_ms));
	t->used_ms[t->used_nr++] = ms;
}

void timing_note(struct timing *t, const struct watch *before,
		 const struct watch *after)
{
	if (before->state == WATCH_CASE && after->state != WATCH_CASE)
		add_used(t, after->entered_ms - before->entered_ms);
	t->factor = after->factor;
	t->boot_ms = after->boot_allowed_ms;
	t->case_ms = after->limits.case_ms;
	t->run_ms = after->limits.run_ms;
	t->poweroff_ms = after->limits.poweroff_ms;
}

json_t *timing_json(const struct timing *t)
{
	json_t *used = json_array();

	for (size_t i = 0; i < t->used_nr; i++)
		json_array_append_new(used, json_integer(t->used_ms[i]));
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "reference_us",
			 (json_int_t)t->reference_us, "factor_thousandths",
			 (json_int_t)t->factor, "boot_allowed_ms",
			 (json_int_t)t->boot_ms, "case_allowed_ms",
			 (json_int_t)t->case_ms, "run_allowed_ms",
			 (json_int_t)t->run_ms, "poweroff_allowed_ms",
			 (json_int_t)t->poweroff_ms, "cases_used_ms", used);
}

bool timing_parse(const json_t *json, struct timing *ret)
{
	json_int_t reference, factor, boot, one, run, poweroff;
	struct timing t = { 0 };
	json_t *used, *value;
	size_t i;

	if (json_unpack((json_t *)json, "{s:I, s:I, s:I, s:I, s:I, s:I, s:o}",
			"reference_us", &reference, "factor_thousandths",
			&factor, "boot_allowed_ms", &boot, "case_allowed_ms",
			&one, "run_allowed_ms", &run, "poweroff_allowed_ms",
			&poweroff, "cases_used_ms", &used) ||
	    !json_is_array(used) || reference < 0 || reference > UINT32_MAX ||
	    factor < (json_int_t)PACE_ONE || factor > (json_int_t)PACE_MOST ||
	    boot < 0 || one < 0 || run < 0 || poweroff < 0)
		return false;
	json_array_foreach (used, i, value) {
		if (!json_is_integer(value) || json_integer_value(value) < 0) {
			timing_release(&t);
			return false;
		}
		add_used(&t, json_integer_value(value));
	}
	t.reference_us = (uint32_t)reference;
	t.factor = (uint32_t)factor;
	t.boot_ms = boot;
	t.case_ms = one;
	t.run_ms = run;
	t.poweroff_ms = poweroff;
	*ret = t;
	return true;
}

void timing_release(struct timing *t)
{
	free(t->used_ms);
	*t = (struct timing){ 0 };
}
