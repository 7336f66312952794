/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * symptom: in which way a run failed, as one line that can be held against
 * that of another kernel's run.
 *
 * What differs from kernel to kernel without meaning anything (addresses,
 * instruction numbers, process ids) is taken out of it. symptom_read() takes
 * result.json; symptom_release().
 */
#ifndef RIG_SYMPTOM_H
#define RIG_SYMPTOM_H

#include <stdbool.h>

struct json_t;
struct text;

enum symptom_kind {
	SYMPTOM_NONE, /* the case passed, and nothing else was wrong */
	SYMPTOM_CASE, /* the case failed */
	SYMPTOM_KERNEL, /* what failed is not the case itself: a crash, a hang */
	SYMPTOM_UNKNOWN, /* it never came to the case: build, patch, gate */
	SYMPTOM_RIG, /* the rig failed, so nothing can be said */
	SYMPTOM_NR,
};

struct symptom {
	enum symptom_kind kind;
	char *line; /* what is compared; empty for SYMPTOM_NONE */
	char *sentence; /* for people */
};

const char *symptom_kind_name(enum symptom_kind kind);
bool symptom_kind_parse(const char *name, enum symptom_kind *ret);

/* The name of the case's log in the run's directory, or NULL. */
const char *symptom_log(const struct json_t *result, const char *id);

/*
 * Of the case `id`, whose log is `log`, or NULL; or, with a fingerprint, of
 * that splat, wherever it stands. 0 or -errno; on an error `why` says what is
 * no result, and *ret is empty.
 */
int symptom_read(const struct json_t *result, const char *id, const char *log,
		 const char *fingerprint, struct symptom *ret,
		 struct text *why);

/* Appends the line without what differs from kernel to kernel. */
void symptom_put_normal(struct text *out, const char *line);

void symptom_release(struct symptom *s);

#endif
