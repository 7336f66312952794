/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hid.bpf.h: a HID-BPF program that, at the first report { 1, 2, 3, 4 } of its
 * device, puts a callback on a work queue; that one leaves 1234. How the
 * callback is set is the only thing that a source which includes this adds:
 *
 *	static int set_callback(struct bpf_wq *work);
 */
#ifndef RIG_HID_BPF_H
#define RIG_HID_BPF_H

#include "kernel.bpf.h"
#include <bpf/bpf_tracing.h>

#define HID_REPORT_BYTES 4

struct elem {
	struct bpf_wq work;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct elem);
} elems SEC(".maps");

extern __u8 *hid_bpf_get_data(struct hid_bpf_ctx *ctx, unsigned int offset,
			      const size_t rdwr_buf_size) __ksym;
extern int bpf_wq_init(struct bpf_wq *wq, void *p__map,
		       unsigned int flags) __ksym;
extern int bpf_wq_start(struct bpf_wq *wq, unsigned int flags) __ksym;

static int set_callback(struct bpf_wq *work);

int reported;
int seen;

static int callback(void *map, int *key, void *value)
{
	seen = reported;
	return 0;
}

static __always_inline int take_report(struct hid_bpf_ctx *ctx)
{
	const __u8 *data = hid_bpf_get_data(ctx, 0, HID_REPORT_BYTES);
	struct elem *elem;
	int key = 0;

	elem = bpf_map_lookup_elem(&elems, &key);
	if (!data || !elem || reported)
		return 0;
	reported = data[0] * 1000 + data[1] * 100 + data[2] * 10 + data[3];
	if (!bpf_wq_init(&elem->work, &elems, 0) && !set_callback(&elem->work))
		bpf_wq_start(&elem->work, 0);
	return 0;
}

#endif
