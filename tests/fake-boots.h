/* SPDX-License-Identifier: GPL-2.0-only */
/* fake-boots: which boot of its run the fake plays, and what of a script is for it. */
#ifndef RIG_FAKE_BOOTS_H
#define RIG_FAKE_BOOTS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

/*
 * The run's directory, by the path of a boot's request: that of every boot but
 * the first is below boots/<number>. The caller frees it.
 */
static inline char *boots_rundir(const char *request, unsigned int *ret_boot)
{
	char *dir = text_dup(request);
	char *boots;

	*strrchr(dir, '/') = '\0';
	boots = strrchr(dir, '/');
	*ret_boot = boots ? (unsigned int)atol(boots + 1) : 0;
	if (boots && boots - dir > 6 && !strncmp(boots - 6, "/boots", 6))
		boots[-6] = '\0';
	else
		*ret_boot = 1;
	return dir;
}

/* NULL, or behind "boot " of a line that says for which boot the next ones are. */
static inline const char *boots_line(const char *line)
{
	return strncmp(line, "boot ", 5) ? NULL : line + 5;
}

static inline bool boots_here(const char *which, unsigned int boot)
{
	return !strcmp(which, "all") || (unsigned int)atol(which) == boot;
}

/* Does the script tell of this boot? Of the first it does. */
static inline bool boots_told(FILE *f, unsigned int boot)
{
	CLEANUP_FREE char *line = NULL;
	bool told = boot == 1;
	size_t size = 0;

	while (getline(&line, &size, f) >= 0) {
		const char *which = boots_line(line);

		line[strcspn(line, "\n")] = '\0';
		told = told || (which && boots_here(which, boot));
	}
	rewind(f);
	return told;
}

#endif
