// SPDX-License-Identifier: GPL-2.0-only
/* A program that passes what only the verifier knows has another function in mind. */
#include "object_item.bpf.h"

extern void *bpf_obj_new(__u64 local_type_id__k,
			 struct btf_struct_meta *meta) __ksym;
extern void bpf_obj_drop_impl(void *p__alloc, void *meta__ign) __ksym;

SEC("tc")
__description("what the object holds is passed explicitly")
__failure __stage("libbpf") __errno(EINVAL)
__msg("extern (func ksym) 'bpf_obj_new': func_proto {{\\[[0-9]+\\]}} incompatible with vmlinux")
__twin("objects/list")
__needs_new_name("bpf_obj_new")
int explicit_meta(void *ctx)
{
	struct item *item = bpf_obj_new(bpf_core_type_id_local(struct item),
					NULL);

	if (item)
		bpf_obj_drop_impl(item, NULL);
	return 0;
}
