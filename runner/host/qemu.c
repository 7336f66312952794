// SPDX-License-Identifier: GPL-2.0-only
#include "qemu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arch.h"
#include "cleanup.h"
#include "record.h"
#include "text.h"

#define MARGIN_MIB 192 /* stays with the host: QEMU itself, the page cache */
#define LEAST_MIB 256 /* below this a kernel with lockdep does not boot */

static void add(struct qemu *q, char *word)
{
	/* text_grow() zeroes the slot: the array stays ended by NULL */
	q->argv = text_grow(q->argv, q->nr, sizeof(*q->argv));
	q->argv[q->nr++] = word;
}

/* A comma separates QEMU's suboptions; two of them are one. */
static char *escape_commas(const char *s)
{
	struct text t = TEXT_INIT;

	for (; *s; s++)
		text_puts(&t, *s == ',' ? ",," : (char[]){ *s, '\0' });
	return text_take(&t);
}

static char *kernel_arguments(const struct arch *arch)
{
	/* panic=-1 reboots at once, and -no-reboot makes that an exit */
	return text_format("console=%s rdinit=/init panic=-1 oops=panic "
			   "log_buf_len=16M loglevel=7%s%s",
			   arch->console, *arch->cmdline ? " " : "",
			   arch->cmdline);
}

void qemu_init(struct qemu *q, const struct qemu_config *c)
{
	const struct arch *arch = c->arch;
	CLEANUP_FREE char *request = escape_commas(c->request);
	CLEANUP_FREE char *device =
		c->kvm_device ? escape_commas(c->kvm_device) : NULL;
	CLEANUP_FREE char *kvm =
		text_format("kvm%s%s", device ? ",device=" : "", device ?: "");
	const char *const table[][2] = {
		{ "-nodefaults" },
		{ "-no-user-config" },
		{ "-no-reboot" },
		{ "-display", "none" },
		{ "-nic", "none" },
		{ "-sandbox", "on,obsolete=deny,elevateprivileges=deny,"
			      "spawn=deny,resourcecontrol=deny" },
		{ "-machine", arch->qemu_machine },
		{ "-accel", c->kvm ? kvm : arch->accel_tcg },
		{ "-cpu", c->kvm ? arch->cpu_kvm : arch->cpu_tcg },
		{ "-kernel", c->image },
		{ "-initrd", c->initramfs },
		/* the console */
		{ "-chardev", "stdio,id=console,signal=off" },
		{ "-serial", "chardev:console" },
		/* the records */
		{ "-add-fd", "fd=3,set=3" },
		{ "-chardev", "file,id=records,path=/dev/fdset/3,append=on" },
		{ "-device", "virtio-serial-pci,id=ports,max_ports=2" },
		{ "-device", "virtserialport,bus=ports.0,chardev=records,"
			     "name=" RECORD_PORT_NAME },
	};

	*q = (struct qemu){ 0 };
	add(q, text_dup(c->program));
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		for (size_t j = 0; j < 2 && table[i][j]; j++)
			add(q, text_dup(table[i][j]));
	add(q, text_dup("-smp"));
	add(q, text_format("%u", arch->smp));
	add(q, text_dup("-m"));
	add(q, text_format("%uM", c->mem_mib));
	add(q, text_dup("-append"));
	add(q, kernel_arguments(arch));
	add(q, text_dup("-fw_cfg"));
	add(q, text_format("name=%s,file=%s", RECORD_REQUEST_NAME, request));
	q->alone_nr = q->nr;
	add(q, text_dup("-chardev"));
	add(q, text_format("socket,id=monitor,fd=%d", QEMU_MONITOR_FD));
	add(q, text_dup("-mon"));
	add(q, text_dup("chardev=monitor,mode=control"));
	add(q, NULL);
	q->nr--;
}

void qemu_release(struct qemu *q)
{
	for (size_t i = 0; i < q->nr; i++)
		free(q->argv[i]);
	free(q->argv);
	*q = (struct qemu){ 0 };
}

void qemu_put_command(const struct qemu *q, const char *records,
		      struct text *out)
{
	CLEANUP_FREE char *cwd = getcwd(NULL, 0);

	text_puts(out, "#!/bin/sh\n"
		       "# Boots the same guest again: console on stdout.\n");
	if (cwd) {
		text_puts(out, "cd ");
		text_put_quoted(out, cwd);
		text_puts(out, " &&\n");
	}
	text_puts(out, "exec");
	for (size_t i = 0; i < q->alone_nr; i++) {
		/* an option a line */
		text_puts(out, q->argv[i][0] == '-' ? " \\\n\t" : " ");
		text_put_quoted(out, q->argv[i]);
	}
	text_printf(out, " \\\n\t%d>", QEMU_RECORDS_FD);
	text_put_quoted(out, records);
	text_puts(out, " </dev/null\n");
}

unsigned int qemu_clamp_memory(unsigned int want_mib,
			       unsigned long long available_kib)
{
	unsigned long long most_mib = available_kib / 1024;

	most_mib = most_mib > MARGIN_MIB ? most_mib - MARGIN_MIB : 0;
	if (want_mib <= most_mib)
		return want_mib;
	most_mib -= most_mib % 64;
	return most_mib < LEAST_MIB ? 0 : (unsigned int)most_mib;
}

unsigned long long qemu_available_kib(void)
{
	CLEANUP_FILE FILE *f = fopen("/proc/meminfo", "re");
	unsigned long long kib = 0;
	char line[256];

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "MemAvailable: %llu kB", &kib) == 1)
			return kib;
	return 0;
}
