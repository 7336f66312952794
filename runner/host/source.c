// SPDX-License-Identifier: GPL-2.0-only
#include "source.h"

#include <bpf/btf.h>
#include <linux/bpf.h>
#include <string.h>

#include "text.h"

/*
 * In every libbpf.so.1 under this name; the one that btf.h has instead is
 * exported since 1.5 only.
 */
const void *btf_ext__get_raw_data(const struct btf_ext *ext, __u32 *size);

/* How .BTF.ext begins; offsets are from the end of it. */
struct ext_header {
	uint16_t magic;
	uint8_t version;
	uint8_t flags;
	uint32_t header_bytes;
	uint32_t func_info_offset;
	uint32_t func_info_bytes;
	uint32_t line_info_offset;
	uint32_t line_info_bytes;
};

/* A table: the size of its records, then for each section a head and so many. */
struct ext_table {
	const uint8_t *data;
	const uint8_t *end;
	uint32_t record_bytes;
};

struct ext_section {
	uint32_t name_offset;
	uint32_t records;
};

static bool open_table(const uint8_t *data, uint32_t bytes, uint32_t header,
		       uint32_t offset, uint32_t table_bytes,
		       uint32_t least_bytes, struct ext_table *ret)
{
	uint64_t begin = (uint64_t)header + offset;

	if (table_bytes < sizeof(uint32_t) || begin + table_bytes > bytes)
		return false;
	*ret = (struct ext_table){ .data = data + begin + sizeof(uint32_t),
				   .end = data + begin + table_bytes };
	memcpy(&ret->record_bytes, data + begin, sizeof(uint32_t));
	return ret->record_bytes >= least_bytes;
}

/* The next section's records, ret->records of them; NULL behind the last. */
static const uint8_t *next_section(struct ext_table *t, struct ext_section *ret)
{
	const uint8_t *records = t->data + sizeof(*ret);

	if (t->end - t->data < (ptrdiff_t)sizeof(*ret))
		return NULL;
	memcpy(ret, t->data, sizeof(*ret));
	if ((uint64_t)ret->records * t->record_bytes >
	    (uint64_t)(t->end - records))
		return NULL;
	t->data = records + (size_t)ret->records * t->record_bytes;
	return records;
}

/* The section and the instruction at which the program begins. */
static bool find_function(const struct btf *btf, struct ext_table *functions,
			  const char *program, uint32_t *ret_section,
			  uint32_t *ret_insn)
{
	struct ext_section section;
	const uint8_t *records;

	while ((records = next_section(functions, &section))) {
		for (uint32_t i = 0; i < section.records; i++) {
			const struct btf_type *type;
			struct bpf_func_info info;
			const char *name;

			memcpy(&info,
			       records + (size_t)i * functions->record_bytes,
			       sizeof(info));
			type = btf__type_by_id(btf, info.type_id);
			name = type ? btf__name_by_offset(btf, type->name_off)
				    : NULL;
			if (!name || strcmp(name, program) != 0)
				continue;
			*ret_section = section.name_offset;
			*ret_insn = info.insn_off;
			return true;
		}
	}
	return false;
}

static char *find_line(const struct btf *btf, struct ext_table *lines,
		       uint32_t in_section, uint32_t insn, uint32_t *ret_line)
{
	struct ext_section section;
	const uint8_t *records;

	while ((records = next_section(lines, &section))) {
		if (section.name_offset != in_section)
			continue;
		for (uint32_t i = 0; i < section.records; i++) {
			struct bpf_line_info info;
			const char *file;

			memcpy(&info, records + (size_t)i * lines->record_bytes,
			       sizeof(info));
			if (info.insn_off != insn)
				continue;
			file = btf__name_by_offset(btf, info.file_name_off);
			if (!file || !*file)
				return NULL;
			*ret_line = BPF_LINE_INFO_LINE_NUM(info.line_col);
			return text_dup(file);
		}
	}
	return NULL;
}

static char *look(const struct btf *btf, const struct btf_ext *ext,
		  const char *program, uint32_t *ret_line)
{
	uint32_t bytes, section, insn;
	const uint8_t *data = btf_ext__get_raw_data(ext, &bytes);
	struct ext_table functions, lines;
	struct ext_header h;

	if (!data || bytes < sizeof(h))
		return NULL;
	memcpy(&h, data, sizeof(h));
	if (!open_table(data, bytes, h.header_bytes, h.func_info_offset,
			h.func_info_bytes, sizeof(struct bpf_func_info),
			&functions) ||
	    !open_table(data, bytes, h.header_bytes, h.line_info_offset,
			h.line_info_bytes, sizeof(struct bpf_line_info),
			&lines) ||
	    !find_function(btf, &functions, program, &section, &insn))
		return NULL;
	return find_line(btf, &lines, section, insn, ret_line);
}

char *source_find(const char *object, const char *program, uint32_t *ret_line)
{
	struct btf_ext *ext = NULL;
	struct btf *btf = btf__parse(object, &ext);
	char *file = NULL;

	if (btf && ext)
		file = look(btf, ext, program, ret_line);
	btf_ext__free(ext);
	btf__free(btf);
	return file;
}
