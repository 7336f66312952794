// SPDX-License-Identifier: GPL-2.0-only
/*
 * One program for all targets: the name it is called by says which. Several
 * programs would be the same bytes, linked again and again.
 */
#include <stdio.h>
#include <string.h>

#include "target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static const struct fuzz_target *target;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *slash = strrchr((*argv)[0], '/');
	const char *name = slash ? slash + 1 : (*argv)[0];

	target = fuzz_find(name);
	if (target)
		return 0;
	fprintf(stderr, "%s: no target of that name\n", name);
	return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	if (!target)
		fuzz_broken(__FILE__, __LINE__, "called by a target's name");
	target->run(data, bytes);
	return 0;
}
