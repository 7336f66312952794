// SPDX-License-Identifier: GPL-2.0-only
/* The same as hid.bpf.c, as it was written before the flag. */
#include "hid.bpf.h"

extern int bpf_wq_set_callback_impl(struct bpf_wq *wq,
				    int (*callback_fn)(void *map, int *key,
						       void *value),
				    unsigned int flags, void *aux__ign) __ksym;

static int set_callback(struct bpf_wq *work)
{
	return bpf_wq_set_callback_impl(work, callback, 0, NULL);
}

SEC("struct_ops/hid_device_event")
__description("by the old name, a report of the device sets off a callback")
__success __retval(1234)
__exercise("uhid") __observe("seen") __attach_map("ops")
__needs_old_name("bpf_wq_set_callback_impl")
int BPF_PROG(event, struct hid_bpf_ctx *hid, enum hid_report_type type,
	     __u64 source)
{
	return take_report(hid);
}

SEC(".struct_ops.link")
struct hid_bpf_ops ops = {
	.hid_device_event = (void *)event,
};
