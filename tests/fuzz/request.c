// SPDX-License-Identifier: GPL-2.0-only
/* The request that a run keeps: nonce and plan, of which nothing may be lost. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "request.h"
#include "text.h"

static void put(const struct request *r, struct text *out)
{
	struct plan plan = { .nr = r->cases_nr };

	plan.cases = text_alloc(plan.nr, sizeof(*plan.cases));
	for (size_t i = 0; i < plan.nr; i++)
		plan.cases[i].id = r->cases[i];
	request_put(r->nonce, r->arch, r->variant, &plan, out);
	free(plan.cases);
}

void fuzz_request(const uint8_t *data, size_t bytes)
{
	char *path = fuzz_file("request", data, bytes);
	struct request r = { 0 }, again = { 0 };
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text out CLEANUP_TEXT = TEXT_INIT;
	struct text same CLEANUP_TEXT = TEXT_INIT;

	if (request_read(path, &r, &why)) {
		fuzz_must(!r.arch && !r.cases && strstr(why.data, path));
	} else {
		put(&r, &out);
		/* the order of the lines is free, and so is the last one's end */
		fuzz_must(out.bytes ==
			  bytes + (bytes && data[bytes - 1] != '\n'));
		free(fuzz_file("request", out.data, out.bytes));
		fuzz_must(!request_read(path, &again, &why));
		put(&again, &same);
		fuzz_must(!strcmp(out.data, same.data));
	}
	request_release(&r);
	request_release(&again);
	free(path);
}
