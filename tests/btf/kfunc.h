/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kfunc: what the objects of this folder share. Each is a file of the kernel in
 * small: compiled with -g, and with the tree's own linux/btf_ids.h before it.
 *
 * With BROKEN defined, an object has the one mistake that its name says, and
 * resolve_btfids must stop. Without it, it is the twin that must pass. Lines at
 * the top of a file, for the script beside it:
 *
 *	stops: ERE	what resolve_btfids says of the broken one
 *	holds: WORDS	a line of the gate's table of the good one: name, file,
 *			kind, flags, what programs pass, what is implicit
 *	base: NAME	it is a module, and NAME stands for vmlinux
 *	compiler: NAME
 *	options: WORDS	of resolve_btfids
 */
#ifndef RIG_TEST_KFUNC_H
#define RIG_TEST_KFUNC_H

#define __bpf_kfunc __attribute__((__used__, __noinline__))

/* As in the kernel's include/linux/btf.h; they end up in assembler. */
#define KF_FASTCALL (1 << 12)
#define KF_ARENA_ARG1 (1 << 14)
#define KF_IMPLICIT_ARGS (1 << 16)

struct bpf_prog_aux {
	int id;
};

#endif
