/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * decode: file and line of the functions in the traces of splats, by the
 * tree's decode_stacktrace.sh and the vmlinux of the kernel store.
 *
 * `rig run` calls decode_write() when the VMs are gone; it keeps in the run's
 * directory, as decoded.txt, what was found: a line "function+0x1a/0x30", tab,
 * "file:line" for each function, those inlined there first. decode_read() puts
 * it into the splats of a result, so that a report made elsewhere, without
 * that vmlinux, says the same.
 *
 * The script puts words of its input into awk programs and arithmetic of bash,
 * so no line of a console may reach it: it gets places (kline_is_place()),
 * one a line. Modules are stripped in the store: their functions stay as they
 * are, which is said.
 */
#ifndef RIG_DECODE_H
#define RIG_DECODE_H

#include <stddef.h>

#define DECODE_FILE "decoded.txt"
#define DECODE_PLACES_MAX 64
#define DECODE_MS 60000 /* for all of them; each takes a fraction of a second */

struct arch;
struct result;
struct rundir;
struct text;

/*
 * Decodes what the splats hold that are not excused; nothing is written when
 * they hold nothing. A decoder that is missing, fails, or takes longer than the
 * limit is noted in the file. 0 or -errno: the file could not be written.
 */
int decode_write(const struct rundir *d, const char *kernel,
		 const struct arch *arch, const struct result *r, int limit_ms);

/*
 * Sources into the frames of the splats, and a warning when there are not all.
 * 0 or -errno; `why` names the file. A run without the file is fine.
 */
int decode_read(const struct rundir *d, struct result *r, struct text *why);

#endif
