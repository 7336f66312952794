// SPDX-License-Identifier: GPL-2.0-only
#include "broken-kernel.h"

#include <bpf/btf.h>

#include "kfuncs.h"
#include "toy-kernel.h"

static uint32_t string(struct forge *f, const char *s)
{
	return (uint32_t)btf__add_str(f->btf, s);
}

/* Each breaks one thing, before the files are written. */

static void no_symtab(struct toy *t)
{
	t->vmlinux->no_symtab = true;
}

static void no_btf(struct toy *t)
{
	t->module->no_btf = true;
}

static void proto_is_none(struct toy *t)
{
	toy_func(t->vmlinux, "bpf_gen")->type = (uint32_t)t->int_id;
}

static void proto_out_of_range(struct toy *t)
{
	toy_func(t->vmlinux, "bpf_gen")->type = 1 << 20;
}

static void param_out_of_range(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_gen"))[0].type = 1 << 20;
}

static void name_out_of_range(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_gen"))[0].name_off = 1 << 20;
}

static void tag_of_no_param(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_gen", "of_c", 2);
}

static void no_kfuncs(struct toy *t)
{
	t->vmlinux->sets_nr = 0;
}

static void count_is_less(struct toy *t)
{
	t->common->count_off = -1;
}

static void not_resolved(struct toy *t)
{
	t->common->count_off = -(int32_t)t->common->nr;
}

static void set_ends_outside(struct toy *t)
{
	t->common->size_off = 8000;
}

static void set_is_cut(struct toy *t)
{
	t->common->size_off = -4;
}

static void set_of_odd_flags(struct toy *t)
{
	t->common->flags = 3;
}

static void entry_without_symbol(struct toy *t)
{
	t->common->unnamed = true;
}

static void not_sorted(struct toy *t)
{
	struct forge_entry first = t->common->entries[0];

	t->common->entries[0] = t->common->entries[1];
	t->common->entries[1] = first;
	t->common->unsorted = true;
}

static void twice_in_a_set(struct toy *t)
{
	forge_entry(t->common, "bpf_plain",
		    (uint32_t)toy_id(t->vmlinux, "bpf_plain"), 0);
}

static void unresolved(struct toy *t)
{
	toy_entry(t->common, "bpf_gen")->id = 0;
}

static void id_out_of_range(struct toy *t)
{
	toy_entry(t->common, "bpf_gen")->id = 1 << 20;
}

static void id_of_a_struct(struct toy *t)
{
	toy_entry(t->common, "bpf_gen")->id =
		(uint32_t)btf__find_by_name(t->vmlinux->btf, "bpf_prog_aux");
}

static void id_of_the_base(struct toy *t)
{
	toy_entry(t->mod_set, "mod_gen")->id =
		(uint32_t)toy_id(t->vmlinux, "bpf_gen");
}

static void id_of_another(struct toy *t)
{
	toy_entry(t->common, "bpf_gen")->id =
		(uint32_t)toy_id(t->vmlinux, "helper");
}

static void flags_differ(struct toy *t)
{
	toy_entry(t->common, "bpf_gen")->flags |= 1;
}

static void twin_func(struct toy *t)
{
	btf__add_func(t->vmlinux->btf, "bpf_gen", BTF_FUNC_STATIC,
		      (int)toy_func(t->vmlinux, "bpf_gen")->type);
}

static void twin_in_base(struct toy *t)
{
	toy_func(t->vmlinux, "helper")->name_off =
		string(t->vmlinux, "mod_gen");
}

static void no_address(struct toy *t)
{
	t->vmlinux->functions[0] = "bpf_other";
}

static void no_kfunc_tag(struct toy *t)
{
	toy_retag(t->vmlinux, "bpf_gen", KFUNC_TAG, "note2");
	toy_tag(t->vmlinux, "bpf_gen_impl", "note2", -1);
}

static void two_kfunc_tags(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_gen", KFUNC_TAG, -1);
}

static void no_fastcall_tag(struct toy *t)
{
	toy_retag(t->vmlinux, "bpf_fast", KFUNC_TAG_FASTCALL, "note");
	toy_retag(t->vmlinux, "bpf_fast_impl", KFUNC_TAG_FASTCALL, "note");
}

static void fastcall_without_flag(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_plain", KFUNC_TAG_FASTCALL, -1);
}

static void no_arena_arg(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_arena"))[0].type =
		(uint32_t)t->void_ptr;
}

static void no_arena_suffix(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_plain"))[0].name_off =
		string(t->vmlinux, "a__arena");
}

static void no_arena_return(struct toy *t)
{
	toy_proto(t->vmlinux, "bpf_arena")->type = (uint32_t)t->void_ptr;
	toy_entry(t->common, "bpf_arena")->flags |= KFUNC_ARENA_RET;
}

static void stray_tag(struct toy *t)
{
	toy_tag(t->vmlinux, "helper", KFUNC_TAG, -1);
}

static void flag_lost(struct toy *t)
{
	toy_entry(t->mod_set, "mod_gen")->flags = 0;
}

static void no_impl(struct toy *t)
{
	toy_func(t->module, "mod_gen_impl")->name_off =
		string(t->module, "mod_gen_other");
}

static void two_impls(struct toy *t)
{
	btf__add_func(t->vmlinux->btf, "bpf_gen_impl", BTF_FUNC_STATIC,
		      (int)toy_func(t->vmlinux, "bpf_gen_impl")->type);
}

static void impl_in_base(struct toy *t)
{
	toy_func(t->vmlinux, "helper")->name_off =
		string(t->vmlinux, "mod_gen_impl");
}

static void impl_flagged(struct toy *t)
{
	toy_entry(t->common, "bpf_old_impl")->flags = KFUNC_IMPLICIT_ARGS;
}

static void impl_tag(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_gen_impl", KFUNC_TAG, -1);
}

static void tag_not_carried(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_gen", "lost", -1);
}

static void tag_from_nowhere(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_gen_impl", "new", 0);
}

static void tag_on_other_param(struct toy *t)
{
	toy_tag(t->vmlinux, "bpf_gen", "moved", 0);
	toy_tag(t->vmlinux, "bpf_gen_impl", "moved", 1);
}

static void impl_is_cut(struct toy *t)
{
	toy_func(t->vmlinux, "bpf_gen_impl")->type =
		toy_func(t->vmlinux, "bpf_gen")->type;
}

static void not_rewritten(struct toy *t)
{
	toy_func(t->vmlinux, "bpf_fast")->type =
		toy_func(t->vmlinux, "bpf_fast_impl")->type;
}

static void no_implicit(struct toy *t)
{
	toy_func(t->vmlinux, "bpf_old_impl")->type =
		toy_func(t->vmlinux, "helper")->type;
}

/* What was cut off is more than there was to cut. */
static void explicit_is_cut(struct toy *t)
{
	toy_func(t->vmlinux, "bpf_gen")->type =
		toy_func(t->vmlinux, "bpf_plain")->type;
}

static void old_void_when_generated(struct toy *t)
{
	struct btf_param *aux =
		&btf_params(toy_proto(t->vmlinux, "bpf_gen_impl"))[2];

	aux->type = (uint32_t)t->void_ptr;
	aux->name_off = string(t->vmlinux, "aux__prog");
}

static void off_without_meta(struct toy *t)
{
	struct btf_param *aux =
		&btf_params(toy_proto(t->vmlinux, "bpf_list_impl"))[1];

	aux->type = (uint32_t)t->aux_ptr;
}

static void param_renamed(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_gen"))[1].name_off =
		string(t->vmlinux, "c");
}

static void param_of_other_type(struct toy *t)
{
	btf_params(toy_proto(t->vmlinux, "bpf_gen"))[1].type =
		(uint32_t)t->u64_id;
}

static void params_swapped(struct toy *t)
{
	struct btf_param *params = btf_params(toy_proto(t->vmlinux, "bpf_gen"));
	struct btf_param first = params[0];

	params[0] = params[1];
	params[1] = first;
}

static void returns_other(struct toy *t)
{
	toy_proto(t->vmlinux, "bpf_gen_impl")->type = 0;
}

const struct broken broken[] = {
#define BROKEN(make, late, rule, where, kfunc, nr) \
	{ #make, make, late, rule, where, kfunc, nr }
	BROKEN(no_symtab, false, RULE_SYMTAB, "vmlinux", "", 1),
	BROKEN(no_btf, true, RULE_BTF, "mod", "", 1),
	BROKEN(proto_is_none, false, RULE_BTF_FLAW, "vmlinux", "bpf_gen", 1),
	BROKEN(proto_out_of_range, false, RULE_BTF_FLAW, "vmlinux", "bpf_gen",
	       1),
	BROKEN(param_out_of_range, false, RULE_BTF_FLAW, "vmlinux", "bpf_gen",
	       3),
	BROKEN(name_out_of_range, false, RULE_BTF_FLAW, "vmlinux", "bpf_gen",
	       3),
	BROKEN(tag_of_no_param, false, RULE_BTF_FLAW, "vmlinux", "bpf_gen", 2),
	BROKEN(no_kfuncs, false, RULE_NO_KFUNCS, "vmlinux", "", 8),
	BROKEN(count_is_less, false, RULE_SET_SHAPE, "vmlinux", "", 1),
	BROKEN(not_resolved, false, RULE_SET_SHAPE, "vmlinux", "", 1),
	BROKEN(set_ends_outside, false, RULE_SET_SHAPE, "vmlinux", "", 7),
	BROKEN(set_is_cut, false, RULE_SET_SHAPE, "vmlinux", "", 7),
	BROKEN(set_of_odd_flags, false, RULE_SET_SHAPE, "vmlinux", "", 1),
	BROKEN(entry_without_symbol, false, RULE_SET_SHAPE, "vmlinux", "", 2),
	BROKEN(not_sorted, false, RULE_SET_ORDER, "vmlinux", "bpf_plain", 1),
	BROKEN(twice_in_a_set, false, RULE_SET_ORDER, "vmlinux", "bpf_plain",
	       1),
	BROKEN(unresolved, false, RULE_UNRESOLVED, "vmlinux", "bpf_gen", 1),
	BROKEN(id_out_of_range, false, RULE_NO_FUNC, "vmlinux", "bpf_gen", 1),
	BROKEN(id_of_a_struct, false, RULE_NO_FUNC, "vmlinux", "bpf_gen", 1),
	BROKEN(id_of_the_base, true, RULE_WRONG_BASE, "mod", "bpf_gen", 5),
	BROKEN(id_of_another, false, RULE_OTHER_FUNC, "vmlinux", "bpf_gen", 4),
	BROKEN(flags_differ, false, RULE_FLAGS_DIFFER, "vmlinux", "bpf_gen", 1),
	BROKEN(twin_func, false, RULE_DUPLICATE, "vmlinux", "bpf_gen", 1),
	BROKEN(twin_in_base, false, RULE_DUPLICATE, "mod", "mod_gen", 3),
	BROKEN(no_address, false, RULE_NO_ADDRESS, "vmlinux", "bpf_plain", 1),
	BROKEN(no_kfunc_tag, false, RULE_KFUNC_TAG, "vmlinux", "bpf_gen", 1),
	BROKEN(two_kfunc_tags, false, RULE_KFUNC_TAG, "vmlinux", "bpf_gen", 1),
	BROKEN(no_fastcall_tag, false, RULE_FASTCALL_TAG, "vmlinux", "bpf_fast",
	       1),
	BROKEN(fastcall_without_flag, false, RULE_FASTCALL_TAG, "vmlinux",
	       "bpf_plain", 1),
	BROKEN(no_arena_arg, false, RULE_ARENA, "vmlinux", "bpf_arena", 1),
	BROKEN(no_arena_suffix, false, RULE_ARENA, "vmlinux", "bpf_plain", 1),
	BROKEN(no_arena_return, false, RULE_ARENA, "vmlinux", "bpf_arena", 1),
	BROKEN(stray_tag, false, RULE_STRAY_TAG, "vmlinux", "helper", 1),
	BROKEN(flag_lost, true, RULE_FLAG_LOST, "mod", "mod_gen", 1),
	BROKEN(no_impl, true, RULE_NO_IMPL, "mod", "mod_gen", 1),
	BROKEN(two_impls, false, RULE_NO_IMPL, "vmlinux", "bpf_gen", 1),
	BROKEN(impl_in_base, false, RULE_IMPL_IN_BASE, "mod", "mod_gen", 1),
	BROKEN(impl_flagged, false, RULE_IMPL_FLAGGED, "vmlinux", "bpf_old", 2),
	BROKEN(impl_tag, false, RULE_IMPL_TAG, "vmlinux", "bpf_gen", 1),
	BROKEN(tag_not_carried, false, RULE_TAGS, "vmlinux", "bpf_gen", 1),
	BROKEN(tag_from_nowhere, false, RULE_TAGS, "vmlinux", "bpf_gen", 1),
	BROKEN(tag_on_other_param, false, RULE_TAGS, "vmlinux", "bpf_gen", 2),
	BROKEN(impl_is_cut, false, RULE_SHARED_PROTO, "vmlinux", "bpf_gen", 2),
	BROKEN(not_rewritten, false, RULE_PUBLIC_IMPLICIT, "vmlinux",
	       "bpf_fast", 2),
	BROKEN(no_implicit, false, RULE_NO_IMPLICIT, "vmlinux", "bpf_old", 1),
	BROKEN(explicit_is_cut, false, RULE_IMPLICIT_TYPE, "vmlinux", "bpf_gen",
	       2),
	BROKEN(old_void_when_generated, false, RULE_IMPLICIT_TYPE, "vmlinux",
	       "bpf_gen", 1),
	BROKEN(off_without_meta, false, RULE_IMPLICIT_TYPE, "vmlinux",
	       "bpf_list", 1),
	BROKEN(param_renamed, false, RULE_PARAMS, "vmlinux", "bpf_gen", 1),
	BROKEN(param_of_other_type, false, RULE_PARAMS, "vmlinux", "bpf_gen",
	       1),
	BROKEN(params_swapped, false, RULE_PARAMS, "vmlinux", "bpf_gen", 2),
	BROKEN(returns_other, false, RULE_RETURN, "vmlinux", "bpf_gen", 1),
#undef BROKEN
};

const size_t broken_nr = sizeof(broken) / sizeof(broken[0]);
