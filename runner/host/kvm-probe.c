// SPDX-License-Identifier: GPL-2.0-only
#include "kvm-probe.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

static const struct {
	const char *name;
	const char *meaning;
	const char *remedy;
} results[] = {
	[KVM_PROBE_OK] = { "ok", "runs code", "none is needed" },
	[KVM_PROBE_ABSENT] = { "absent", "is not there",
			       "load kvm_intel or kvm_amd, turn "
			       "virtualisation on in the firmware, or nested "
			       "virtualisation in the hypervisor that this "
			       "machine is a guest of; a container wants the "
			       "device passed in" },
	[KVM_PROBE_DENIED] = { "denied", "may not be opened by this user",
			       "become a member of the group that owns the "
			       "device, mostly kvm, and log in anew" },
	[KVM_PROBE_NOT_KVM] = { "not-kvm", "is not a KVM that is known here",
				"name the device of KVM" },
	[KVM_PROBE_CANNOT_CREATE] = { "cannot-create", "can not make a VM",
				      "free memory, end other hypervisors, and "
				      "see what the kernel's log says of kvm" },
	[KVM_PROBE_DOES_NOT_RUN] = { "does-not-run",
				     "makes VMs that do not run code",
				     "see what the kernel's log says of kvm, "
				     "and whether nested virtualisation is "
				     "whole; until then ACCEL=tcg" },
	[KVM_PROBE_HANGS] = { "hangs", "makes VMs that make no progress",
			      "have the hypervisor below pass the processor's "
			      "virtualisation through instead of imitating "
			      "it; until then ACCEL=tcg" },
};

static_assert(sizeof(results) / sizeof(results[0]) == KVM_PROBE_NR,
	      "every result has a name");

const char *kvm_probe_name(enum kvm_probe probe)
{
	return results[probe].name;
}

const char *kvm_probe_meaning(enum kvm_probe probe)
{
	return results[probe].meaning;
}

const char *kvm_probe_remedy(enum kvm_probe probe)
{
	return results[probe].remedy;
}

static const struct kvm_probe_system real = {
	.open = open,
	.ioctl = ioctl,
	.mmap = mmap,
	.limit_ms = KVM_PROBE_LIMIT_MS,
};

#define GUEST_BYTES 0x10000u
#define CODE_AT 0x8000u /* offsets into the guest's memory */
#define COUNTER_AT 0x9000u
#define ROUNDS 10000000u /* three instructions each */

struct vcpu {
	const struct kvm_probe_system *system;
	int fd;
	struct kvm_run *run;
};

#if defined(__x86_64__)

#define GUEST_BASE 0u
#define PORT 0xe9
#define BYTES_32(x) (x) & 0xff, (x) >> 8 & 0xff, (x) >> 16 & 0xff, (x) >> 24

/* 64 bit code. */
static const uint8_t code[] = {
	0xb9, BYTES_32(ROUNDS), /* mov ecx, ROUNDS */
	0xff, 0x04,
	0x25, BYTES_32(COUNTER_AT), /* inc dword [COUNTER_AT] */
	0xff, 0xc9, /* dec ecx */
	0x75, 0xf5, /* jnz to the inc */
	0x8b, 0x04,
	0x25, BYTES_32(COUNTER_AT), /* mov eax, [COUNTER_AT] */
	0xe7, PORT, /* out PORT, eax */
	0xf4, /* hlt */
};

/* The first 2 MiB, mapped one to one. */
static void tables_set_up(uint8_t *memory)
{
	static const struct {
		uint32_t at;
		uint64_t entry;
	} tables[] = {
		{ 0x1000, 0x2003 }, /* to the next table, writable, present */
		{ 0x2000, 0x3003 },
		{ 0x3000, 0x0083 }, /* a large page at 0 */
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		memcpy(memory + tables[i].at, &tables[i].entry,
		       sizeof(tables[i].entry));
}

static bool vcpu_set_up(int vm, const struct vcpu *v, uint8_t *memory)
{
	const struct kvm_segment code_segment = {
		.limit = 0xffffffff,
		.selector = 8,
		.type = 11,
		.present = 1,
		.s = 1,
		.l = 1,
		.g = 1,
	};
	const struct kvm_segment data_segment = {
		.limit = 0xffffffff,
		.selector = 16,
		.type = 3,
		.present = 1,
		.db = 1,
		.s = 1,
		.g = 1,
	};
	struct kvm_regs regs = { .rip = CODE_AT, .rflags = 2 };
	struct kvm_sregs s;

	tables_set_up(memory);
	if (v->system->ioctl(v->fd, KVM_GET_SREGS, &s))
		return false;
	s.cs = code_segment;
	s.ds = s.es = s.fs = s.gs = s.ss = data_segment;
	s.cr3 = 0x1000;
	s.cr4 |= 1u << 5; /* PAE */
	s.cr0 |= 1u << 31 | 1; /* paging, protection */
	s.efer |= 1u << 10 | 1u << 8; /* long mode active, enabled */
	return !v->system->ioctl(v->fd, KVM_SET_SREGS, &s) &&
	       !v->system->ioctl(v->fd, KVM_SET_REGS, &regs);
}

static bool told_result(const struct kvm_run *run)
{
	uint32_t eax;

	if (run->exit_reason != KVM_EXIT_IO || run->io.port != PORT ||
	    run->io.direction != KVM_EXIT_IO_OUT || run->io.size != sizeof(eax))
		return false;
	memcpy(&eax, (const uint8_t *)run + run->io.data_offset, sizeof(eax));
	return eax == ROUNDS;
}

#elif defined(__aarch64__)

#define GUEST_BASE 0x10000u
#define MMIO_BASE 0x40000000u /* no memory there: a store leaves the guest */

/* movz and movk with the low and the high half of a number. */
#define MOVZ(reg, half) (0xd2800000u | (half) << 5 | (reg))
#define MOVK_HIGH(reg, half) (0xf2a00000u | (half) << 5 | (reg))
#define MOV(reg, x) MOVZ(reg, (x) & 0xffff), MOVK_HIGH(reg, (x) >> 16)

/* Without paging, which a kernel of this arch starts with as well. */
static const uint32_t code[] = {
	MOV(1, GUEST_BASE + COUNTER_AT),
	MOV(2, ROUNDS),
	0xb9400020, /* ldr w0, [x1] */
	0x11000400, /* add w0, w0, #1 */
	0xb9000020, /* str w0, [x1] */
	0xf1000442, /* subs x2, x2, #1 */
	0x54ffff81, /* b.ne to the ldr */
	MOV(3, MMIO_BASE),
	0xb9000060, /* str w0, [x3] */
	0x14000000, /* b . */
};

#define REG_PC                                                 \
	(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | \
	 (offsetof(struct kvm_regs, regs.pc) / sizeof(uint32_t)))

static bool vcpu_set_up(int vm, const struct vcpu *v, uint8_t *memory)
{
	uint64_t pc = GUEST_BASE + CODE_AT;
	struct kvm_one_reg reg = { .id = REG_PC, .addr = (uintptr_t)&pc };
	struct kvm_vcpu_init init;

	return !v->system->ioctl(vm, KVM_ARM_PREFERRED_TARGET, &init) &&
	       !v->system->ioctl(v->fd, KVM_ARM_VCPU_INIT, &init) &&
	       !v->system->ioctl(v->fd, KVM_SET_ONE_REG, &reg);
}

static bool told_result(const struct kvm_run *run)
{
	uint32_t w0;

	if (run->exit_reason != KVM_EXIT_MMIO ||
	    run->mmio.phys_addr != MMIO_BASE || !run->mmio.is_write)
		return false;
	memcpy(&w0, run->mmio.data, sizeof(w0));
	return w0 == ROUNDS;
}

#else
#error "kvm-probe: this machine has no code of its own here yet"
#endif

/* A VM with that memory, code in it, and one vCPU. */
static bool vm_create(int kvm, uint8_t *memory, struct vcpu *v)
{
	struct kvm_userspace_memory_region region = {
		.guest_phys_addr = GUEST_BASE,
		.memory_size = GUEST_BYTES,
	};
	int vm = v->system->ioctl(kvm, KVM_CREATE_VM, 0);
	int size = v->system->ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);

	if (vm < 0 || size < (int)sizeof(struct kvm_run))
		return false;
	memcpy(memory + CODE_AT, code, sizeof(code));
	region.userspace_addr = (uintptr_t)memory;
	if (v->system->ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region))
		return false;
	v->fd = v->system->ioctl(vm, KVM_CREATE_VCPU, 0);
	if (v->fd < 0)
		return false;
	v->run = v->system->mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED,
				 v->fd, 0);
	return v->run != MAP_FAILED && vcpu_set_up(vm, v, memory);
}

static enum kvm_probe why_not_open(int err)
{
	switch (err) {
	case ENOENT:
	case ENOTDIR:
	case ENODEV:
	case ENXIO:
		return KVM_PROBE_ABSENT;
	case EACCES:
	case EPERM:
	case EROFS:
		return KVM_PROBE_DENIED;
	case EISDIR:
		return KVM_PROBE_NOT_KVM;
	default:
		return KVM_PROBE_CANNOT_CREATE;
	}
}

/* In the child; its end gives back all that it holds. */
static enum kvm_probe probe(const struct kvm_probe_system *system,
			    const char *device, uint8_t *memory)
{
	int kvm = system->open(device, O_RDWR | O_CLOEXEC);
	struct vcpu v = { .system = system };

	if (kvm < 0)
		return why_not_open(errno);
	if (system->ioctl(kvm, KVM_GET_API_VERSION, 0) != KVM_API_VERSION)
		return KVM_PROBE_NOT_KVM;
	if (!vm_create(kvm, memory, &v))
		return KVM_PROBE_CANNOT_CREATE;
	errno = 0;
	/* a signal may end a run early; it is not the guest's fault */
	while (system->ioctl(v.fd, KVM_RUN, 0) && errno == EINTR)
		errno = 0;
	return errno || !told_result(v.run) ? KVM_PROBE_DOES_NOT_RUN
					    : KVM_PROBE_OK;
}

/*
 * What the child says within the limit, or that it hangs. One that is stuck in
 * the kernel so that not even SIGKILL ends it is left behind after a second:
 * it can not be waited for, and holds nothing of ours.
 */
static struct kvm_probe_result wait_for(pid_t pid, int from_child, int limit_ms)
{
	struct kvm_probe_result result = { .probe = KVM_PROBE_HANGS };
	struct pollfd said = { .fd = from_child, .events = POLLIN };
	struct pollfd gone = { .fd = pidfd_open(pid, 0), .events = POLLIN };

	if (poll(&said, 1, limit_ms) > 0 &&
	    read(from_child, &result, sizeof(result)) != sizeof(result))
		result.probe = KVM_PROBE_DOES_NOT_RUN;
	kill(pid, SIGKILL);
	if (gone.fd < 0) {
		waitpid(pid, NULL, WNOHANG);
		return result;
	}
	poll(&gone, 1, 1000);
	waitpid(pid, NULL, WNOHANG);
	close(gone.fd);
	return result;
}

struct kvm_probe_result kvm_probe_ask(const struct kvm_probe_system *system,
				      const char *device)
{
	struct kvm_probe_result result = { .probe = KVM_PROBE_CANNOT_CREATE };
	/* shared, so that we see how far a guest got that did not finish */
	uint8_t *memory = mmap(NULL, GUEST_BYTES, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int64_t start = clock_now_ms();
	pid_t parent = getpid();
	uint32_t counter;
	int fds[2];
	pid_t pid;

	if (memory == MAP_FAILED || pipe2(fds, O_CLOEXEC)) {
		result.err = errno;
		return result;
	}
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		result.probe = probe(system, device, memory);
		result.err = errno;
		_exit(write(fds[1], &result, sizeof(result)) != sizeof(result));
	}
	close(fds[1]);
	if (pid < 0)
		result.err = errno;
	else
		result = wait_for(pid, fds[0], system->limit_ms);
	close(fds[0]);
	memcpy(&counter, memory + COUNTER_AT, sizeof(counter));
	result.permille = (uint64_t)counter * 1000 / ROUNDS;
	result.took_ms = (int)(clock_now_ms() - start);
	munmap(memory, GUEST_BYTES);
	return result;
}

struct kvm_probe_result kvm_probe_run(const char *device)
{
	return kvm_probe_ask(&real, device);
}
