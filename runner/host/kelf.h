/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kelf: an ELF file of the kernel, vmlinux or a module: its BTF, its .BTF_ids
 * and what the symbol table says of both.
 *
 * kelf_open(), look, kelf_close(). The bytes belong to it. Nothing in the file
 * is trusted: what is handed out lies inside the file, and strings end.
 */
#ifndef RIG_KELF_H
#define RIG_KELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

struct kelf_bytes {
	const uint8_t *data; /* NULL: the section is not there */
	size_t bytes;
};

/* A symbol __BTF_ID__<what>, without these first letters. */
struct kelf_mark {
	const char *what; /* "func__bpf_foo__12", "set8__bar" */
	uint64_t offset; /* in .BTF_ids */
	uint64_t bytes;
};

struct kelf {
	struct kelf_bytes btf;
	struct kelf_bytes btf_base; /* .BTF.base: what a distilled BTF is on */
	struct kelf_bytes btf_ids;
	struct kelf_mark *marks; /* by offset */
	size_t marks_nr;
	const char **functions; /* defined ones, by name */
	size_t functions_nr;
	int fd;
	void *elf;
};

#define KELF_INIT { .fd = -1 }
#define CLEANUP_KELF __attribute__((cleanup(kelf_close)))

enum kelf_lack {
	KELF_WHOLE,
	KELF_NO_ELF, /* it can not be read, is cut, or is of another kind */
	KELF_NO_SYMTAB,
	KELF_NO_BTF,
};

/* What it lacks; then `why` says it in words, and *ret is as before. */
enum kelf_lack kelf_open(const char *path, struct kelf *ret, struct text *why);

/* Is a function of that name defined, so that it has an address? */
bool kelf_has_function(const struct kelf *k, const char *name);

/* The four bytes at that offset of .BTF_ids; 0 behind its end. */
uint32_t kelf_id(const struct kelf *k, uint64_t offset);

void kelf_close(struct kelf *k);

#endif
