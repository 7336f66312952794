/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stats: the numbers with which the verifier's log ends.
 *
 * They stand in lines like "verification time 42 usec" and "processed 7 insns
 * (limit ...) ... total_states 1 peak_states 1 ...".
 */
#ifndef RIG_STATS_H
#define RIG_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stats {
	bool has_counts;
	uint64_t insns; /* instructions processed */
	uint64_t states; /* total */
	uint64_t peak_states;
	bool has_time;
	uint64_t verify_us;
};

/* Reads them from the end of a log; what is not there is left out. */
void stats_parse(const char *log, size_t bytes, struct stats *ret);

#endif
