/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * qemu: the command line of the VM.
 *
 * qemu_init() puts it together once the accelerator is known; ->argv is for
 * process_spawn(), qemu_put_command() writes it for a person; qemu_release().
 * The VM gets no network, no file system of the host, no display and no
 * listening port. The console is stdin and stdout; records leave by descriptor
 * QEMU_RECORDS_FD; QEMU's machine protocol is spoken on QEMU_MONITOR_FD, a
 * socket without a name.
 */
#ifndef RIG_QEMU_H
#define RIG_QEMU_H

#include <stdbool.h>
#include <stddef.h>

struct arch;
struct text;

#define QEMU_RECORDS_FD 3
#define QEMU_MONITOR_FD 4

struct qemu_config {
	const struct arch *arch;
	const char *program;
	bool kvm;
	const char *kvm_device; /* NULL: QEMU's own choice */
	unsigned int mem_mib;
	const char *image;
	const char *initramfs;
	const char *request; /* path of the request file */
};

struct qemu {
	char **argv; /* ended by NULL */
	size_t nr;
	size_t alone_nr; /* of them, those that need nobody at QEMU's side */
};

void qemu_init(struct qemu *q, const struct qemu_config *config);
void qemu_release(struct qemu *q);

/*
 * Appends a sh script that starts the same guest: to be pasted or run. Records
 * go to a file of that name; there is no monitor.
 */
void qemu_put_command(const struct qemu *q, const char *records,
		      struct text *out);

/*
 * Guest memory that the host can give: what is wanted, or what is available
 * less a margin, rounded down. 0 when that is too little for any guest. Pure.
 */
unsigned int qemu_clamp_memory(unsigned int want_mib,
			       unsigned long long available_kib);

/* MemAvailable of /proc/meminfo in KiB; 0 when it can not be told. */
unsigned long long qemu_available_kib(void);

#endif
