// SPDX-License-Identifier: GPL-2.0-only
#include "kelf.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "text.h"

#define MARK "__BTF_ID__"

/* What is looked for on the way through the sections. */
struct scan {
	Elf_Scn *symtab;
	size_t ids_index;
	uint64_t ids_address;
};

void kelf_close(struct kelf *k)
{
	free(k->marks);
	free(k->functions);
	elf_end(k->elf);
	cleanup_fd(&k->fd);
	*k = (struct kelf)KELF_INIT;
}

static int by_offset(const void *a, const void *b)
{
	uint64_t x = ((const struct kelf_mark *)a)->offset;
	uint64_t y = ((const struct kelf_mark *)b)->offset;

	return (x > y) - (x < y);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool kelf_has_function(const struct kelf *k, const char *name)
{
	return k->functions_nr && bsearch(&name, k->functions, k->functions_nr,
					  sizeof(*k->functions), by_name);
}

uint32_t kelf_id(const struct kelf *k, uint64_t offset)
{
	uint32_t id = 0;

	if (offset <= k->btf_ids.bytes &&
	    k->btf_ids.bytes - offset >= sizeof(id))
		memcpy(&id, k->btf_ids.data + offset, sizeof(id));
	return id;
}

/* A section's bytes, as they lie in the file. */
static struct kelf_bytes bytes_of(Elf_Scn *scn, const GElf_Shdr *header)
{
	Elf_Data *data;

	if (header->sh_type == SHT_NOBITS || header->sh_flags & SHF_COMPRESSED)
		return (struct kelf_bytes){ 0 };
	data = elf_rawdata(scn, NULL);
	if (!data || !data->d_buf || !data->d_size)
		return (struct kelf_bytes){ 0 };
	return (struct kelf_bytes){ data->d_buf, data->d_size };
}

static const char *scan_sections(struct kelf *k, struct scan *s)
{
	Elf_Scn *scn = NULL;
	size_t names;

	if (elf_getshdrstrndx(k->elf, &names))
		return "its sections have no names";
	while ((scn = elf_nextscn(k->elf, scn))) {
		GElf_Shdr header;
		const char *name;

		if (!gelf_getshdr(scn, &header))
			return "a section's header can not be read";
		name = elf_strptr(k->elf, names, header.sh_name);
		if (!name)
			return "a section's name can not be read";
		if (header.sh_type == SHT_SYMTAB) {
			s->symtab = scn;
		} else if (!strcmp(name, ".BTF")) {
			k->btf = bytes_of(scn, &header);
		} else if (!strcmp(name, ".BTF.base")) {
			k->btf_base = bytes_of(scn, &header);
		} else if (!strcmp(name, ".BTF_ids")) {
			k->btf_ids = bytes_of(scn, &header);
			s->ids_index = elf_ndxscn(scn);
			s->ids_address = header.sh_addr;
		}
	}
	return NULL;
}

static void take_symbol(struct kelf *k, const struct scan *s,
			const GElf_Sym *symbol, const char *name)
{
	if (s->ids_index && symbol->st_shndx == s->ids_index &&
	    !strncmp(name, MARK, sizeof(MARK) - 1))
		k->marks[k->marks_nr++] =
			(struct kelf_mark){ name + sizeof(MARK) - 1,
					    symbol->st_value - s->ids_address,
					    symbol->st_size };
	else if (GELF_ST_TYPE(symbol->st_info) == STT_FUNC &&
		 symbol->st_shndx != SHN_UNDEF)
		k->functions[k->functions_nr++] = name;
}

static bool scan_symbols(struct kelf *k, const struct scan *s)
{
	GElf_Shdr header;
	Elf_Data *data;
	size_t nr;

	if (!s->symtab || !gelf_getshdr(s->symtab, &header) ||
	    header.sh_entsize != sizeof(Elf64_Sym))
		return false;
	data = elf_getdata(s->symtab, NULL);
	/* the first one is always there and says nothing */
	if (!data || !data->d_buf || data->d_size < 2 * sizeof(Elf64_Sym))
		return false;
	nr = data->d_size / sizeof(Elf64_Sym);
	k->marks = text_alloc(nr, sizeof(*k->marks));
	k->functions = text_alloc(nr, sizeof(*k->functions));
	for (size_t i = 1; i < nr; i++) {
		GElf_Sym symbol;
		const char *name;

		if (!gelf_getsym(data, (int)i, &symbol))
			return false;
		name = elf_strptr(k->elf, header.sh_link, symbol.st_name);
		if (!name)
			return false;
		take_symbol(k, s, &symbol, name);
	}
	qsort(k->marks, k->marks_nr, sizeof(*k->marks), by_offset);
	qsort(k->functions, k->functions_nr, sizeof(*k->functions), by_name);
	return true;
}

/* The rig's arches are of this one form; another one is no kernel of theirs. */
static const char *look_at_header(Elf *elf, uint64_t file_bytes)
{
	GElf_Ehdr header;

	if (elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &header))
		return "no ELF file";
	if (header.e_ident[EI_CLASS] != ELFCLASS64 ||
	    header.e_ident[EI_DATA] != ELFDATA2LSB)
		return "no ELF file of 64 bits, little endian";
	if (!header.e_shoff || header.e_shoff >= file_bytes)
		return "the table of sections is not in the file";
	return NULL;
}

/*
 * libelf gives what there is of a file that was cut. The table of sections is
 * its last part as linkers write it, but objcopy and strip differ.
 */
static const char *look_for_cut(Elf *elf, uint64_t file_bytes)
{
	Elf_Scn *scn = NULL;

	while ((scn = elf_nextscn(elf, scn))) {
		GElf_Shdr header;

		if (!gelf_getshdr(scn, &header))
			return "a section's header can not be read";
		if (header.sh_type == SHT_NOBITS || header.sh_type == SHT_NULL)
			continue;
		if (header.sh_offset > file_bytes ||
		    header.sh_size > file_bytes - header.sh_offset)
			return "a section lies behind the end of the file";
	}
	return NULL;
}

static enum kelf_lack fill(struct kelf *k, const char *path,
			   const char **ret_words)
{
	struct scan s = { 0 };
	struct stat st;

	elf_version(EV_CURRENT);
	k->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (k->fd < 0 || fstat(k->fd, &st)) {
		*ret_words = strerror(errno);
		return KELF_NO_ELF;
	}
	k->elf = elf_begin(k->fd, ELF_C_READ_MMAP, NULL);
	*ret_words = k->elf ? look_at_header(k->elf, (uint64_t)st.st_size)
			    : elf_errmsg(-1);
	if (!*ret_words)
		*ret_words = look_for_cut(k->elf, (uint64_t)st.st_size);
	if (!*ret_words)
		*ret_words = scan_sections(k, &s);
	if (*ret_words)
		return KELF_NO_ELF;
	if (!scan_symbols(k, &s)) {
		*ret_words = "no symbol table that can be read";
		return KELF_NO_SYMTAB;
	}
	if (!k->btf.data) {
		*ret_words = "no section .BTF";
		return KELF_NO_BTF;
	}
	return KELF_WHOLE;
}

enum kelf_lack kelf_open(const char *path, struct kelf *ret, struct text *why)
{
	struct kelf k = KELF_INIT;
	const char *words = NULL;
	enum kelf_lack lack = fill(&k, path, &words);

	if (lack) {
		text_printf(why, "%s: %s", path, words);
		kelf_close(&k);
		return lack;
	}
	*ret = k;
	return KELF_WHOLE;
}
