// SPDX-License-Identifier: GPL-2.0-only
/*
 * Replays tests/fuzz/corpus/<target>/: inputs that once broke something, and a
 * sound one of each kind. A file that ends in .hex holds bytes as hex digits.
 * A bug aborts: the name on stderr is then that of the input.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>
#include <nettle/base16.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../fuzz/target.h"
#include "text.h"

static void read_file(const char *path, struct text *ret)
{
	FILE *f = fopen(path, "re");
	char buf[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		text_put(ret, buf, n);
	assert_int_equal(fclose(f), 0);
}

static void decode(struct text *t)
{
	size_t bytes = BASE16_DECODE_LENGTH(t->bytes);
	uint8_t *raw = text_alloc(bytes, 1);
	struct base16_decode_ctx ctx;

	base16_decode_init(&ctx);
	assert_true(base16_decode_update(&ctx, &bytes, raw, t->bytes, t->data));
	assert_true(base16_decode_final(&ctx));
	text_reset(t);
	text_put(t, raw, bytes);
	free(raw);
}

static void test_target(void **state)
{
	const struct fuzz_target *target = *state;
	char *all = text_format("tests/fuzz/corpus/%s/*", target->name);
	glob_t found;

	assert_int_equal(glob(all, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = found.gl_pathv[i];
		struct text t = TEXT_INIT;
		uint8_t *exact;

		fprintf(stderr, "%s\n", path);
		read_file(path, &t);
		if (strlen(path) > 4 &&
		    !strcmp(path + strlen(path) - 4, ".hex"))
			decode(&t);
		/* of that size to the byte, so that a sanitizer sees its end */
		exact = text_alloc(t.bytes, 1);
		memcpy(exact, t.data, t.bytes);
		target->run(exact, t.bytes);
		free(exact);
		text_release(&t);
	}
	globfree(&found);
	free(all);
}

int main(void)
{
	struct CMUnitTest tests[16] = { 0 };
	size_t nr = 0;

	for (const struct fuzz_target *t = fuzz_targets; t->name; t++)
		tests[nr++] = (struct CMUnitTest){
			.name = t->name,
			.test_func = test_target,
			.initial_state = (void *)t,
		};
	return _cmocka_run_group_tests("fuzz", tests, nr, NULL, NULL);
}
