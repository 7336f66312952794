/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kline: a line of the kernel's log, told apart: who printed it, what part of
 * a report it looks like, and the function that it names.
 *
 * The line is cleaned (text.h) and may be of anybody's making: a shape says
 * what it looks like, never that the kernel wrote it. What is found points
 * into the line.
 */
#ifndef RIG_KLINE_H
#define RIG_KLINE_H

#include <stdbool.h>
#include <stddef.h>

enum kline_shape {
	KLINE_TEXT, /* any words */
	KLINE_HEAD, /* registers and facts that stand before or after a trace */
	KLINE_TRACE, /* "Call Trace:" */
	KLINE_STACK, /* <TASK>, </IRQ> and the like */
	KLINE_FRAME, /* a function of a trace */
	KLINE_END, /* "---[ end trace" */
};

/*
 * function+0x1a/0x30 [module]: the strings are not ended by a NUL. What is
 * accepted is narrow, so that it can be handed to tools.
 */
struct kline_frame {
	const char *function; /* NULL: none */
	size_t function_bytes;
	size_t place_bytes; /* of function+offset/size */
	const char *module; /* NULL: the kernel's own */
	size_t module_bytes;
	bool reliable; /* not a word that merely lay on the stack */
};

struct kline {
	const char *caller; /* "T12", "C0": its thread or CPU; may be empty */
	size_t caller_bytes;
	const char *text; /* behind time stamp, caller and blanks */
	enum kline_shape shape;
	struct kline_frame
		frame; /* of KLINE_FRAME, and of the lines of the PC */
};

void kline_read(const char *line, struct kline *ret);

/* The first function+offset/size in the text, wherever. False: there is none. */
bool kline_find_frame(const char *text, struct kline_frame *ret);

/* Is it "function+0x1a/0x30" or that and " [module]", and nothing else? */
bool kline_is_place(const char *s);

#endif
