/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * excerpt: the few lines of a verifier's log that tell why it ended as it did.
 *
 * Pure. The verifier says what is wrong right after the instruction at which
 * it stops; a kernel may have much to say after that, and ends with
 * statistics.
 */
#ifndef RIG_EXCERPT_H
#define RIG_EXCERPT_H

#include <stddef.h>

#include "text.h"

/*
 * Appends up to `lines` lines of the clean log: from the last instruction on,
 * or, when the log names none, the last ones; in both cases without the
 * statistics at the end and without empty lines around.
 */
void excerpt_put(const char *log, size_t lines, struct text *out);

#endif
