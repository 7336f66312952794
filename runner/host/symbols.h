/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * symbols: names for the kernel's addresses, out of its System.map.
 *
 * symbols_read() or symbols_parse(), look addresses up, symbols_release(). A
 * zeroed table is an empty one: every lookup works, and names nothing. The
 * kernels here run where they were linked, so an address needs no shift.
 */
#ifndef RIG_SYMBOLS_H
#define RIG_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

struct symbol {
	uint64_t address;
	const char *name;
	bool code;
};

struct symbols {
	char *map; /* what the names point into */
	struct symbol *list; /* by address */
	size_t nr;
	size_t size;
	uint64_t start, end; /* of the kernel's image: _text and _end */
	uint64_t idle_start, idle_end; /* code that waits for interrupts */
};

/* 0 or -errno; `why` names the file. */
int symbols_read(const char *path, struct symbols *ret, struct text *why);

/* Takes the map over, which is ended by a NUL, and frees it in any case. */
int symbols_parse(char *map, struct symbols *ret);

void symbols_release(struct symbols *s);

/* The function that the address is in, and how far; NULL when it is in none. */
const char *symbols_find(const struct symbols *s, uint64_t address,
			 uint64_t *ret_offset);

/* Does the processor wait for an interrupt there? */
bool symbols_is_idle(const struct symbols *s, uint64_t address);

/*
 * Appends what a person can make of it: "vfs_write+0x97", else the address and
 * whether it is user space's, a module's or nobody's.
 */
void symbols_put(const struct symbols *s, uint64_t address, struct text *out);

#endif
