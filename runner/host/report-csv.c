// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <string.h>

#include "report.h"
#include "result.h"

/* A field as RFC 4180 wants it; spreadsheets must not take it for a formula. */
static void put_field(struct text *out, const char *s)
{
	text_putc(out, '"');
	if (*s && strchr("=+-@\t", *s))
		text_putc(out, '\'');
	for (; *s; s++) {
		if (*s == '"')
			text_putc(out, '"');
		text_putc(out, *s);
	}
	text_putc(out, '"');
}

void report_csv_put_head(const char *lead, struct text *out)
{
	text_printf(out,
		    "%scase,verdict,stage,errno,retval,insns,states,"
		    "peak_states,verify_us,elapsed_us,"
		    "used_ms,allowed_ms,sentence\r\n",
		    lead);
}

void report_csv_put_rows(const struct result *r, const char *cell,
			 struct text *out)
{
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++) {
		const struct observation *seen = &r->session.seen[i];

		if (cell) {
			put_field(out, cell);
			text_putc(out, ',');
		}
		put_field(out, r->plan.cases[i].id);
		text_printf(out, ",%s,",
			    verdict_name(r->judgements[i].verdict));
		if (seen->finished)
			text_printf(out, "%s,%d,",
				    record_stage_name(seen->stage), seen->err);
		else
			text_puts(out, ",,");
		if (seen->has_retval)
			text_printf(out, "%" PRIu32, seen->retval);
		text_putc(out, ',');
		if (seen->has_stats)
			text_printf(out,
				    "%" PRIu64 ",%" PRIu64 ",%" PRIu64
				    ",%" PRIu64 ",",
				    seen->insns, seen->states,
				    seen->peak_states, seen->verify_us);
		else
			text_puts(out, ",,,,");
		if (seen->finished)
			text_printf(out, "%" PRIu64, seen->elapsed_us);
		text_putc(out, ',');
		/* also of one that did not end in time */
		if (seen->allowed_ms)
			text_printf(out, "%" PRId64 ",%" PRId64 ",",
				    seen->used_ms, seen->allowed_ms);
		else
			text_puts(out, ",,");
		put_field(out, r->judgements[i].sentence.data);
		text_puts(out, "\r\n");
	}
}

int report_csv_put(const struct result *r, struct text *out)
{
	report_csv_put_head("", out);
	report_csv_put_rows(r, NULL, out);
	return 0;
}
