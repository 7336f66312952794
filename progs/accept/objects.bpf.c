// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects of a program's own types are allocated, linked, found again and
 * freed, and the program passes nothing that only the verifier can know: what
 * the object holds, and where in it the node lies.
 */
#include "object_fruit.bpf.h"
#include "object_item.bpf.h"
#include "object_shared.bpf.h"

extern void *bpf_obj_new(__u64 local_type_id__k) __ksym;
extern void bpf_obj_drop(void *p__alloc) __ksym;
extern void *bpf_refcount_acquire(void *p__refcounted_kptr) __ksym;
extern int bpf_list_push_front(struct bpf_list_head *head,
			       struct bpf_list_node *node) __ksym;
extern int bpf_list_push_back(struct bpf_list_head *head,
			      struct bpf_list_node *node) __ksym;
extern int bpf_list_add(struct bpf_list_head *head, struct bpf_list_node *new,
			struct bpf_list_node *prev) __ksym;
extern int bpf_rbtree_add(struct bpf_rb_root *root, struct bpf_rb_node *node,
			  bool (*less)(struct bpf_rb_node *,
				       const struct bpf_rb_node *)) __ksym;

#define new_object(type) ((type *)bpf_obj_new(bpf_core_type_id_local(type)))

/* The first of them that libbpf looks for is the one it misses. */
#define __needs_objects                      \
	__needs_kfunc("bpf_obj_new")         \
	__needs_kfunc("bpf_obj_drop")        \
	__needs_kfunc("bpf_refcount_acquire") \
	__needs_kfunc("bpf_list_push_front") \
	__needs_kfunc("bpf_list_push_back")  \
	__needs_kfunc("bpf_rbtree_add")      \
	__needs_new_name("bpf_list_add")

SEC("tc")
__description("a list: pushed at both ends, added between, popped in order")
__success __retval(123)
__needs_objects
int list(void *ctx)
{
	struct item *first = new_object(struct item);
	struct item *second = new_object(struct item);
	struct item *third = new_object(struct item);
	struct item *item;
	int found = 0;

	if (!first || !second || !third) {
		if (first)
			bpf_obj_drop(first);
		if (second)
			bpf_obj_drop(second);
		if (third)
			bpf_obj_drop(third);
		return 1;
	}
	first->value = 1;
	second->value = 2;
	third->value = 3;
	bpf_spin_lock(&lock);
	bpf_list_push_back(&items, &third->node);
	bpf_list_push_front(&items, &first->node);
	bpf_list_add(&items, &second->node, &first->node);
	bpf_spin_unlock(&lock);
	for (int i = 0; i < 4; i++) {
		item = take_item();
		if (!item)
			break;
		found = found * 10 + item->value;
		bpf_obj_drop(item);
	}
	return found;
}

static __always_inline bool add_fruit(int value)
{
	struct fruit *fruit = new_object(struct fruit);

	if (!fruit)
		return false;
	fruit->value = value;
	bpf_spin_lock(&lock);
	bpf_rbtree_add(&fruits, &fruit->node, fruit_less);
	bpf_spin_unlock(&lock);
	return true;
}

SEC("tc")
__description("a tree: added in any order, taken out in theirs")
__success __retval(123)
__needs_objects
int tree(void *ctx)
{
	struct fruit *fruit;
	int found = 0;

	if (!add_fruit(2) || !add_fruit(3) || !add_fruit(1))
		return 1;
	for (int i = 0; i < 4; i++) {
		fruit = take_fruit();
		if (!fruit)
			break;
		found = found * 10 + fruit->value;
		bpf_obj_drop(fruit);
	}
	return found;
}

SEC("tc")
__description("one object, with a reference of the list and one of the tree")
__success __retval(4243)
__needs_objects
int refcount(void *ctx)
{
	struct shared *one = new_object(struct shared);
	struct shared *same;
	int found;

	if (!one)
		return 1;
	one->value = 42;
	same = bpf_refcount_acquire(one);
	bpf_spin_lock(&lock);
	bpf_list_push_front(&shared_items, &one->in_list);
	bpf_rbtree_add(&shared_fruits, &same->in_tree, shared_less);
	bpf_spin_unlock(&lock);

	one = take_shared_item();
	if (!one)
		return 2;
	found = one->value++;
	bpf_obj_drop(one);
	same = take_shared_fruit();
	if (!same)
		return 3;
	found = found * 100 + same->value;
	bpf_obj_drop(same);
	return found;
}
