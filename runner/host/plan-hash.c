// SPDX-License-Identifier: GPL-2.0-only
#include "plan-hash.h"

#include <string.h>

#include "plan.h"
#include "text.h"

static int hash(const char *path, char ret_hex[HASH_HEX_SIZE], struct text *why)
{
	int err = hash_file(path, ret_hex);

	if (err)
		text_printf(why, "%s: %s", path, strerror(-err));
	return err;
}

/* What a case must come to; the rest of its expectation is the object's. */
static void put_expect(const struct expect *e, struct text *t)
{
	text_printf(t, " %d %d %d", e->verdict, e->stage, e->err);
}

int plan_hash(const struct plan *plan, const char *facts,
	      char ret_hex[HASH_HEX_SIZE], struct text *why)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	char hex[HASH_HEX_SIZE] = "";
	int err = facts ? hash(facts, hex, why) : 0;

	text_printf(&t, "facts %s\n", hex);
	for (size_t i = 0; !err && i < plan->nr; i++) {
		const struct plan_case *c = &plan->cases[i];

		/* cases of an object stand together */
		if (!i || strcmp(c->path, plan->cases[i - 1].path))
			err = hash(c->path, hex, why);
		text_printf(&t, "%s %s", c->id, hex);
		put_expect(&c->expect, &t);
		if (c->has_before)
			put_expect(&c->before, &t);
		text_putc(&t, '\n');
	}
	if (!err)
		hash_bytes(t.data, t.bytes, ret_hex);
	return err;
}
