// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "accel.h"

static const struct kvm_probe_result ok = { .probe = KVM_PROBE_OK };
static const struct kvm_probe_result hangs = {
	.probe = KVM_PROBE_HANGS,
	.took_ms = 2001,
	.permille = 81,
};

static void test_auto(void **state)
{
	struct accel a = accel_decide(ACCEL_AUTO, "x86_64", "x86_64", &ok);

	assert_true(a.usable && a.kvm);
	for (unsigned int i = KVM_PROBE_OK + 1; i < KVM_PROBE_NR; i++) {
		struct kvm_probe_result bad = { .probe = i };

		a = accel_decide(ACCEL_AUTO, "x86_64", "x86_64", &bad);
		assert_true(a.usable && !a.kvm);
		assert_non_null(strstr(a.reason, kvm_probe_name(i)));
		assert_non_null(strstr(a.reason, "TCG is used"));
	}
	a = accel_decide(ACCEL_AUTO, "x86_64", "aarch64", NULL);
	assert_true(a.usable && !a.kvm);
	/* not probed is not proven */
	a = accel_decide(ACCEL_AUTO, "x86_64", "x86_64", NULL);
	assert_true(!a.kvm);
}

static void test_kvm_never_falls_back(void **state)
{
	struct accel a = accel_decide(ACCEL_KVM, "x86_64", "x86_64", &ok);

	assert_true(a.usable && a.kvm);
	for (unsigned int i = KVM_PROBE_OK + 1; i < KVM_PROBE_NR; i++) {
		struct kvm_probe_result bad = {
			.probe = i,
			.took_ms = 2001,
			.permille = 999,
			.err = EPERM,
		};

		a = accel_decide(ACCEL_KVM, "x86_64", "x86_64", &bad);
		assert_false(a.usable);
		/* the remedy stands last, so nothing is cut off */
		assert_non_null(strstr(a.reason, "auto or tcg does without"));
	}
	assert_false(accel_decide(ACCEL_KVM, "x86_64", "aarch64", &ok).usable);
}

static void test_tcg_asks_nothing(void **state)
{
	struct accel a = accel_decide(ACCEL_TCG, "x86_64", "x86_64", &ok);

	assert_true(a.usable && !a.kvm);
	assert_false(accel_wants_probe(ACCEL_TCG, "x86_64", "x86_64"));
	assert_true(accel_wants_probe(ACCEL_AUTO, "x86_64", "x86_64"));
	assert_false(accel_wants_probe(ACCEL_KVM, "x86_64", "aarch64"));
}

/* Once, and for whom TCG is good enough. */
static void test_fall_back(void **state)
{
	struct accel a = accel_decide(ACCEL_AUTO, "x86_64", "x86_64", &ok);

	assert_true(a.retry);
	accel_fall_back(&a, "QEMU ended with exit code 1");
	assert_true(a.usable && !a.kvm && !a.retry);
	assert_non_null(strstr(a.reason, "TCG is used"));
	assert_non_null(strstr(a.reason, "QEMU ended with exit code 1"));
	assert_false(accel_decide(ACCEL_KVM, "x86_64", "x86_64", &ok).retry);
	assert_false(
		accel_decide(ACCEL_AUTO, "x86_64", "x86_64", &hangs).retry);
	assert_false(accel_decide(ACCEL_TCG, "x86_64", "x86_64", &ok).retry);
}

/* What was not proven is not said to be. */
static void test_trust(void **state)
{
	struct accel a = accel_trust(ACCEL_AUTO, "--trust-kvm");

	assert_true(a.usable && a.kvm && a.retry);
	assert_non_null(strstr(a.reason, "taken on trust (--trust-kvm)"));
	assert_false(accel_trust(ACCEL_KVM, "x").retry);
}

static void test_reason_tells_progress(void **state)
{
	struct accel a = accel_decide(ACCEL_AUTO, "x86_64", "x86_64", &hangs);

	assert_non_null(strstr(a.reason, "8.1 % of its code in 2001 ms"));
}

static void test_wishes(void **state)
{
	enum accel_wish wish;

	for (unsigned int i = 0; i < ACCEL_WISH_NR; i++) {
		assert_true(accel_parse(accel_wish_name(i), &wish));
		assert_int_equal(wish, i);
	}
	assert_false(accel_parse("KVM", &wish));
	assert_false(accel_parse("", &wish));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_auto),
		cmocka_unit_test(test_kvm_never_falls_back),
		cmocka_unit_test(test_tcg_asks_nothing),
		cmocka_unit_test(test_fall_back),
		cmocka_unit_test(test_trust),
		cmocka_unit_test(test_reason_tells_progress),
		cmocka_unit_test(test_wishes),
	};

	return cmocka_run_group_tests_name("accel", tests, NULL, NULL);
}
