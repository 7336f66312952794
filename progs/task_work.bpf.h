/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * task_work.bpf.h: what programs share that leave work for a task: where it is
 * kept, and a callback that leaves 42 if the task is the one that asked for it.
 */
#ifndef RIG_TASK_WORK_BPF_H
#define RIG_TASK_WORK_BPF_H

#include "kernel.bpf.h"

struct elem {
	struct bpf_task_work work;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct elem);
} elems SEC(".maps");

__u64 asked_by;
int seen;

static int callback(struct bpf_map *map, void *key, void *value)
{
	seen = bpf_get_current_pid_tgid() == asked_by ? 42 : 1;
	return 0;
}

static __always_inline struct elem *elem_of_this_task(void)
{
	int key = 0;

	asked_by = bpf_get_current_pid_tgid();
	return bpf_map_lookup_elem(&elems, &key);
}

#endif
