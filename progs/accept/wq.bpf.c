// SPDX-License-Identifier: GPL-2.0-only
/* A callback put on a work queue runs. */
#include "kernel.bpf.h"

struct elem {
	struct bpf_wq work;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct elem);
} elems SEC(".maps");

extern int bpf_wq_init(struct bpf_wq *wq, void *p__map,
		       unsigned int flags) __ksym;
extern int bpf_wq_start(struct bpf_wq *wq, unsigned int flags) __ksym;
extern int bpf_wq_set_callback(struct bpf_wq *wq,
			       int (*callback_fn)(void *map, int *key,
						  void *value),
			       unsigned int flags) __ksym;

int seen;

static int callback(void *map, int *key, void *value)
{
	seen = 42;
	return 0;
}

SEC("syscall")
__description("the callback of bpf_wq_set_callback() runs")
__success __retval(42)
__exercise("callback") __observe("seen")
__needs_new_name("bpf_wq_set_callback")
int set_callback(void *ctx)
{
	struct elem *elem;
	int key = 0;

	elem = bpf_map_lookup_elem(&elems, &key);
	if (!elem)
		return 1;
	if (bpf_wq_init(&elem->work, &elems, 0))
		return 2;
	if (bpf_wq_set_callback(&elem->work, callback, 0))
		return 3;
	if (bpf_wq_start(&elem->work, 0))
		return 4;
	return 0;
}
