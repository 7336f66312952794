/* SPDX-License-Identifier: GPL-2.0-only */
/* object_fruit.bpf.h: objects in a tree. */
#ifndef RIG_OBJECT_FRUIT_BPF_H
#define RIG_OBJECT_FRUIT_BPF_H

#include "object.bpf.h"

struct fruit {
	struct bpf_rb_node node;
	int value;
};

__keeper struct bpf_rb_root fruits __contains(fruit, node);

extern struct bpf_rb_node *bpf_rbtree_first(struct bpf_rb_root *root) __ksym;
extern struct bpf_rb_node *bpf_rbtree_remove(struct bpf_rb_root *root,
					     struct bpf_rb_node *node) __ksym;

static inline bool fruit_less(struct bpf_rb_node *a, const struct bpf_rb_node *b)
{
	return object_of(a, struct fruit, node)->value <
	       object_of(b, struct fruit, node)->value;
}

/* Takes out the first and hands over its reference, or NULL. */
static __always_inline struct fruit *take_fruit(void)
{
	struct bpf_rb_node *node;

	bpf_spin_lock(&lock);
	node = bpf_rbtree_first(&fruits);
	if (node)
		node = bpf_rbtree_remove(&fruits, node);
	bpf_spin_unlock(&lock);
	return node ? object_of(node, struct fruit, node) : NULL;
}

#endif
