/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kvm-probe: does KVM run code here, and not only exist?
 *
 * A child makes a VM with one vCPU and has it count in memory, as a kernel
 * would run (64 bit, paging), and then tell the sum to a port. It has
 * KVM_PROBE_LIMIT_MS; a child that is not done by then is killed. Any processor
 * counts that far in a tenth of it; a KVM that only imitates one, instruction
 * by instruction, starts a kernel too, and is never seen to finish.
 *
 * kvm_probe_run() is kvm_probe_ask() of the real system.
 */
#ifndef RIG_KVM_PROBE_H
#define RIG_KVM_PROBE_H

#include <stddef.h>
#include <sys/types.h>

#define KVM_PROBE_DEVICE "/dev/kvm"
#define KVM_PROBE_LIMIT_MS 2000

enum kvm_probe {
	KVM_PROBE_OK,
	KVM_PROBE_ABSENT, /* no such device */
	KVM_PROBE_DENIED, /* it may not be opened */
	KVM_PROBE_NOT_KVM, /* it is something else, or of another version */
	KVM_PROBE_CANNOT_CREATE, /* no VM, no memory for it or no vCPU */
	KVM_PROBE_DOES_NOT_RUN, /* the vCPU stopped with other than the result */
	KVM_PROBE_HANGS, /* it made no progress, or next to none */
	KVM_PROBE_NR,
};

struct kvm_probe_result {
	enum kvm_probe probe;
	int err; /* positive errno, where there was one */
	int took_ms;
	unsigned int permille; /* how far the vCPU got */
};

/* What the probe asks the system; tests answer for a KVM of any kind. */
struct kvm_probe_system {
	int (*open)(const char *path, int flags, ...);
	int (*ioctl)(int fd, unsigned long request, ...);
	void *(*mmap)(void *at, size_t bytes, int protection, int flags, int fd,
		      off_t offset);
	int limit_ms;
};

/* Always gives a result, within the limit and a second for the kill. */
struct kvm_probe_result kvm_probe_run(const char *device);
struct kvm_probe_result kvm_probe_ask(const struct kvm_probe_system *system,
				      const char *device);

/* "hangs" and the like. */
const char *kvm_probe_name(enum kvm_probe probe);
/* A sentence without subject: "makes VMs that make no progress". */
const char *kvm_probe_meaning(enum kvm_probe probe);
/* What a person can do about it. */
const char *kvm_probe_remedy(enum kvm_probe probe);

#endif
