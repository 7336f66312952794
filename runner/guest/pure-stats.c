// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stats.h"

/* The closing lines are few; the log before them can be very long. */
#define TAIL_BYTES (256 * 1024)
#define LINE_BYTES 256

static void parse_line(const char *line, struct stats *s)
{
	uint64_t insns, states, peak, time;

	if (sscanf(line,
		   "processed %" SCNu64 " insns (limit %*u) "
		   "max_states_per_insn %*u total_states %" SCNu64
		   " peak_states %" SCNu64,
		   &insns, &states, &peak) == 3) {
		s->has_counts = true;
		s->insns = insns;
		s->states = states;
		s->peak_states = peak;
	} else if (sscanf(line, "verification time %" SCNu64 " usec", &time) ==
		   1) {
		s->has_time = true;
		s->verify_us = time;
	}
}

void stats_parse(const char *log, size_t bytes, struct stats *ret)
{
	const char *end = log + bytes;
	const char *at = bytes > TAIL_BYTES ? end - TAIL_BYTES : log;
	char line[LINE_BYTES];

	memset(ret, 0, sizeof(*ret));
	while (at < end) {
		const char *newline = memchr(at, '\n', end - at);
		size_t length = (newline ? newline : end) - at;

		if (length < sizeof(line)) {
			memcpy(line, at, length);
			line[length] = '\0';
			parse_line(line, ret);
		}
		at += length + 1;
	}
}
