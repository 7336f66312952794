/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tags: the keys of the declaration tags with which a BPF program states what
 * is expected of it. The one home of these strings: the BPF side (rig.bpf.h)
 * and the reading side (runner/common/expect.c) both include this file.
 *
 * In an object a tag reads "comment:<number>:<key>" or
 * "comment:<number>:<key>=<value>"; the numbers give the order in the source.
 */
#ifndef RIG_TAGS_H
#define RIG_TAGS_H

/* The kernel's, as tools/testing/selftests/bpf/progs/bpf_misc.h spells them. */
#define TAG_SUCCESS "test_expect_success"
#define TAG_FAILURE "test_expect_failure"
#define TAG_MSG "test_expect_msg"
#define TAG_NOT_MSG "test_expect_not_msg"
#define TAG_RETVAL "test_retval"
#define TAG_DESCRIPTION "test_description"
#define TAG_LOG_LEVEL "test_log_level"
#define TAG_PROG_FLAGS "test_prog_flags"
#define TAG_ARCH "test_arch"
#define TAG_AUXILIARY "test_auxiliary"
#define TAG_STDERR "test_expect_stderr"
#define TAG_STDOUT "test_expect_stdout"

/* The kernel's, known but without a meaning here yet. */
#define TAG_XLATED "test_expect_xlated"
#define TAG_JITED "test_jited"
#define TAG_BTF_PATH "test_btf_path"
#define TAG_BTF_FUNC_PATH "test_btf_func_path"
#define TAG_LOAD_MODE "load_mode"
#define TAG_LINEAR_SIZE "test_linear_size"

/* The kernel's, of users without rights: told, and not run. */
#define TAG_CAPS_UNPRIV "test_caps_unpriv"
#define TAG_MSG_UNPRIV "test_expect_msg_unpriv"
#define TAG_NOT_MSG_UNPRIV "test_expect_not_msg_unpriv"
#define TAG_XLATED_UNPRIV "test_expect_xlated_unpriv"
#define TAG_JITED_UNPRIV "test_jited_unpriv"
#define TAG_FAILURE_UNPRIV "test_expect_failure_unpriv"
#define TAG_SUCCESS_UNPRIV "test_expect_success_unpriv"
#define TAG_RETVAL_UNPRIV "test_retval_unpriv"
#define TAG_AUXILIARY_UNPRIV "test_auxiliary_unpriv"
#define TAG_STDERR_UNPRIV "test_expect_stderr_unpriv"
#define TAG_STDOUT_UNPRIV "test_expect_stdout_unpriv"

/* Ours. */
#define TAG_SKIP "rig_skip" /* why; of the kernel's own programs alone */
#define TAG_STAGE "rig_stage"
#define TAG_ERRNO "rig_errno"
#define TAG_INSN "rig_insn"
#define TAG_TWIN "rig_twin"
#define TAG_RETVAL_PROG_ID "rig_retval_prog_id"
#define TAG_NEEDS_MODULE "rig_needs_module"
#define TAG_NEEDS_KFUNC "rig_needs_kfunc"
#define TAG_ABSENT "rig_absent"
#define TAG_NEEDS_NOTHING "rig_needs_nothing"
#define TAG_REWRITE_CALL "rig_rewrite_call" /* "from:to" */
#define TAG_INVARIANT "rig_invariant"
#define TAG_BTF_TAGGED "rig_btf_tagged" /* "function:tag" */
#define TAG_BTF_UNTAGGED "rig_btf_untagged" /* likewise */
#define TAG_EXERCISE "rig_exercise" /* a name of runner/common/exercise.c */
#define TAG_OBSERVE "rig_observe"
#define TAG_ATTACH_MAP "rig_attach_map"
#define TAG_ON "rig_on" /* "variant:word" or "variant:word=value" */

/* The words of TAG_ON. */
#define ON_SUCCESS "success"
#define ON_FAILURE "failure"
#define ON_MSG "msg"
#define ON_NOT_MSG "not_msg"
#define ON_RETVAL "retval"
#define ON_RETVAL_PROG_ID "retval_prog_id"
#define ON_STDERR "stderr"
#define ON_STDOUT "stdout"
#define ON_STAGE "stage"
#define ON_ERRNO "errno"
#define ON_INSN "insn"
#define ON_NEEDS_MODULE "needs_module"
#define ON_NEEDS_KFUNC "needs_kfunc"
#define ON_ABSENT "absent"
#define ON_NEEDS_NOTHING "needs_nothing"
#define ON_BTF_TAGGED "btf_tagged"
#define ON_BTF_UNTAGGED "btf_untagged"

/* A value of TAG_RETVAL that stands for any (bpf_misc.h: POINTER_VALUE). */
#define TAG_RETVAL_ANY 0xbadcafe

#endif
