// SPDX-License-Identifier: GPL-2.0-only
/* Programs with one slip each; test_expect.c knows what must be said of it. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))
#define PROGRAM(name, tags)      \
	SEC("syscall") tags      \
	int name(void *ctx)      \
	{                        \
		return 0;        \
	}
#define RAW(text) __attribute__((btf_decl_tag(text)))
#define NEGATIVE __failure __stage("verifier") __twin("tags_good/plain")

SEC("license") char _license[] = "GPL";

PROGRAM(no_verdict, )
PROGRAM(only_description, __description("words"))
PROGRAM(misspelt, __success __test_tag("test_expect_mgs=x"))
PROGRAM(prefix_of_key, __success __test_tag("test_expect_ms"))
PROGRAM(no_number, __success RAW("comment:test_expect_failure"))
PROGRAM(no_prefix, __success RAW("test_expect_msg=x"))
PROGRAM(both, __success __failure __stage("verifier"))
PROGRAM(needless_value, __test_tag(TAG_SUCCESS "=1"))
PROGRAM(missing_value, __success __test_tag(TAG_MSG))
PROGRAM(empty_pattern, __success __msg(""))
PROGRAM(reorders, __success __description("x\u202ey"))
PROGRAM(open_pattern, __success __msg("{{[0-9]"))
PROGRAM(bad_regex, __success __msg("a{{[}}"))
PROGRAM(empty_regex, __success __msg("{{.*}}"))
PROGRAM(no_stage, __failure __twin("tags_good/plain"))
PROGRAM(no_twin, __failure __stage("verifier") __errno(EINVAL) __msg("x"))
PROGRAM(no_errno, NEGATIVE __msg("x"))
PROGRAM(no_message, NEGATIVE __errno(EINVAL) __not_msg("x"))
PROGRAM(loose_override, __success __on("stock", "failure")
	__on("stock", "stage=libbpf") __on("stock", "errno=EINVAL"))
PROGRAM(bad_twin, __failure __stage("verifier") __twin("plain"))
PROGRAM(bad_stage, __failure __stage("verify") __twin("tags_good/plain"))
PROGRAM(stage_of_needs, __failure __stage("needs") __twin("tags_good/plain"))
PROGRAM(stage_of_claims, __failure __stage("btf") __twin("tags_good/plain"))
PROGRAM(no_reason, __success __invariant(""))
PROGRAM(two_reasons, __success __invariant("a") __invariant("b"))
PROGRAM(aux_invariant, __auxiliary __invariant("a"))
PROGRAM(claim_of_nothing, __success __btf_tagged("bpf_foo", ""))
PROGRAM(claim_without_colon, __success __test_tag(TAG_BTF_UNTAGGED "=bpf_foo"))
PROGRAM(bad_errno, NEGATIVE __errno(EINVALID))
PROGRAM(errno_of_success, __success __errno(EINVAL))
PROGRAM(failure_retval, NEGATIVE __retval(0))
PROGRAM(bad_retval, __retval(five))
PROGRAM(two_retvals, __retval(5) __retval(6))
PROGRAM(big_retval, __retval(0x100000000))
PROGRAM(bad_flag, __success __flag(BPF_F_NONE))
PROGRAM(bad_level, __success __log_level(8))
PROGRAM(bad_arch, __success __arch("X86"))
PROGRAM(bad_call, __success __test_tag(TAG_REWRITE_CALL "=bpf_foo"))
PROGRAM(bad_insn, NEGATIVE __insn(last))
PROGRAM(aux_verdict, __auxiliary __success)
PROGRAM(xlated, __success __test_tag(TAG_XLATED "=exit"))
PROGRAM(unpriv, __success __test_tag(TAG_FAILURE_UNPRIV))
PROGRAM(load_mode, __success __test_tag(TAG_LOAD_MODE "=jited"))
PROGRAM(bad_variant, __success __on("basline", "failure"))
PROGRAM(no_default, __on("baseline", "success"))
PROGRAM(bad_word, __success __on("baseline", "failed"))
PROGRAM(no_word, __success __on("baseline", ""))
PROGRAM(half_override, __success __on("baseline", "failure"))
PROGRAM(quiet_override, __success __on("stock", "errno=EINVAL"))
PROGRAM(needs_or_not, __success __needs_nothing __needs_module("m"))
