// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <string.h>

#include <bpf/bpf.h>

#include "attempt.h"
#include "pause.h"
#include "prints.h"

/* The kernel's numbers of them. */
static const unsigned int streams[] = {
	[EXPECT_PRINT_STDOUT] = 1,
	[EXPECT_PRINT_STDERR] = 2,
};

static_assert(sizeof(streams) / sizeof(streams[0]) == EXPECT_PRINTS,
	      "every stream has its number");

/* What a callback of the program prints may come after its test run. */
#define LATE_MS 1000

static int read_one(struct attempt *a, int prog_fd, enum expect_print print,
		    bool awaited)
{
	struct pause pause = pause_begin(LATE_MS);
	size_t bytes = 0;
	int n;

	do {
		n = bpf_prog_stream_read(prog_fd, streams[print],
					 a->prints[print] + bytes,
					 ATTEMPT_PRINT_BYTES - bytes, NULL);
		bytes += n > 0 ? (size_t)n : 0;
	} while (n > 0 ? bytes < ATTEMPT_PRINT_BYTES
		       : !n && !bytes && awaited && pause_more(&pause));
	a->prints_bytes[print] = bytes;
	if (n < 0)
		return attempt_stop(a, RECORD_STAGE_NEEDS, 0,
				    "stream %u of the program: %s",
				    streams[print], strerror(-n));
	if (n > 0)
		return attempt_stop(a, RECORD_STAGE_NEEDS, 0,
				    "stream %u of the program holds more than "
				    "%d bytes",
				    streams[print], ATTEMPT_PRINT_BYTES);
	return 0;
}

int prints_read(struct attempt *a, int prog_fd, const struct expect *e)
{
	for (int i = 0; i < EXPECT_PRINTS; i++)
		if (read_one(a, prog_fd, i, e->prints[i].nr))
			return -1;
	return 0;
}
