// SPDX-License-Identifier: GPL-2.0-only
#include "forge.h"

#include <bpf/btf.h>
#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum section {
	SECTION_NULL,
	SECTION_TEXT,
	SECTION_BTF,
	SECTION_BTF_IDS,
	SECTION_SYMTAB,
	SECTION_STRTAB,
	SECTION_SHSTRTAB,
	SECTION_NR,
};

static const char *const section_names[SECTION_NR] = {
	[SECTION_NULL] = "",
	[SECTION_TEXT] = ".text",
	[SECTION_BTF] = ".BTF",
	[SECTION_BTF_IDS] = ".BTF_ids",
	[SECTION_SYMTAB] = ".symtab",
	[SECTION_STRTAB] = ".strtab",
	[SECTION_SHSTRTAB] = ".shstrtab",
};

struct forge *forge_new(struct btf *base)
{
	struct forge *f = text_alloc(1, sizeof(*f));

	f->btf = base ? btf__new_empty_split(base) : btf__new_empty();
	return f;
}

void forge_function(struct forge *f, const char *name)
{
	f->functions[f->functions_nr++] = name;
}

struct forge_set *forge_set(struct forge *f, const char *name)
{
	struct forge_set *s = &f->sets[f->sets_nr++];

	s->name = name;
	s->flags = 1;
	return s;
}

void forge_entry(struct forge_set *s, const char *name, uint32_t id,
		 uint32_t flags)
{
	s->entries[s->nr++] = (struct forge_entry){ name, id, flags };
}

void forge_free(struct forge *f)
{
	if (f)
		btf__free(f->btf);
	free(f);
}

static uint32_t put_string(struct text *strings, const char *s)
{
	uint32_t at = (uint32_t)strings->bytes;

	text_put(strings, s, strlen(s) + 1);
	return at;
}

static void put_symbol(struct text *contents, const char *name, int type,
		       enum section section, uint64_t value, uint64_t bytes)
{
	Elf64_Sym symbol = {
		.st_name = put_string(&contents[SECTION_STRTAB], name),
		.st_info = (unsigned char)ELF64_ST_INFO(STB_LOCAL, type),
		.st_shndx = section,
		.st_value = value,
		.st_size = bytes,
	};

	text_put(&contents[SECTION_SYMTAB], &symbol, sizeof(symbol));
}

static int by_id(const void *a, const void *b)
{
	uint32_t x = ((const struct forge_entry *)a)->id;
	uint32_t y = ((const struct forge_entry *)b)->id;

	return (x > y) - (x < y);
}

static void put_set(struct text *contents, const struct forge_set *s, int nr)
{
	struct text *ids = &contents[SECTION_BTF_IDS];
	struct forge_entry sorted[FORGE_MOST];
	uint32_t count = (uint32_t)((int64_t)s->nr + s->count_off);
	char *name = text_format("__BTF_ID__set8__%s", s->name);

	put_symbol(contents, name, STT_NOTYPE, SECTION_BTF_IDS, ids->bytes,
		   (uint64_t)(8 + 8 * (int64_t)s->nr + s->size_off));
	free(name);
	text_put(ids, &count, sizeof(count));
	text_put(ids, &s->flags, sizeof(s->flags));
	memcpy(sorted, s->entries, sizeof(sorted));
	if (!s->unsorted)
		qsort(sorted, s->nr, sizeof(*sorted), by_id);
	for (uint32_t i = 0; i < s->nr; i++) {
		name = text_format("__BTF_ID__func__%s__%d%u",
				   s->entries[i].name, nr, i);
		if (!s->unnamed || i)
			put_symbol(contents, name, STT_OBJECT, SECTION_BTF_IDS,
				   ids->bytes, 4);
		free(name);
		text_put(ids, &sorted[i].id, 4);
		text_put(ids, &sorted[i].flags, 4);
	}
}

static void fill(const struct forge *f, struct text *contents)
{
	Elf64_Sym none = { 0 };
	uint32_t bytes;
	const void *btf = btf__raw_data(f->btf, &bytes);

	for (int i = 0; i < SECTION_NR; i++)
		text_init(&contents[i]);
	text_puts(&contents[SECTION_TEXT], "text");
	text_put(&contents[SECTION_BTF], btf, btf ? bytes : 0);
	text_putc(&contents[SECTION_STRTAB], '\0');
	text_put(&contents[SECTION_SYMTAB], &none, sizeof(none));
	for (size_t i = 0; i < f->functions_nr; i++)
		put_symbol(contents, f->functions[i], STT_FUNC, SECTION_TEXT, 0,
			   1);
	for (size_t i = 0; i < f->sets_nr; i++)
		put_set(contents, &f->sets[i], (int)i);
}

/* A section that is not to be there stays, under a name that says nothing. */
static void put_headers(const struct forge *f, struct text *contents,
			Elf64_Shdr *headers)
{
	for (int i = 0; i < SECTION_NR; i++) {
		bool gone = (i == SECTION_BTF && f->no_btf) ||
			    (i == SECTION_SYMTAB && f->no_symtab);

		headers[i].sh_name =
			put_string(&contents[SECTION_SHSTRTAB],
				   gone ? ".gone" : section_names[i]);
		headers[i].sh_type = i ? SHT_PROGBITS : SHT_NULL;
		headers[i].sh_addralign = 8;
		if (i == SECTION_SYMTAB && !gone) {
			headers[i].sh_type = SHT_SYMTAB;
			headers[i].sh_link = SECTION_STRTAB;
			headers[i].sh_entsize = sizeof(Elf64_Sym);
		}
	}
	headers[SECTION_STRTAB].sh_type = SHT_STRTAB;
	headers[SECTION_SHSTRTAB].sh_type = SHT_STRTAB;
}

static void put_file(struct text *out, struct text *contents,
		     Elf64_Shdr *headers)
{
	Elf64_Ehdr header = {
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB,
			     EV_CURRENT },
		.e_type = ET_REL,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_ehsize = sizeof(header),
		.e_shentsize = sizeof(*headers),
		.e_shnum = SECTION_NR,
		.e_shstrndx = SECTION_SHSTRTAB,
	};

	text_put(out, &header, sizeof(header));
	for (int i = 1; i < SECTION_NR; i++) {
		headers[i].sh_offset = out->bytes;
		headers[i].sh_size = contents[i].bytes;
		text_put(out, contents[i].data, contents[i].bytes);
		while (out->bytes % 8)
			text_putc(out, '\0');
	}
	((Elf64_Ehdr *)out->data)->e_shoff = out->bytes;
	text_put(out, headers, SECTION_NR * sizeof(*headers));
}

int forge_write(const struct forge *f, const char *path)
{
	struct text contents[SECTION_NR];
	Elf64_Shdr headers[SECTION_NR] = { 0 };
	struct text file CLEANUP_TEXT = TEXT_INIT;
	FILE *out = fopen(path, "we");
	int err = out ? 0 : -errno;

	fill(f, contents);
	put_headers(f, contents, headers);
	put_file(&file, contents, headers);
	for (int i = 0; i < SECTION_NR; i++)
		text_release(&contents[i]);
	if (out && fwrite(file.data, 1, file.bytes, out) != file.bytes)
		err = -EIO;
	if (out && fclose(out))
		err = -EIO;
	return err;
}
