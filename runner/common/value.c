// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "value.h"

#define ERRNO_MAX 4095
#define ERRNO_NAMED_MAX 200

bool value_number(const char *text, long *ret)
{
	bool hex = strncmp(text, "0x", 2) == 0;
	const char *digits = hex ? text + 2 : text;
	char *end;
	long n;

	if (!isxdigit((unsigned char)*digits) && (hex || *digits != '-'))
		return false;
	errno = 0;
	n = strtol(digits, &end, hex ? 16 : 10);
	if (errno || end == digits || *end)
		return false;
	*ret = n;
	return true;
}

bool value_errno(const char *text, int *ret)
{
	long n;

	if (value_number(text, &n)) {
		if (n <= 0 || n > ERRNO_MAX)
			return false;
		*ret = (int)n;
		return true;
	}
	for (int i = 1; i < ERRNO_NAMED_MAX; i++) {
		const char *name = strerrorname_np(i);

		if (name && strcmp(name, text) == 0) {
			*ret = i;
			return true;
		}
	}
	return false;
}

bool value_prog_flags(const char *text, unsigned int *ret)
{
	static const char *const names[] = {
		"BPF_F_STRICT_ALIGNMENT",   "BPF_F_ANY_ALIGNMENT",
		"BPF_F_TEST_RND_HI32",	    "BPF_F_TEST_STATE_FREQ",
		"BPF_F_SLEEPABLE",	    "BPF_F_XDP_HAS_FRAGS",
		"BPF_F_XDP_DEV_BOUND_ONLY", "BPF_F_TEST_REG_INVARIANTS",
	};
	long n;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(text, names[i]) == 0) {
			*ret = 1u << i;
			return true;
		}
	}
	if (!value_number(text, &n) || n < 0 || n > UINT_MAX)
		return false;
	*ret = (unsigned int)n;
	return true;
}
