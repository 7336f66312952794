// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "variable.h"

#define STRUCT_OPS_SECTION ".struct_ops.link"
#define ZEROED_SECTION ".bss"

int expect_check_names(struct expect *e, const struct btf *btf,
		       const char *program, char *why, size_t why_size)
{
	struct variable v;

	if (e->observe && variable_find(btf, e->observe, &v))
		snprintf(why, why_size,
			 "program '%s': there is no variable '%s' of 4 or 8 "
			 "bytes",
			 program, e->observe);
	else if (e->observe && strcmp(v.section, ZEROED_SECTION) != 0)
		snprintf(why, why_size,
			 "program '%s': variable '%s' is in %s, not in "
			 "" ZEROED_SECTION
			 ": it has its value before anything ran",
			 program, e->observe, v.section);
	else if (e->attach_map &&
		 !variable_is_in(btf, e->attach_map, STRUCT_OPS_SECTION))
		snprintf(why, why_size,
			 "program '%s': there is no map '%s' in "
			 "" STRUCT_OPS_SECTION,
			 program, e->attach_map);
	else
		return 0;
	expect_release(e);
	return -EINVAL;
}
