// SPDX-License-Identifier: GPL-2.0-only
#include "symbols.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "text.h"

#define MAP_MAX_BYTES (64u * 1024 * 1024)
#define KERNEL_HALF (UINT64_C(1) << 63)
#define MODULES_REACH (UINT64_C(2) << 30) /* of a call, on either arch */

/*
 * The instruction that waits is inlined into the idle code, which the linker
 * puts together, except on x86 with paravirtualisation.
 */
static const char halt_name[] = "pv_native_safe_halt";

static int by_address(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	/* of the names of one place, that of a function last: it is found */
	if (x->code != y->code)
		return x->code - y->code;
	return (*x->name != '_') - (*y->name != '_')
		       ?: strcmp(x->name, y->name);
}

static void add(struct symbols *s, uint64_t address, const char *name,
		bool code)
{
	if (s->nr == s->size) {
		size_t size = s->size ? 2 * s->size : 1024;
		struct symbol *list = text_alloc(size, sizeof(*list));

		if (s->nr)
			memcpy(list, s->list, s->nr * sizeof(*list));
		free(s->list);
		s->list = list;
		s->size = size;
	}
	s->list[s->nr++] = (struct symbol){ address, name, code };
}

static void note_border(struct symbols *s, uint64_t address, const char *name)
{
	const struct {
		const char *name;
		uint64_t *value;
	} borders[] = {
		{ "_text", &s->start },
		{ "_end", &s->end },
		{ "__cpuidle_text_start", &s->idle_start },
		{ "__cpuidle_text_end", &s->idle_end },
	};

	for (size_t i = 0; i < sizeof(borders) / sizeof(borders[0]); i++)
		if (!strcmp(borders[i].name, name))
			*borders[i].value = address;
}

int symbols_parse(char *map, struct symbols *ret)
{
	struct symbols s = { .map = map };

	for (char *line = map; *line;) {
		size_t bytes = strcspn(line, "\n");
		char *next = line + bytes + (line[bytes] == '\n');
		uint64_t address;
		char *end;

		line[bytes] = '\0';
		errno = 0;
		address = strtoull(line, &end, 16);
		if (errno || end == line || end[0] != ' ' || !end[1] ||
		    end[2] != ' ' || !end[3]) {
			symbols_release(&s);
			return -EINVAL;
		}
		note_border(&s, address, end + 3);
		add(&s, address, end + 3, strchr("tTwW", end[1]) != NULL);
		line = next;
	}
	if (!s.start || s.end <= s.start) {
		symbols_release(&s);
		return -EINVAL;
	}
	qsort(s.list, s.nr, sizeof(*s.list), by_address);
	*ret = s;
	return 0;
}

int symbols_read(const char *path, struct symbols *ret, struct text *why)
{
	CLEANUP_FD int fd = open(path, O_RDONLY | O_CLOEXEC);
	int err = fd < 0 ? -errno : 0;
	struct text map = TEXT_INIT;
	char buf[64 * 1024];
	ssize_t n = 1;

	while (!err && n) {
		n = read(fd, buf, sizeof(buf));
		if (n < 0 || map.bytes > MAP_MAX_BYTES)
			err = n < 0 ? -errno : -EFBIG;
		else
			text_put(&map, buf, n);
	}
	if (!err && map.bytes)
		err = symbols_parse(text_take(&map), ret);
	else if (!err)
		err = -EINVAL;
	text_release(&map);
	if (err)
		text_printf(why, "%s: %s", path,
			    err == -EINVAL ? "it is no symbol table of a kernel"
					   : strerror(-err));
	return err;
}

void symbols_release(struct symbols *s)
{
	free(s->list);
	free(s->map);
	*s = (struct symbols){ 0 };
}

const char *symbols_find(const struct symbols *s, uint64_t address,
			 uint64_t *ret_offset)
{
	size_t low = 0, high = s->nr;

	if (address < s->start || address >= s->end)
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->list[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	/* behind the code there is data, on arm64 the first stack among it */
	if (!low || !s->list[low - 1].code)
		return NULL;
	*ret_offset = address - s->list[low - 1].address;
	return s->list[low - 1].name;
}

bool symbols_is_idle(const struct symbols *s, uint64_t address)
{
	uint64_t offset;
	const char *name = symbols_find(s, address, &offset);

	return (address >= s->idle_start && address < s->idle_end) ||
	       (name && !strcmp(name, halt_name));
}

void symbols_put(const struct symbols *s, uint64_t address, struct text *out)
{
	uint64_t offset, away;
	const char *name = symbols_find(s, address, &offset);

	if (name) {
		text_printf(out, "%s+0x%" PRIx64, name, offset);
		return;
	}
	away = address < s->start ? s->start - address : address - s->end;
	if (!(address & KERNEL_HALF))
		text_puts(out, "user space");
	else if (!s->nr)
		text_puts(out, "the kernel");
	else if (away < MODULES_REACH)
		text_puts(out, "a module or BPF program");
	else
		text_puts(out, "no code of the kernel's");
	text_printf(out, " at 0x%" PRIx64, address);
}
