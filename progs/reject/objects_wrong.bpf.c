// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the verifier supplies it has to know: objects that do not fit are
 * refused by the new names as they are by the old ones.
 */
#include "object_item.bpf.h"

extern void *bpf_obj_new(__u64 local_type_id__k) __ksym;
extern void bpf_obj_drop(void *p__alloc) __ksym;
extern int bpf_list_push_front(struct bpf_list_head *head,
			       struct bpf_list_node *node) __ksym;

struct other {
	int value;
	struct bpf_list_node node;
};

#define new_object(type) ((type *)bpf_obj_new(bpf_core_type_id_local(type)))

#define __needs_objects                     \
	__needs_kfunc("bpf_obj_new")        \
	__needs_kfunc("bpf_obj_drop")       \
	__needs_new_name("bpf_list_push_front")

SEC("tc")
__description("an object of another type than the list is of")
__failure __stage("verifier") __errno(EINVAL)
__msg("operation on bpf_list_head expects arg#1 bpf_list_node at offset=0 in struct item")
__twin("objects/list")
__needs_objects
int wrong_list(void *ctx)
{
	struct other *other = new_object(struct other);

	if (!other)
		return 1;
	bpf_spin_lock(&lock);
	bpf_list_push_front(&items, &other->node);
	bpf_spin_unlock(&lock);
	return 0;
}

SEC("tc")
__description("an object that is not freed")
__failure __stage("verifier") __errno(EINVAL)
__msg("Unreleased reference")
__twin("objects/list")
__needs_objects
int leaked(void *ctx)
{
	struct item *item = new_object(struct item);

	return item ? item->value : 1;
}

SEC("tc")
__auxiliary
int calls_drop(void *ctx)
{
	struct item *item = new_object(struct item);

	if (item)
		bpf_obj_drop(item);
	return 0;
}
