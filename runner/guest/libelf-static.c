// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two functions that a static libelf of elfutils 0.192 refers to and does not
 * hold (Debian 13's; 0.193 has them). They begin and end the tree in which
 * elf_getdata_rawchunk() keeps what it has read. Nothing here calls that: if
 * something did, the tree's other functions would be missing, and the runner
 * would not link. An ELF descriptor is allocated as zeroes, an empty tree.
 *
 * Weak, so that a libelf which is whole wins.
 */
struct search_tree;

void eu_search_tree_init(struct search_tree *tree);
void eu_search_tree_fini(struct search_tree *tree, void (*free_node)(void *));

__attribute__((weak)) void eu_search_tree_init(struct search_tree *tree)
{
}

__attribute__((weak)) void eu_search_tree_fini(struct search_tree *tree,
					       void (*free_node)(void *))
{
}
