// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program that is attached to a flagged kernel function sees all of its
 * arguments, the implicit one as the last, and the value that it returns: what
 * the function is really called with, not what the calling program sees of it.
 */
#include "testmod.bpf.h"
#include <bpf/bpf_tracing.h>

#define EINVAL 22

struct elem {
	struct bpf_wq work;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct elem);
} elems SEC(".maps");

extern int bpf_kfunc_implicit_arg(int a) __ksym;
extern int bpf_stream_print_stack(int stream_id) __ksym;
extern int bpf_wq_init(struct bpf_wq *wq, void *p__map,
		       unsigned int flags) __ksym;
extern int bpf_wq_set_callback(struct bpf_wq *wq,
			       int (*callback_fn)(void *map, int *key,
						  void *value),
			       unsigned int flags) __ksym;

/*
 * Before the flag there are none of these functions; before the patch that lets
 * them be traced, one is missing still.
 */
#define __traces                                                         \
	__success __retval(1)                                               \
	__exercise("trace") __observe("seen")                               \
	__needs_module("bpf_testmod")                                       \
	__needs_kfunc("bpf_kfunc_implicit_arg")                             \
	__needs_kfunc("bpf_stream_print_stack")                             \
	__needs_kfunc("bpf_wq_set_callback")                                \
	__on("baseline", ON_FAILURE)                                        \
	__on("baseline", ON_STAGE "=libbpf")                                \
	__on("baseline", ON_ERRNO "=EINVAL")                                \
	__on("baseline", ON_MSG "=extern (func ksym) 'bpf_{{[a-z_]+}}': "   \
				"not found in kernel or module BTFs")       \
	__on("baseline", ON_NEEDS_MODULE "=bpf_testmod")                    \
	__on("baseline", ON_ABSENT "=bpf_stream_print_stack")

int seen;

static int callback(void *map, int *key, void *value)
{
	return 0;
}

SEC("syscall")
__auxiliary
int trigger(void *ctx)
{
	struct elem *elem;
	int key = 0;

	elem = bpf_map_lookup_elem(&elems, &key);
	if (!elem)
		return 1;
	if (bpf_kfunc_implicit_arg(5) != 5)
		return 2;
	if (bpf_stream_print_stack(BPF_STDERR))
		return 3;
	if (bpf_wq_init(&elem->work, &elems, 0))
		return 4;
	return bpf_wq_set_callback(&elem->work, callback, 0) ? 5 : 0;
}

/* Is that the aux of the program above? */
static __always_inline bool is_of_trigger(const struct bpf_prog_aux *aux)
{
	return aux->name[0] == 't' && aux->name[1] == 'r' &&
	       aux->name[2] == 'i' && aux->name[6] == 'r' && !aux->name[7];
}

/* Are there so many arguments, and not one more? */
static __always_inline bool has_arguments(void *ctx, __u64 nr)
{
	__u64 none;

	return bpf_get_func_arg_cnt(ctx) == nr &&
	       bpf_get_func_arg(ctx, nr, &none) == -EINVAL;
}

SEC("fentry/bpf_kfunc_implicit_arg")
__description("entry to a module's function")
__traces
int BPF_PROG(module_entry, int a, struct bpf_prog_aux *aux)
{
	seen = a == 5 && is_of_trigger(aux) && has_arguments(ctx, 2);
	return 0;
}

SEC("fexit/bpf_kfunc_implicit_arg")
__description("exit from a module's function")
__traces
int BPF_PROG(module_exit, int a, struct bpf_prog_aux *aux, int ret)
{
	seen = a == 5 && is_of_trigger(aux) && has_arguments(ctx, 2) &&
	       ret == 5;
	return 0;
}

SEC("fentry/bpf_wq_set_callback")
__description("entry to the kernel's function, three arguments and the implicit one")
__traces
int BPF_PROG(kernel_entry, struct bpf_wq *wq, void *function,
	     unsigned int flags, struct bpf_prog_aux *aux)
{
	seen = wq && function && !flags && is_of_trigger(aux) &&
	       has_arguments(ctx, 4);
	return 0;
}

SEC("fexit/bpf_stream_print_stack")
__description("exit from the kernel's function")
__traces
int BPF_PROG(kernel_exit, int stream_id, struct bpf_prog_aux *aux, int ret)
{
	seen = stream_id == BPF_STDERR && is_of_trigger(aux) &&
	       has_arguments(ctx, 2) && !ret;
	return 0;
}
