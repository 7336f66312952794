// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arch.h"
#include "qemu.h"
#include "text.h"

static const struct arch arch = {
	.name = "x86_64",
	.console = "ttyS0",
	.qemu_machine = "q35",
	.cpu_tcg = "max",
	.cpu_kvm = "host",
	.accel_tcg = "tcg,thread=multi",
	.cmdline = "extra=1",
	.smp = 2,
};

static const struct qemu_config config = {
	.arch = &arch,
	.program = "/opt/a b/qemu",
	.mem_mib = 512,
	.image = "Image",
	.initramfs = "initramfs.cpio",
	.request = "runs/a,b/request",
};

/* The word after `option`, or NULL. */
static const char *after(const struct qemu *q, const char *option)
{
	for (size_t i = 0; i + 1 < q->nr; i++)
		if (!strcmp(q->argv[i], option))
			return q->argv[i + 1];
	return NULL;
}

/* How many words begin so. */
static size_t count(const struct qemu *q, const char *begin)
{
	size_t nr = 0;

	for (size_t i = 0; i < q->nr; i++)
		nr += !strncmp(q->argv[i], begin, strlen(begin));
	return nr;
}

static void test_isolation(void **state)
{
	struct qemu q;

	qemu_init(&q, &config);
	assert_string_equal(after(&q, "-nic"), "none");
	assert_string_equal(after(&q, "-display"), "none");
	assert_int_equal(strncmp(after(&q, "-sandbox"), "on,", 3), 0);
	for (size_t i = 0; i < q.nr; i++) {
		assert_null(strstr(q.argv[i], "server"));
		assert_null(strstr(q.argv[i], "virtfs"));
		assert_string_not_equal(q.argv[i], "-monitor");
		assert_string_not_equal(q.argv[i], "-drive");
		assert_null(strstr(q.argv[i], "path=/tmp"));
		assert_null(strstr(q.argv[i], "port="));
	}
	/* the one socket there is was made by us, and has no name */
	assert_int_equal(count(&q, "socket,"), 1);
	assert_int_equal(count(&q, "socket,id=monitor,fd=4"), 1);
	assert_int_equal(count(&q, "chardev=monitor,mode=control"), 1);
	assert_non_null(strstr(after(&q, "-sandbox"), ",spawn=deny"));
	assert_null(q.argv[q.nr]);
	qemu_release(&q);
}

static void test_accelerator_decides(void **state)
{
	struct qemu_config c = config;
	struct qemu q;

	qemu_init(&q, &c);
	assert_string_equal(after(&q, "-accel"), "tcg,thread=multi");
	assert_string_equal(after(&q, "-cpu"), "max");
	qemu_release(&q);
	c.kvm = true;
	qemu_init(&q, &c);
	assert_string_equal(after(&q, "-accel"), "kvm");
	assert_string_equal(after(&q, "-cpu"), "host");
	qemu_release(&q);
}

static void test_words(void **state)
{
	struct text command = TEXT_INIT;
	struct qemu q;

	qemu_init(&q, &config);
	assert_string_equal(after(&q, "-fw_cfg"),
			    "name=opt/org.kfunc-rig/request,"
			    "file=runs/a,,b/request");
	assert_non_null(strstr(after(&q, "-append"), "console=ttyS0 "));
	assert_non_null(strstr(after(&q, "-append"), " panic=-1 oops=panic "));
	assert_non_null(strstr(after(&q, "-append"), " extra=1"));
	qemu_put_command(&q, "records.again", &command);
	assert_non_null(strstr(command.data, "exec '/opt/a b/qemu' \\\n"));
	assert_non_null(strstr(command.data, "3>records.again </dev/null\n"));
	/* who pastes it has no socket to give */
	assert_null(strstr(command.data, "fd=4"));
	assert_null(strstr(command.data, "-mon"));
	text_release(&command);
	qemu_release(&q);
}

static void test_memory(void **state)
{
	assert_int_equal(qemu_clamp_memory(1024, 8ull << 20), 1024);
	assert_int_equal(qemu_clamp_memory(1024, 1000 * 1024), 768);
	assert_int_equal(qemu_clamp_memory(1024, 448 * 1024), 256);
	assert_int_equal(qemu_clamp_memory(1024, 447 * 1024), 0);
	assert_int_equal(qemu_clamp_memory(1024, 0), 0);
	assert_true(qemu_available_kib() > 0);
}

/* The records of the archs: each is read whole, and boots what it names. */
static void test_archs(void **state)
{
	glob_t files;

	assert_int_equal(glob("configs/arch/*.conf", 0, NULL, &files), 0);
	assert_true(files.gl_pathc >= 2);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct qemu_config c = config;
		struct text why = TEXT_INIT;
		struct arch a;
		struct qemu q;
		char words[64];

		if (arch_read(files.gl_pathv[i], &a, &why))
			fail_msg("%s", why.data);
		snprintf(words, sizeof(words), "/%s.conf", a.name);
		assert_non_null(strstr(files.gl_pathv[i], words));
		c.arch = &a;
		qemu_init(&q, &c);
		snprintf(words, sizeof(words), "console=%s ", a.console);
		assert_non_null(strstr(after(&q, "-append"), words));
		/* what is for TCG alone would stop KVM */
		assert_null(strstr(a.cpu_kvm, "pauth"));
		assert_int_equal(strncmp(after(&q, "-accel"), "tcg", 3), 0);
		qemu_release(&q);
		arch_release(&a);
		text_release(&why);
	}
	globfree(&files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_isolation),
		cmocka_unit_test(test_accelerator_decides),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_archs),
	};

	return cmocka_run_group_tests_name("qemu", tests, NULL, NULL);
}
