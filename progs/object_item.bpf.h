/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * object_item.bpf.h: objects in a list. What keeps objects of a type must not
 * be declared where none are used: there would be no BTF of them.
 */
#ifndef RIG_OBJECT_ITEM_BPF_H
#define RIG_OBJECT_ITEM_BPF_H

#include "object.bpf.h"

struct item {
	struct bpf_list_node node;
	int value;
};

__keeper struct bpf_list_head items __contains(item, node);

extern struct bpf_list_node *bpf_list_pop_front(struct bpf_list_head *head)
	__ksym;
/* Takes out the first and hands over its reference, or NULL. */
static __always_inline struct item *take_item(void)
{
	struct bpf_list_node *node;

	bpf_spin_lock(&lock);
	node = bpf_list_pop_front(&items);
	bpf_spin_unlock(&lock);
	return node ? object_of(node, struct item, node) : NULL;
}

#endif
