// SPDX-License-Identifier: GPL-2.0-only
/*
 * The least of a scheduler: one queue of its own, from which every CPU takes
 * what comes next. Its functions have the scheduler that calls as an implicit
 * argument. At the end it leaves why it ended, if it had enough to do.
 */
#include "kernel.bpf.h"
#include <bpf/bpf_tracing.h>

#define QUEUE 1
#define ENOUGH 100

extern __s32 scx_bpf_create_dsq(__u64 dsq_id, __s32 node) __ksym;
extern void scx_bpf_dsq_insert(struct task_struct *p, __u64 dsq_id, __u64 slice,
			       __u64 enq_flags) __ksym;
extern bool scx_bpf_dsq_move_to_local(__u64 dsq_id) __ksym;

__u64 dispatched;
int seen;

SEC("struct_ops.s/init")
__auxiliary
int BPF_PROG(init)
{
	return scx_bpf_create_dsq(QUEUE, -1);
}

SEC("struct_ops/enqueue")
__auxiliary
void BPF_PROG(enqueue, struct task_struct *p, __u64 enq_flags)
{
	scx_bpf_dsq_insert(p, QUEUE, SCX_SLICE_DFL, enq_flags);
}

SEC("struct_ops/exit")
__auxiliary
void BPF_PROG(ended, struct scx_exit_info *info)
{
	seen = dispatched >= ENOUGH ? info->kind : 1;
}

SEC("struct_ops/dispatch")
__description("a scheduler schedules, and ends because it is unloaded")
__success __retval(64) /* SCX_EXIT_UNREG */
__exercise("sched_ext") __observe("seen") __attach_map("ops")
__needs_kfunc("scx_bpf_create_dsq")
__needs_kfunc("scx_bpf_dsq_insert")
__needs_kfunc("scx_bpf_dsq_move_to_local")
__on("baseline", "failure")
__on("baseline", "stage=libbpf")
__on("baseline", "errno=EINVAL")
__on("baseline", "msg=extern (func ksym) 'scx_bpf_create_dsq': func_proto")
__on("baseline", "needs_kfunc=scx_bpf_create_dsq")
void BPF_PROG(dispatch, __s32 cpu, struct task_struct *prev)
{
	if (scx_bpf_dsq_move_to_local(QUEUE))
		__sync_fetch_and_add(&dispatched, 1);
}

SEC(".struct_ops.link")
struct sched_ext_ops ops = {
	.init = (void *)init,
	.enqueue = (void *)enqueue,
	.dispatch = (void *)dispatch,
	.exit = (void *)ended,
	.name = "kfunc_rig",
};
