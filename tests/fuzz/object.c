// SPDX-License-Identifier: GPL-2.0-only
/* A whole BPF object, as the plan is made of: nothing in the file may be trusted. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "rundir.h"
#include "text.h"

static void must_be_sound(const struct plan *plan)
{
	fuzz_must(plan->nr && plan->cases);
	for (size_t i = 0; i < plan->nr; i++) {
		const struct plan_case *c = &plan->cases[i];

		fuzz_must(!i || strcmp(plan->cases[i - 1].id, c->id) < 0);
		fuzz_must(!strncmp(c->id, "fuzz/", 5) && *c->program);
		fuzz_must(plan_find(plan, c->id) == c);
		fuzz_must_be_clean(c->id);
		fuzz_must(c->expect.verdict != EXPECT_NONE);
		fuzz_must(!c->expect.twin || c->expect.overridden ||
			  plan_find(plan, c->expect.twin));
	}
}

void fuzz_object(const uint8_t *data, size_t bytes)
{
	static const char *const variants[] = { "patched", "series/01" };
	char why[512];

	free(fuzz_file("fuzz.bpf.o", data, bytes));
	for (size_t v = 0; v < 2; v++) {
		struct plan plan;

		*why = '\0';
		if (plan_scan(fuzz_dir()->path, NULL, "x86_64", variants[v],
			      &plan, why, sizeof(why)))
			fuzz_must(*why && !strchr(why, '\n') && !plan.nr &&
				  !plan.cases);
		else
			must_be_sound(&plan);
		plan_release(&plan);
	}
}
