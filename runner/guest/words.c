// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>

#include <bpf/libbpf.h>

#include "attempt.h"
#include "words.h"

/* libbpf's print function is told nothing about whom it prints for. */
static struct attempt *listener;

__attribute__((format(printf, 2, 0))) static int
keep_words(enum libbpf_print_level level, const char *format, va_list args)
{
	size_t room = ATTEMPT_LIBBPF_BYTES - listener->libbpf_bytes;
	int n;

	if (level == LIBBPF_DEBUG)
		return 0;
	n = vsnprintf(listener->libbpf + listener->libbpf_bytes, room, format,
		      args);
	if (n < 0 || (size_t)n >= room)
		listener->libbpf_cut = true;
	else
		listener->libbpf_bytes += (size_t)n;
	return n;
}

void words_listen(struct attempt *a)
{
	listener = a;
	libbpf_set_print(keep_words);
}

void words_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	keep_words(LIBBPF_WARN, format, args);
	va_end(args);
}
