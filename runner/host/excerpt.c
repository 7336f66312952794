// SPDX-License-Identifier: GPL-2.0-only
#include "excerpt.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "judge.h"

/* Lines that begin so are the kernel's statistics. */
static const char *const statistics[] = {
	"verification time ",
	"stack depth ",
	"subprog ",
	"processed ",
};

/* Does the line say nothing of why? It ends before `end`. */
static bool is_idle(const char *line, const char *end)
{
	if (line + strspn(line, " \t\n") >= end)
		return true;
	for (size_t i = 0; i < sizeof(statistics) / sizeof(statistics[0]); i++)
		if (!strncmp(line, statistics[i], strlen(statistics[i])))
			return true;
	return false;
}

/* Begin of the line before `end`, which is the begin of a line or the end. */
static const char *line_before(const char *log, const char *end)
{
	const char *at = end - 1;

	while (at > log && at[-1] != '\n')
		at--;
	return at;
}

void excerpt_put(const char *log, size_t lines, struct text *out)
{
	const char *end = log + strlen(log);
	uint32_t index;
	const char *from = judge_last_insn(log, &index);

	while (end > log && is_idle(line_before(log, end), end))
		end = line_before(log, end);
	if (!from) {
		from = end;
		for (size_t i = 0; i < lines && from > log; i++)
			from = line_before(log, from);
	}
	while (from < end && *from == '\n')
		from++;
	for (size_t i = 0; i < lines && from < end; i++) {
		const char *feed = memchr(from, '\n', (size_t)(end - from));
		const char *next = feed ? feed + 1 : end;

		text_put(out, from, (size_t)(next - from));
		from = next;
	}
}
