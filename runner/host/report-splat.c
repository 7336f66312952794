// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "cleanup.h"
#include "report.h"
#include "result.h"

void report_splat_put(const struct splat_report *splat, struct text *out)
{
	CLEANUP_FREE char *said = splat_say(splat);

	text_printf(out, "%s %s %s", splat_kind_name(splat->kind),
		    splat->fingerprint, said);
	if (splat->shard)
		text_printf(out, ", shard %s", splat->shard);
	if (splat->boot > 1)
		text_printf(out, ", boot %u", splat->boot);
	if (splat->times > 1)
		text_printf(out, ", %zu times", splat->times);
	if (splat->excuse)
		text_printf(out, ", excused: %s", splat->excuse);
	else if (!splat->fatal)
		text_puts(out, ", not excused");
}

void report_splat_put_stack(const struct splat_report *splat, size_t most,
			    const char *lead, struct text *out)
{
	for (size_t i = 0; i < splat->frames_nr && i < most; i++) {
		const struct splat_frame *f = &splat->frames[i];

		text_printf(out, "%s%s", lead, f->source ? f->name : f->place);
		if (f->source)
			text_printf(out, " (%s)", f->source);
		text_putc(out, '\n');
	}
}

void report_splats_put(const struct result *r, const char *id, const char *lead,
		       struct text *out)
{
	CLEANUP_FREE char *deeper = text_format("%s  ", lead);

	for (size_t i = 0; i < r->splats_nr; i++) {
		const struct splat_report *splat = r->splats[i];

		if (id ? !result_splat_is_in(r, i, id)
		       : splat->when == SPLAT_CASE)
			continue;
		text_printf(out, "%sSPLAT: ", lead);
		report_splat_put(splat, out);
		text_putc(out, '\n');
		report_splat_put_stack(splat, SPLAT_FRAMES_SHOWN, deeper, out);
	}
}
