/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * result: all that is known of a run, as every report shows it.
 *
 * Made by evidence_read(); report writers see nothing else. result_init(),
 * result_release().
 */
#ifndef RIG_RESULT_H
#define RIG_RESULT_H

#include <stddef.h>

#include "attempts.h"
#include "conclusion.h"
#include "hash.h"
#include "judge.h"
#include "keyfile.h"
#include "manifest.h"
#include "outcome.h"
#include "phases.h"
#include "plan.h"
#include "session.h"
#include "text.h"
#include "transcript.h"

/* A boot of the run, in short. */
struct result_boot {
	unsigned int number; /* from 1 */
	char *shard; /* of whose run, or NULL: there is but one */
	char *first; /* id of the first case that it was asked for */
	size_t cases; /* how many */
	size_t done; /* have a verdict */
	char *lost; /* id of the case that it ended in, or NULL */
	bool again; /* it was for a case that another had lost */
	const char *end; /* how it ended, a word */
	const char *cause; /* why the rig ended it, a word */
	const char *hang_class; /* what the black box found; NULL: none */
	char *hang; /* the same as a sentence, or NULL */
	int64_t boot_ms; /* to HELLO; -1: it never came */
	int64_t boot_allowed_ms; /* for that */
	uint32_t factor; /* of pace.h, for all limits after that */
	int64_t cases_ms; /* from HELLO to the end; -1 likewise */
};

struct result {
	struct manifest manifest;
	struct keyfile facts; /* of the kernel; empty when none was reached */
	struct plan plan;
	struct plan whole; /* that a shard is of; empty when it is ->plan */
	char plan_sha256[HASH_HEX_SIZE]; /* of the whole; empty: no plan */
	/* ->seen[i] belongs to plan.cases[i], and is of its last attempt */
	struct session session;
	struct attempts *attempts; /* likewise of plan.cases[i] */
	struct judgement *judgements; /* likewise */
	size_t counts[VERDICT_NR];
	struct result_boot *boots; /* those that are over */
	size_t boots_nr; /* 0: the run ended before the first */
	struct splat_report **splats; /* as they came */
	size_t splats_nr; /* of those kept */
	size_t splats_fatal; /* of all that came, as the next two */
	size_t splats_unexcused; /* and a kernel survived, as next */
	size_t splats_excused;
	const struct splat_report *crash; /* the first it did not, or NULL */
	char *tail
		[TRANSCRIPT_TAIL_LINES]; /* last lines of the console, cleaned */
	size_t tail_nr;
	char *qemu_said; /* on stderr; NULL or cleaned */
	char *degraded; /* TCG took over from KVM, and why; NULL: no */
	char **warnings; /* sentences */
	size_t warnings_nr;
	struct phases phases;
	struct text found[FINDING_NR]; /* one sentence each, or empty */
	enum outcome outcome;
	char *sentence; /* why, one */
};

void result_init(struct result *r);
void result_release(struct result *r);

void result_warn(struct result *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* All that was picked, of which ->plan may be a shard. */
const struct plan *result_whole(const struct result *r);

/* The plan is there, and nothing was seen of it yet. */
void result_begin(struct result *r);

void result_boot_release(struct result_boot *b);

/* The black box's file for people, in the run's directory; to be freed. */
char *result_boot_blackbox(const struct result_boot *b);

/* The next boot behind `b` that hung; NULL: the first, and none is left. */
const struct result_boot *result_next_hang(const struct result *r,
					   const struct result_boot *b);

/* One line of what its black box says; the caller frees it. */
char *result_say_hang(const struct result_boot *b);

/*
 * Judges each case of the plan by its attempts, and notes in ->found when one
 * did not meet its expectation.
 */
void result_judge(struct result *r);

/* Outcome and sentence, out of ->found. */
void result_conclude(struct result *r);

/* Name of a case's log in the run directory; the caller frees it. */
char *result_log_name(const struct plan_case *c);

/*
 * Whose expectation the case was held to: a variant's; a mutant's is
 * "patched". On a step of the series the one it met, or NULL.
 */
const char *result_expected_as(const struct result *r, size_t index);

/* That expectation; patched's where none was met. */
const struct expect *result_expected(const struct result *r, size_t index);

/* A sentence for a run of which every case met an expectation; the caller frees it. */
char *result_say_met(const struct result *r);

/* Did the splat come while the case ran? */
bool result_splat_is_in(const struct result *r, size_t splat, const char *id);

/* Did the case end otherwise than expected? */
bool result_is_surprise(const struct result *r, size_t index);

#endif
