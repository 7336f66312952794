// SPDX-License-Identifier: GPL-2.0-only
/* As programs had objects before the flag, passing zeroes to be overwritten. */
#include "object_shared.bpf.h"

extern void *bpf_obj_new_impl(__u64 local_type_id__k, void *meta__ign) __ksym;
extern void bpf_obj_drop_impl(void *p__alloc, void *meta__ign) __ksym;
extern void *bpf_refcount_acquire_impl(void *p__refcounted_kptr,
				       void *meta__ign) __ksym;
extern int bpf_list_push_front_impl(struct bpf_list_head *head,
				    struct bpf_list_node *node, void *meta__ign,
				    __u64 off) __ksym;
extern int bpf_rbtree_add_impl(struct bpf_rb_root *root,
			       struct bpf_rb_node *node,
			       bool (*less)(struct bpf_rb_node *,
					    const struct bpf_rb_node *),
			       void *meta__ign, __u64 off) __ksym;

SEC("tc")
__description("by the old names, an object in a list and in a tree")
__success __retval(4243)
__needs_kfunc("bpf_obj_new_impl")
__needs_kfunc("bpf_obj_drop_impl")
__needs_kfunc("bpf_refcount_acquire_impl")
__needs_kfunc("bpf_list_push_front_impl")
__needs_kfunc("bpf_rbtree_add_impl")
int refcount(void *ctx)
{
	struct shared *one = bpf_obj_new_impl(
		bpf_core_type_id_local(struct shared), NULL);
	struct shared *same;
	int found;

	if (!one)
		return 1;
	one->value = 42;
	same = bpf_refcount_acquire_impl(one, NULL);
	bpf_spin_lock(&lock);
	bpf_list_push_front_impl(&shared_items, &one->in_list, NULL, 0);
	bpf_rbtree_add_impl(&shared_fruits, &same->in_tree, shared_less, NULL,
			    0);
	bpf_spin_unlock(&lock);

	one = take_shared_item();
	if (!one)
		return 2;
	found = one->value++;
	bpf_obj_drop_impl(one, NULL);
	same = take_shared_fruit();
	if (!same)
		return 3;
	found = found * 100 + same->value;
	bpf_obj_drop_impl(same, NULL);
	return found;
}
