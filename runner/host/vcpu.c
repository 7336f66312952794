// SPDX-License-Identifier: GPL-2.0-only
#include "vcpu.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define X86_FLAG_IF 0x200u
#define ARM64_PSTATE_I 0x80u

/* The hex number behind "KEY=", which stands at the begin of a word. */
static bool find_number(const char *text, const char *key, uint64_t *ret)
{
	size_t bytes = strlen(key);

	for (const char *at = text; (at = strstr(at, key)); at += bytes) {
		if (at != text && !isspace((unsigned char)at[-1]))
			continue;
		if (at[bytes] != '=' || !isxdigit((unsigned char)at[bytes + 1]))
			continue;
		*ret = strtoull(at + bytes + 1, NULL, 16);
		return true;
	}
	return false;
}

static bool parse_x86(const char *text, struct vcpu_sample *ret)
{
	uint64_t flags, level, halted = 0;

	/* the firmware and the kernel's first steps have 32 bits */
	if (!((find_number(text, "RIP", &ret->pc) &&
	       find_number(text, "RSP", &ret->sp) &&
	       find_number(text, "RFL", &flags)) ||
	      (find_number(text, "EIP", &ret->pc) &&
	       find_number(text, "ESP", &ret->sp) &&
	       find_number(text, "EFL", &flags))) ||
	    !find_number(text, "CPL", &level))
		return false;
	find_number(text, "HLT", &halted);
	ret->user = level == 3;
	ret->irqs_off = !(flags & X86_FLAG_IF);
	ret->halted = halted;
	return true;
}

static bool parse_arm64(const char *text, struct vcpu_sample *ret)
{
	uint64_t flags;

	if (!find_number(text, "PC", &ret->pc) ||
	    !find_number(text, "SP", &ret->sp) ||
	    !find_number(text, "PSTATE", &flags))
		return false;
	ret->user = strstr(text, " EL0t") != NULL;
	ret->irqs_off = flags & ARM64_PSTATE_I;
	return true;
}

bool vcpu_parse(const char *registers, struct vcpu_sample *ret)
{
	struct vcpu_sample sample = { 0 };

	if (!parse_x86(registers, &sample) && !parse_arm64(registers, &sample))
		return false;
	*ret = sample;
	return true;
}

size_t vcpu_parse_words(const char *memory, uint64_t *ret, size_t most)
{
	size_t nr = 0;

	while (*memory && nr < most) {
		const char *end = memory + strcspn(memory, "\n");
		const char *at = memchr(memory, ':', end - memory);

		for (at = at ?: end; at < end && nr < most;) {
			char *after;
			uint64_t word;

			at++;
			word = strtoull(at, &after, 16);
			if (after == at || after > end)
				break;
			ret[nr++] = word;
			at = after;
		}
		memory = end + (*end == '\n');
	}
	return nr;
}
