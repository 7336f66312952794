/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * console: lines out of what the guest's serial port sends, and the lines that
 * say that the kernel is lost.
 *
 * console_init(), console_feed() with bytes as they come, console_close() for
 * the line without an end, console_release(). For every line the callback is
 * called with the line, not NUL-terminated, without its CR and LF, otherwise
 * as it came. A line longer than CONSOLE_LINE_BYTES comes in pieces that
 * overlap, so that no text shorter than CONSOLE_OVERLAP_BYTES hides in a cut.
 */
#ifndef RIG_CONSOLE_H
#define RIG_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONSOLE_LINE_BYTES 4096
#define CONSOLE_OVERLAP_BYTES 512

typedef void console_line_fn(void *context, const char *line, size_t bytes);

struct console {
	console_line_fn *line;
	void *context;
	size_t bytes;
	bool piece; /* what stands in buf went out already, but for its overlap */
	char buf[CONSOLE_LINE_BYTES];
};

void console_init(struct console *c, console_line_fn *line, void *context);
void console_feed(struct console *c, const char *data, size_t bytes);
void console_close(struct console *c);

/* Did a line begin that has not come to its end? */
bool console_is_open(const struct console *c);

/*
 * Does the line say that the kernel panicked, or oopsed and is about to? What
 * it says is the same for every run; configs/splats.deny adds the warnings.
 */
bool console_is_crash(const char *line, size_t bytes);

/*
 * The time since its boot that the kernel put ahead of the line, as in
 * "[    1.234567] ", in microseconds; -1 when there is none.
 */
int64_t console_stamp_us(const char *line, size_t bytes);

#endif
