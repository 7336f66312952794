// SPDX-License-Identifier: GPL-2.0-only
/* The same as task_work_signal.bpf.c, as it was written before the flag. */
#include "task_work.bpf.h"

extern int bpf_task_work_schedule_signal_impl(
	struct task_struct *task, struct bpf_task_work *tw,
	void *map__const_map, bpf_task_work_callback_t callback,
	void *aux__prog) __ksym;

SEC("syscall")
__description("by the old name, as soon as the task is told by a signal")
__success __retval(42)
__exercise("callback") __observe("seen")
__needs_old_name("bpf_task_work_schedule_signal_impl")
int signal(void *ctx)
{
	struct elem *elem = elem_of_this_task();

	if (!elem)
		return 1;
	return bpf_task_work_schedule_signal_impl(
		bpf_get_current_task_btf(), &elem->work, &elems, callback, NULL);
}
