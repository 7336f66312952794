// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/bpf.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "progload.h"
#include "rewrite.h"

long __real_syscall(long nr, ...);
long __wrap_syscall(long nr, ...);

static struct progload *watched;

void progload_watch(struct progload *p)
{
	watched = p;
}

/* Loads a copy in which the calls are changed: libbpf's own stays whole. */
static long load_rewritten(union bpf_attr *attr, long size)
{
	size_t bytes = attr->insn_cnt * sizeof(struct bpf_insn);
	uint64_t insns = attr->insns;
	struct bpf_insn *copy = malloc(bytes);
	long ret;

	if (!copy) {
		errno = ENOMEM;
		return -1;
	}
	memcpy(copy, (const void *)(uintptr_t)insns, bytes);
	watched->rewritten = rewrite_calls(
		copy, attr->insn_cnt, watched->call_from, watched->call_to);
	attr->insns = (uintptr_t)copy;
	ret = __real_syscall(SYS_bpf, (long)BPF_PROG_LOAD, attr, size);
	attr->insns = insns;
	free(copy);
	return ret;
}

static long load_watched(union bpf_attr *attr, long size)
{
	long ret;

	if (attr->log_buf && attr->log_buf == (uintptr_t)watched->aux_log) {
		ret = __real_syscall(SYS_bpf, (long)BPF_PROG_LOAD, attr, size);
		if (ret < 0)
			watched->aux_refused = true;
		return ret;
	}
	if (!attr->log_buf || attr->log_buf != (uintptr_t)watched->log)
		return __real_syscall(SYS_bpf, (long)BPF_PROG_LOAD, attr, size);

	watched->issued = true;
	ret = watched->call_from ? load_rewritten(attr, size)
				 : __real_syscall(SYS_bpf, (long)BPF_PROG_LOAD,
						  attr, size);
	watched->err = ret < 0 ? errno : 0;
	return ret;
}

long __wrap_syscall(long nr, ...)
{
	long a[6];
	va_list args;

	va_start(args, nr);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(args, long);
	va_end(args);
	if (nr == SYS_bpf && a[0] == BPF_PROG_LOAD && watched)
		return load_watched((union bpf_attr *)a[1], a[2]);
	return __real_syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
}
