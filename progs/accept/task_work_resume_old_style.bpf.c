// SPDX-License-Identifier: GPL-2.0-only
/* The same as task_work_resume.bpf.c, as it was written before the flag. */
#include "task_work.bpf.h"

extern int bpf_task_work_schedule_resume_impl(
	struct task_struct *task, struct bpf_task_work *tw,
	void *map__const_map, bpf_task_work_callback_t callback,
	void *aux__prog) __ksym;

SEC("syscall")
__description("by the old name, when the task goes back to user space")
__success __retval(42)
__exercise("callback") __observe("seen")
__needs_old_name("bpf_task_work_schedule_resume_impl")
int resume(void *ctx)
{
	struct elem *elem = elem_of_this_task();

	if (!elem)
		return 1;
	return bpf_task_work_schedule_resume_impl(
		bpf_get_current_task_btf(), &elem->work, &elems, callback, NULL);
}
