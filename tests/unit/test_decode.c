// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "arch.h"
#include "decode.h"
#include "kline.h"
#include "result.h"
#include "rundir.h"

#define LIMIT_MS 5000
/* what tells by a known function where the tree was */
#define FIRST "read -r l; echo 'vfs_read (/ab/fs/read_write.c:1)'; "

static char folder[] = "/tmp/test_decode.XXXXXX";
static struct utsname host;
static struct arch arch = { .machine = host.machine };

static int remove_it(const char *path, const struct stat *st, int flag,
		     struct FTW *ftw)
{
	return remove(path);
}

static int make_folder(void **state)
{
	return !mkdtemp(folder) || uname(&host);
}

static int remove_folder(void **state)
{
	return nftw(folder, remove_it, 8, FTW_DEPTH | FTW_PHYS);
}

/* A result with one splat of these places. */
static void make_result(const char *const *places, size_t nr,
			struct result *ret)
{
	const struct splat_place boot = { .when = SPLAT_BOOT };
	struct splat_report *splat = splat_new(1, &boot);

	result_init(ret);
	for (size_t i = 0; i < nr; i++) {
		struct kline_frame f;

		assert_true(kline_find_frame(places[i], &f));
		splat_frame(splat, &f);
	}
	splat_head(splat, NULL, "x");
	splat_name(splat);
	ret->splats = text_grow(ret->splats, 0, sizeof(*ret->splats));
	ret->splats[ret->splats_nr++] = splat;
}

/* Decodes by a script, or by none, and reads back what is kept of it. */
static void decode(const char *script, const char *const *places, size_t nr,
		   int limit_ms, struct result *ret)
{
	struct text why = TEXT_INIT;
	struct rundir d;

	remove_folder(NULL);
	assert_int_equal(rundir_make(folder, &d, &why), 0);
	if (script) {
		rundir_put(&d, "decode_stacktrace.sh", script, strlen(script));
		rundir_put(&d, "vmlinux", "", 0);
	}
	make_result(places, nr, ret);
	assert_int_equal(decode_write(&d, folder, &arch, ret, limit_ms), 0);
	assert_int_equal(decode_read(&d, ret, &why), 0);
	assert_string_equal(why.data, "");
	rundir_close(&d);
	text_release(&why);
}

static const char *source(const struct result *r, size_t i)
{
	return r->splats[0]->frames[i].source ?: "none";
}

static void assert_warns(const struct result *r, const char *words)
{
	for (size_t i = 0; i < r->warnings_nr; i++)
		if (strstr(r->warnings[i], words))
			return;
	fail_msg("no warning with '%s'", words);
}

static const char *const two[] = { "f+0x1/0x2", "g.isra.0+0x10/0x20" };

static void test_decodes(void **state)
{
	struct result r;

	decode(FIRST
	       "while read -r l; do echo \"${l%%+*} (a.c:1 b.h:${#l})\"; done",
	       two, 2, LIMIT_MS, &r);
	assert_string_equal(source(&r, 0), "a.c:1 b.h:9");
	assert_string_equal(source(&r, 1), "a.c:1 b.h:18");
	assert_int_equal(r.warnings_nr, 0);
	result_release(&r);
}

/* Nobody is told where the kernel was built. */
static void test_root(void **state)
{
	struct result r;

	decode("read -r l; echo 'vfs_read (x.h:1 /r/fs/read_write.c:1)'; "
	       "while read -r l; do "
	       "echo \"${l%%+*} (/r/mm/a.c:1 /r/b.h:2 /q/c.h:3)\"; done",
	       two, 2, LIMIT_MS, &r);
	assert_string_equal(source(&r, 0), "mm/a.c:1 b.h:2 /q/c.h:3");
	result_release(&r);
	/* nor where a compiler cache has it from */
	decode("read -r l; echo 'vfs_read (/r/src/fs/read_write.c:1)'; "
	       "echo 'f (/q/1/src/a.c:1 (discriminator 4) /srcs/b.c:2)'; "
	       "echo 'g.isra.0 (./src/c.c:3 /r/src/src/d.c:4)'",
	       two, 2, LIMIT_MS, &r);
	assert_string_equal(source(&r, 0),
			    "a.c:1 (discriminator 4) /srcs/b.c:2");
	assert_string_equal(source(&r, 1), "./src/c.c:3 src/d.c:4");
	result_release(&r);
}

static void test_says_what_is_not_known(void **state)
{
	static const char *const of_module[] = { "f+0x1/0x2", "g+0x1/0x2 [m]" };
	struct result r;

	decode(FIRST "while read -r l; do echo \"$l\"; done", two, 2, LIMIT_MS,
	       &r);
	assert_string_equal(source(&r, 0), "none");
	assert_warns(&r, "does not know them all");
	result_release(&r);
	/* the script is not asked for what it can not know */
	decode(FIRST "while read -r l; do echo \"${l%%+*} (a.c:1)\"; done; ",
	       of_module, 2, LIMIT_MS, &r);
	assert_string_equal(source(&r, 0), "a.c:1");
	assert_string_equal(source(&r, 1), "none");
	assert_warns(&r, "modules are kept without debug information");
	result_release(&r);
}

static void test_fails(void **state)
{
	struct result r;

	decode(NULL, two, 2, LIMIT_MS, &r);
	assert_warns(&r, "lacks vmlinux or decode_stacktrace.sh");
	result_release(&r);
	decode(FIRST "read -r l; echo 'f (a.c:1)'; exit 3", two, 2, LIMIT_MS,
	       &r);
	assert_string_equal(source(&r, 0), "a.c:1");
	assert_string_equal(source(&r, 1), "none");
	assert_warns(&r, "the decoder failed");
	result_release(&r);
	decode(FIRST "echo 'f (a.c:1)'; sleep 100 & wait", two, 2, 300, &r);
	assert_string_equal(source(&r, 0), "a.c:1");
	assert_warns(&r, "the decoder took more than 0.3 s");
	result_release(&r);
}

/* What is no place does not get to a shell, whatever made a frame of it. */
static void test_hostile(void **state)
{
	struct result r;

	decode(FIRST
	       "while read -r l; do printf 'f (\\033[1m\\t%s)\\n' \"$l\"; done",
	       two, 1, LIMIT_MS, &r);
	assert_string_equal(source(&r, 0), "\\x1b[1m f+0x1/0x2");
	result_release(&r);
	decode("yes f", two, 1, LIMIT_MS, &r);
	assert_string_equal(source(&r, 0), "none");
	assert_warns(&r, "the decoder failed");
	result_release(&r);
	remove_folder(NULL);
	make_result(two, 1, &r);
	free(r.splats[0]->frames[0].place);
	r.splats[0]->frames[0].place =
		text_dup("a\";system(\"id\");\"+0x1/0x2");
	{
		struct text why = TEXT_INIT;
		struct rundir d;

		assert_int_equal(rundir_make(folder, &d, &why), 0);
		assert_int_equal(decode_write(&d, folder, &arch, &r, LIMIT_MS),
				 0);
		assert_false(rundir_has(&d, DECODE_FILE));
		rundir_close(&d);
	}
	result_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decodes),
		cmocka_unit_test(test_root),
		cmocka_unit_test(test_says_what_is_not_known),
		cmocka_unit_test(test_fails),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests_name("decode", tests, make_folder,
					   remove_folder);
}
