// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each result of the probe: of real devices where any machine has one, else of
 * a KVM that is played, by a function for each thing that the probe asks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kvm-probe.h"

#define SUM 10000000u /* that the code counts to */
#define LIMIT_MS 300

/* How the played KVM behaves; the probe's child has it from us. */
static struct {
	int open_err;
	unsigned long refused; /* this request fails, 0: none */
	unsigned long odd; /* this one returns 1 */
	bool stuck; /* its vCPU never comes back */
	int interrupted; /* so many times it comes back early */
	uint32_t told; /* what its vCPU tells in the end */
	uint32_t counted; /* how far it got in memory */
	uint32_t exit_reason; /* 0: the right one */
	bool no_run; /* its state can not be mapped */
} kvm;

static uint8_t *memory;
static union {
	struct kvm_run run;
	uint8_t bytes[8192];
} vcpu;

static int play_open(const char *path, int flags, ...)
{
	if (kvm.open_err) {
		errno = kvm.open_err;
		return -1;
	}
	return open("/dev/null", flags);
}

static int play_run(void)
{
	while (kvm.stuck)
		pause();
	if (kvm.interrupted-- > 0) {
		errno = EINTR;
		return -1;
	}
#if defined(__x86_64__)
	vcpu.run.exit_reason = KVM_EXIT_IO;
	vcpu.run.io.port = 0xe9;
	vcpu.run.io.direction = KVM_EXIT_IO_OUT;
	vcpu.run.io.size = sizeof(kvm.told);
	vcpu.run.io.data_offset = 4096;
	memcpy(vcpu.bytes + 4096, &kvm.told, sizeof(kvm.told));
#else
	vcpu.run.exit_reason = KVM_EXIT_MMIO;
	vcpu.run.mmio.phys_addr = 0x40000000;
	vcpu.run.mmio.is_write = 1;
	memcpy(vcpu.run.mmio.data, &kvm.told, sizeof(kvm.told));
#endif
	if (kvm.exit_reason)
		vcpu.run.exit_reason = kvm.exit_reason;
	return 0;
}

static int play_ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	if (request == kvm.refused) {
		errno = ENOMEM;
		return -1;
	}
	if (request == kvm.odd)
		return 1;
	switch (request) {
	case KVM_GET_API_VERSION:
		return KVM_API_VERSION;
	case KVM_CREATE_VM:
		return open("/dev/null", O_RDWR);
	case KVM_CREATE_VCPU:
		return open("/dev/null", O_RDWR);
	case KVM_GET_VCPU_MMAP_SIZE:
		return sizeof(vcpu);
	case KVM_SET_USER_MEMORY_REGION:
		memory = (uint8_t *)(uintptr_t)((struct
						 kvm_userspace_memory_region *)
							arg)
				 ->userspace_addr;
		memcpy(memory + 0x9000, &kvm.counted, sizeof(kvm.counted));
		return 0;
	case KVM_RUN:
		return play_run();
#if defined(__x86_64__)
	case KVM_GET_SREGS:
		memset(arg, 0, sizeof(struct kvm_sregs));
		return 0;
#endif
	}
	return 0;
}

static void *play_mmap(void *at, size_t bytes, int protection, int flags,
		       int fd, off_t offset)
{
	return kvm.no_run ? (void *)-1 : &vcpu;
}

static const struct kvm_probe_system played = {
	.open = play_open,
	.ioctl = play_ioctl,
	.mmap = play_mmap,
	.limit_ms = LIMIT_MS,
};

static struct kvm_probe_result ask(void)
{
	return kvm_probe_ask(&played, "played");
}

static int good_kvm(void **state)
{
	memset(&kvm, 0, sizeof(kvm));
	kvm.told = kvm.counted = SUM;
	return 0;
}

static void test_ok(void **state)
{
	struct kvm_probe_result r = ask();

	assert_int_equal(r.probe, KVM_PROBE_OK);
	assert_int_equal(r.err, 0);
	assert_int_equal(r.permille, 1000);
	/* a signal in between is nobody's fault */
	kvm.interrupted = 3;
	assert_int_equal(ask().probe, KVM_PROBE_OK);
}

static void test_absent(void **state)
{
	struct kvm_probe_result r = kvm_probe_run("/nonexistent/kvm");

	assert_int_equal(r.probe, KVM_PROBE_ABSENT);
	assert_int_equal(r.err, ENOENT);
	/* the node is there, and no module behind it */
	kvm.open_err = ENODEV;
	assert_int_equal(ask().probe, KVM_PROBE_ABSENT);
}

/* A file that nobody may open, and who is not root. */
static void test_denied(void **state)
{
	char path[] = "/tmp/rig-probe-XXXXXX";
	int fd = mkstemp(path), status;
	pid_t pid;

	assert_true(fd >= 0);
	assert_int_equal(fchmod(fd, 0), 0);
	close(fd);
	pid = fork();
	if (pid == 0) {
		if (getuid() == 0 && setuid(65534))
			_exit(KVM_PROBE_NR);
		_exit((int)kvm_probe_run(path).probe);
	}
	assert_true(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	unlink(path);
	assert_int_equal(WEXITSTATUS(status), KVM_PROBE_DENIED);
}

static void test_not_kvm(void **state)
{
	assert_int_equal(kvm_probe_run("/dev/null").probe, KVM_PROBE_NOT_KVM);
	assert_int_equal(kvm_probe_run("/").probe, KVM_PROBE_NOT_KVM);
	/* another version of it */
	kvm.odd = KVM_GET_API_VERSION;
	assert_int_equal(ask().probe, KVM_PROBE_NOT_KVM);
}

static void test_cannot_create(void **state)
{
	static const unsigned long requests[] = {
		KVM_CREATE_VM,
		KVM_GET_VCPU_MMAP_SIZE,
		KVM_SET_USER_MEMORY_REGION,
		KVM_CREATE_VCPU,
#if defined(__x86_64__)
		KVM_GET_SREGS,
		KVM_SET_SREGS,
		KVM_SET_REGS,
#else
		KVM_ARM_PREFERRED_TARGET,
		KVM_ARM_VCPU_INIT,
		KVM_SET_ONE_REG,
#endif
	};

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		kvm.refused = requests[i];
		assert_int_equal(ask().probe, KVM_PROBE_CANNOT_CREATE);
		assert_int_equal(ask().err, ENOMEM);
	}
	kvm.refused = 0;
	kvm.no_run = true;
	assert_int_equal(ask().probe, KVM_PROBE_CANNOT_CREATE);
	kvm.no_run = false;
	kvm.open_err = EMFILE;
	assert_int_equal(ask().probe, KVM_PROBE_CANNOT_CREATE);
}

static void test_does_not_run(void **state)
{
	kvm.refused = KVM_RUN;
	assert_int_equal(ask().probe, KVM_PROBE_DOES_NOT_RUN);
	kvm.refused = 0;
	/* it stops, but with something else than the sum */
	kvm.exit_reason = KVM_EXIT_FAIL_ENTRY;
	assert_int_equal(ask().probe, KVM_PROBE_DOES_NOT_RUN);
	kvm.exit_reason = 0;
	kvm.told = SUM - 1;
	assert_int_equal(ask().probe, KVM_PROBE_DOES_NOT_RUN);
}

static void test_hangs(void **state)
{
	struct kvm_probe_result r;

	kvm.stuck = true;
	kvm.counted = SUM / 8;
	r = ask();
	assert_int_equal(r.probe, KVM_PROBE_HANGS);
	assert_int_equal(r.permille, 125);
	assert_in_range(r.took_ms, LIMIT_MS, LIMIT_MS + 10000);
	/* who was asked is gone */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* Whatever this machine has, there is an answer in time. */
static void test_this_machine(void **state)
{
	struct kvm_probe_result r = kvm_probe_run(KVM_PROBE_DEVICE);

	assert_true(r.took_ms < KVM_PROBE_LIMIT_MS + 10000);
	assert_int_equal(r.probe == KVM_PROBE_OK, r.permille == 1000);
}

static void test_words(void **state)
{
	for (unsigned int i = 0; i < KVM_PROBE_NR; i++) {
		assert_true(*kvm_probe_name(i));
		assert_true(*kvm_probe_meaning(i));
		assert_true(*kvm_probe_remedy(i));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_ok, good_kvm),
		cmocka_unit_test_setup(test_absent, good_kvm),
		cmocka_unit_test_setup(test_denied, good_kvm),
		cmocka_unit_test_setup(test_not_kvm, good_kvm),
		cmocka_unit_test_setup(test_cannot_create, good_kvm),
		cmocka_unit_test_setup(test_does_not_run, good_kvm),
		cmocka_unit_test_setup(test_hangs, good_kvm),
		cmocka_unit_test(test_this_machine),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("kvm-probe", tests, NULL, NULL);
}
