/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * session: what a guest said, held against the order in which it must say it.
 *
 * HELLO, PLAN, then for each planned case in order START, any LOG, VERDICT,
 * then END; or ERROR at any place, and nothing after it. The first record out
 * of that order, or one that contradicts the plan, spoils the session for
 * good; ->defect says why.
 *
 * session_init() with the plan that was asked for (borrowed, must outlive the
 * session), session_take() for every record, read ->seen, session_release().
 */
#ifndef RIG_SESSION_H
#define RIG_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan.h"
#include "record.h"
#include "text.h"

#define SESSION_LOG_MAX_BYTES (64u * 1024 * 1024) /* of one case */

/* What the guest observed of one case; texts are cleaned but for the logs. */
struct observation {
	bool started;
	bool finished;
	bool logs_whole; /* length and checksum are those that were announced */
	char *object_sha256; /* of the file it came from; NULL before START */
	enum record_stage stage;
	int err; /* positive, 0 for none */
	bool has_retval;
	uint32_t retval;
	uint32_t prog_id; /* 0: it has none */
	unsigned int proven; /* set of RECORD_PROVEN_*; 0: not told */
	char *reason; /* NULL: none */
	struct text libbpf_log; /* as the guest sent it */
	struct text verifier_log;
	struct text stdout_log; /* what the program printed to its streams */
	struct text stderr_log;
	bool has_stats;
	uint64_t insns;
	uint64_t states;
	uint64_t peak_states;
	uint64_t verify_us;
	uint64_t elapsed_us;
	/* by the host's clock, of the time it was allowed; 0: not known */
	int64_t used_ms;
	int64_t allowed_ms;
};

/* Who spoke; all texts cleaned, NULL before HELLO. */
struct hello {
	char *machine;
	char *release;
	char *version;
	char *build_id;
	char *btf_sha256;
	char *config_sha256;
	char **modules; /* "name sha256" */
	size_t modules_nr;
	uint64_t cpus;
	uint64_t mem_kib;
	uint64_t uptime_ms;
	/* of its measure of itself, each bounded by record.c */
	uint64_t slices_us[RECORD_SLICES];
};

struct session {
	const struct plan *plan;
	struct observation *seen; /* one for each case of the plan */
	struct hello hello;
	bool has_hello;
	bool has_plan;
	bool has_end;
	bool has_error; /* the runner gave up; why is in ->error */
	bool spoilt;
	size_t done; /* cases with a VERDICT; it is the index of the next */
	bool running; /* that one has begun */
	struct text error;
	struct text defect;
};

void session_init(struct session *s, const struct plan *plan);
void session_release(struct session *s);

/* 0, or -EPROTO when the session is spoilt, by this record or before. */
int session_take(struct session *s, const struct record *r);

/* The id of the case that is running, or NULL. */
const char *session_running(const struct session *s);

#endif
