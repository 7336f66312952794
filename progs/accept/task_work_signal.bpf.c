// SPDX-License-Identifier: GPL-2.0-only
/* Work that a program leaves for the running task is done by that task. */
#include "task_work.bpf.h"

extern int bpf_task_work_schedule_signal(
	struct task_struct *task, struct bpf_task_work *tw,
	void *map__const_map, bpf_task_work_callback_t callback) __ksym;

SEC("syscall")
__description("as soon as the task is told by a signal")
__success __retval(42)
__exercise("callback") __observe("seen")
__needs_new_name("bpf_task_work_schedule_signal")
int signal(void *ctx)
{
	struct elem *elem = elem_of_this_task();

	if (!elem)
		return 1;
	return bpf_task_work_schedule_signal(
		bpf_get_current_task_btf(), &elem->work, &elems, callback);
}
