// SPDX-License-Identifier: GPL-2.0-only
#include <elf.h>
#include <stdint.h>
#include <string.h>

#include "notes.h"

#define ALIGNED(n) (((size_t)(n) + 3) & ~(size_t)3)

void notes_hex(const void *data, size_t bytes, char *hex)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *p = data;

	for (size_t i = 0; i < bytes; i++) {
		*hex++ = digits[p[i] >> 4];
		*hex++ = digits[p[i] & 15];
	}
	*hex = '\0';
}

bool notes_build_id(const void *notes, size_t bytes, char *hex, size_t size)
{
	const uint8_t *at = notes;

	while (bytes >= sizeof(Elf64_Nhdr)) {
		Elf64_Nhdr note;
		size_t name_bytes, desc_bytes;

		memcpy(&note, at, sizeof(note));
		at += sizeof(note);
		bytes -= sizeof(note);
		name_bytes = ALIGNED(note.n_namesz);
		desc_bytes = ALIGNED(note.n_descsz);
		if (name_bytes > bytes || desc_bytes > bytes - name_bytes)
			return false;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
		    memcmp(at, "GNU", 4) == 0) {
			if (!note.n_descsz || 2u * note.n_descsz + 1 > size)
				return false;
			notes_hex(at + name_bytes, note.n_descsz, hex);
			return true;
		}
		at += name_bytes + desc_bytes;
		bytes -= name_bytes + desc_bytes;
	}
	return false;
}
