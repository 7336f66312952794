// SPDX-License-Identifier: GPL-2.0-only
#include "ktypes.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cleanup.h"
#include "text.h"

/* libbpf's last words, for the message of a BTF that it refuses. */
static char said[256];

static int listen(enum libbpf_print_level level, const char *format,
		  va_list args)
{
	vsnprintf(said, sizeof(said), format, args);
	said[strcspn(said, "\n")] = '\0';
	return 0;
}

void ktypes_release(struct ktypes *k)
{
	free(k->funcs);
	free(k->tags);
	btf__free(k->btf);
	*k = (struct ktypes){ 0 };
}

const struct btf_type *ktypes_at(const struct ktypes *k, uint32_t id)
{
	return btf__type_by_id(k->btf, id);
}

const char *ktypes_string(const struct ktypes *k, uint32_t offset)
{
	return btf__str_by_offset(k->btf, offset);
}

const char *ktypes_func_name(const struct ktypes *k, uint32_t id)
{
	const struct btf_type *t = ktypes_at(k, id);

	return t && btf_is_func(t) ? ktypes_string(k, t->name_off) : NULL;
}

const struct btf_type *ktypes_proto(const struct ktypes *k, uint32_t func_id,
				    uint32_t *ret_proto_id)
{
	const struct btf_type *t = ktypes_at(k, func_id);
	const struct btf_type *proto;

	if (!t || !btf_is_func(t))
		return NULL;
	proto = ktypes_at(k, t->type);
	if (!proto || !btf_is_func_proto(proto))
		return NULL;
	if (ret_proto_id)
		*ret_proto_id = t->type;
	return proto;
}

static int by_name(const void *a, const void *b)
{
	const struct ktypes_func *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int by_target(const void *a, const void *b)
{
	const struct ktypes_tag *x = a, *y = b;

	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	if (x->component != y->component)
		return x->component < y->component ? -1 : 1;
	return strcmp(x->value, y->value);
}

static void index_types(struct ktypes *k)
{
	size_t own = k->end - k->first;

	k->funcs = text_alloc(own + 1, sizeof(*k->funcs));
	k->tags = text_alloc(own + 1, sizeof(*k->tags));
	for (uint32_t id = k->first; id < k->end; id++) {
		const struct btf_type *t = ktypes_at(k, id);
		const char *name = t ? ktypes_string(k, t->name_off) : NULL;

		if (!name)
			continue;
		if (btf_is_func(t))
			k->funcs[k->funcs_nr++] =
				(struct ktypes_func){ name, id };
		if (btf_is_decl_tag(t))
			k->tags[k->tags_nr++] = (struct ktypes_tag){
				t->type, btf_decl_tag(t)->component_idx,
				btf_kflag(t), name
			};
	}
	qsort(k->funcs, k->funcs_nr, sizeof(*k->funcs), by_name);
	qsort(k->tags, k->tags_nr, sizeof(*k->tags), by_target);
}

/* What libbpf of some versions believes without a look. */
static bool header_is_sane(const void *data, size_t bytes)
{
	struct btf_header header;

	if (bytes < sizeof(header))
		return false;
	memcpy(&header, data, sizeof(header));
	return header.magic == 0xeb9f && header.hdr_len >= sizeof(header) &&
	       header.hdr_len <= bytes && !(header.hdr_len % 4);
}

/* libbpf takes split BTF from a file alone. */
static struct btf *parse_split(const void *data, size_t bytes, struct btf *base)
{
	CLEANUP_FD int fd = memfd_create("btf", MFD_CLOEXEC);
	CLEANUP_FREE char *path = text_format("/proc/self/fd/%d", fd);

	if (fd < 0 || write(fd, data, bytes) != (ssize_t)bytes) {
		snprintf(said, sizeof(said), "memfd: %s", strerror(errno));
		return NULL;
	}
	return btf__parse_raw_split(path, base);
}

int ktypes_read(const void *data, size_t bytes, const struct ktypes *base,
		struct ktypes *ret, struct text *why)
{
	struct ktypes k = { 0 };
	libbpf_print_fn_t before;

	if (!header_is_sane(data, bytes) || bytes > INT32_MAX) {
		text_puts(why, "its BTF has no header that makes sense");
		return -EINVAL;
	}
	said[0] = '\0';
	before = libbpf_set_print(listen);
	k.btf = base ? parse_split(data, bytes, base->btf)
		     : btf__new(data, (uint32_t)bytes);
	libbpf_set_print(before);
	if (libbpf_get_error(k.btf) || !k.btf) {
		const char *words = said[0] ? said : "libbpf: no word why";

		text_puts(why, "its BTF is refused; ");
		text_put_clean_line(why, words, strlen(words));
		return -EINVAL;
	}
	k.first = base ? base->end : 1;
	k.end = btf__type_cnt(k.btf);
	index_types(&k);
	*ret = k;
	return 0;
}

size_t ktypes_find(const struct ktypes *k, const char *name,
		   const struct ktypes_func **ret)
{
	size_t low = 0, high = k->funcs_nr, nr = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(k->funcs[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + nr < k->funcs_nr && !strcmp(k->funcs[low + nr].name, name))
		nr++;
	*ret = &k->funcs[low];
	return nr;
}

size_t ktypes_tags(const struct ktypes *k, uint32_t on,
		   const struct ktypes_tag **ret)
{
	size_t low = 0, high = k->tags_nr, nr = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (k->tags[middle].on < on)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + nr < k->tags_nr && k->tags[low + nr].on == on)
		nr++;
	*ret = &k->tags[low];
	return nr;
}
