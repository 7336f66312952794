/* SPDX-License-Identifier: GPL-2.0-only */
/* object_shared.bpf.h: objects that a list and a tree share. */
#ifndef RIG_OBJECT_SHARED_BPF_H
#define RIG_OBJECT_SHARED_BPF_H

#include "object.bpf.h"

struct shared {
	struct bpf_list_node in_list;
	struct bpf_rb_node in_tree;
	struct bpf_refcount refs;
	int value;
};

__keeper struct bpf_list_head shared_items __contains(shared, in_list);
__keeper struct bpf_rb_root shared_fruits __contains(shared, in_tree);

extern struct bpf_list_node *bpf_list_pop_front(struct bpf_list_head *head)
	__ksym;
extern struct bpf_rb_node *bpf_rbtree_first(struct bpf_rb_root *root) __ksym;
extern struct bpf_rb_node *bpf_rbtree_remove(struct bpf_rb_root *root,
					     struct bpf_rb_node *node) __ksym;

static inline bool shared_less(struct bpf_rb_node *a, const struct bpf_rb_node *b)
{
	return object_of(a, struct shared, in_tree)->value <
	       object_of(b, struct shared, in_tree)->value;
}

/* They take out the first and hand over its reference, or NULL. */
static __always_inline struct shared *take_shared_item(void)
{
	struct bpf_list_node *node;

	bpf_spin_lock(&lock);
	node = bpf_list_pop_front(&shared_items);
	bpf_spin_unlock(&lock);
	return node ? object_of(node, struct shared, in_list) : NULL;
}

static __always_inline struct shared *take_shared_fruit(void)
{
	struct bpf_rb_node *node;

	bpf_spin_lock(&lock);
	node = bpf_rbtree_first(&shared_fruits);
	if (node)
		node = bpf_rbtree_remove(&shared_fruits, node);
	bpf_spin_unlock(&lock);
	return node ? object_of(node, struct shared, in_tree) : NULL;
}

#endif
