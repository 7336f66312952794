/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rig.bpf.h: how a BPF program states what is expected of it.
 *
 * Include it after vmlinux.h and bpf/bpf_helpers.h, and put the tags between
 * SEC() and the function. The first group of macros means what the kernel's
 * bpf_misc.h means by them; the second is ours. Every program that is not
 * __auxiliary is a case, and must state a verdict.
 *
 * A case that must fail states __failure, __stage, __errno, at least one __msg,
 * and as its __twin the program that differs by the one offending line and
 * loads. A case of an object that declares kernel functions states what it
 * needs, for a refusal because something was not there proves nothing.
 *
 * The compiler writes BTF only of kernel functions that C code uses. One that
 * inline assembly alone names has none, and libbpf refuses the object: call it
 * once in C, in another program or an __auxiliary one.
 *
 * What is stated holds for the variant `patched` and its mutants, and for the
 * others unless they are given an expectation of their own with __on(): then
 * that replaces verdict, stage, errno, patterns, instruction, return value, what
 * is printed and needs as a whole, and must be complete.
 */
#ifndef RIG_BPF_H
#define RIG_BPF_H

#include "tags.h"

#define RIG_TEXT(x) #x
#define RIG_EXPAND(x) RIG_TEXT(x)
#define __test_tag(tag) \
	__attribute__((btf_decl_tag("comment:" RIG_EXPAND(__COUNTER__) ":" tag)))

#define __success __test_tag(TAG_SUCCESS)
#define __failure __test_tag(TAG_FAILURE)
#define __msg(msg) __test_tag(TAG_MSG "=" msg)
#define __not_msg(msg) __test_tag(TAG_NOT_MSG "=" msg)
#define __retval(val) __test_tag(TAG_RETVAL "=" RIG_EXPAND(val))
#define __description(desc) __test_tag(TAG_DESCRIPTION "=" desc)
#define __log_level(lvl) __test_tag(TAG_LOG_LEVEL "=" #lvl)
#define __flag(flag) __test_tag(TAG_PROG_FLAGS "=" #flag)
#define __stderr(msg) __test_tag(TAG_STDERR "=" msg)
#define __stdout(msg) __test_tag(TAG_STDOUT "=" msg)
#define __auxiliary __test_tag(TAG_AUXILIARY)
#define __arch(arch) __test_tag(TAG_ARCH "=" arch)
#define __arch_x86_64 __arch("X86_64")
#define __arch_arm64 __arch("ARM64")
#define __arch_riscv64 __arch("RISCV64")
#define __arch_s390x __arch("s390x")
#define __arch_loongarch __arch("LOONGARCH")

#define POINTER_VALUE TAG_RETVAL_ANY
#define TEST_DATA_LEN 64

/* Where it is refused: "open", "libbpf", "verifier", "attach" or "run". */
#define __stage(stage) __test_tag(TAG_STAGE "=" stage)
/* With what: a name, EINVAL, or a positive number. */
#define __errno(name) __test_tag(TAG_ERRNO "=" #name)
/* At which instruction: the last one that stands in the verifier's log. */
#define __insn(index) __test_tag(TAG_INSN "=" #index)
/* The case, "object/program", that differs by the offending line and loads. */
#define __twin(id) __test_tag(TAG_TWIN "=" id)
/* A test run returns the id of the program itself. */
#define __retval_prog_id __test_tag(TAG_RETVAL_PROG_ID)
/* Proven before the program is loaded; else the case is an error. */
#define __needs_module(name) __test_tag(TAG_NEEDS_MODULE "=" name)
#define __needs_kfunc(name) __test_tag(TAG_NEEDS_KFUNC "=" name)
#define __absent(name) __test_tag(TAG_ABSENT "=" name)
#define __needs_nothing __test_tag(TAG_NEEDS_NOTHING)
/*
 * After libbpf is done and just before the kernel sees the program, calls of
 * the kernel function `from` become calls of `to`, of the same BTF.
 */
#define __rewrite_call(from, to) __test_tag(TAG_REWRITE_CALL "=" from ":" to)
/*
 * What the running kernel's BTF says of a function: it has, or has not, that
 * declaration tag on itself. Untrue, or no such function, is a failure.
 */
#define __btf_tagged(func, tag) __test_tag(TAG_BTF_TAGGED "=" func ":" tag)
#define __btf_untagged(func, tag) __test_tag(TAG_BTF_UNTAGGED "=" func ":" tag)
/*
 * Comes to the same on every kernel, mutants included, and why that is as it
 * should be. Any other case that never changes is vacuous to `make
 * discriminate`, and so is this mark on one that does.
 */
#define __invariant(reason) __test_tag(TAG_INVARIANT "=" reason)
/*
 * How the loaded program is made to run, when it is more than a test run:
 *	"callback"  a test run, which must return 0, sets off what runs later
 *	"trace"     attached; then the object's one auxiliary program of type
 *		    syscall, which must return 0, calls what it is attached to
 *	"uhid"      its __attach_map is attached to a HID device made up for it,
 *		    which then sends the report { 1, 2, 3, 4 }
 *	"sched_ext" its __attach_map is the scheduler for a while of busy tasks
 * Whatever was attached is detached again, and that is proven.
 */
#define __exercise(name) __test_tag(TAG_EXERCISE "=" name)
/*
 * The object's global variable, of 4 or 8 bytes, that the exercise waits for
 * to be other than 0, for a bounded time, and then reports in the place of a
 * return value: __retval() says what it must be. It begins as 0, and must not
 * be meant to end so: that would be met by a program that never ran.
 */
#define __observe(variable) __test_tag(TAG_OBSERVE "=" variable)
/* The one map of struct_ops that is created; it holds the program. */
#define __attach_map(map) __test_tag(TAG_ATTACH_MAP "=" map)
/* One piece of a variant's own expectation, in the words of tags.h. */
#define __on(variant, what) __test_tag(TAG_ON "=" variant ":" what)

/*
 * On a kernel that does not know the function, a program that calls it by name
 * does not get past libbpf.
 */
#define __not_found_on(variant, kfunc)                                   \
	__on(variant, ON_FAILURE)                                        \
	__on(variant, ON_STAGE "=libbpf")                                \
	__on(variant, ON_ERRNO "=EINVAL")                                \
	__on(variant, ON_MSG "=extern (func ksym) '" kfunc               \
			     "': not found in kernel or module BTFs")    \
	__on(variant, ON_ABSENT "=" kfunc)

#ifndef __naked
#define __naked __attribute__((naked))
#endif
#define __clobber_all \
	"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "memory"
#define __imm(name) [name] "i"(name)

#endif
