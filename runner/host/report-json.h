/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report-json: what result.json of a run and that of several have in common.
 */
#ifndef RIG_REPORT_JSON_H
#define RIG_REPORT_JSON_H

#include <jansson.h>

#include "result.h"

/* A string or null. */
json_t *report_json_text(const char *s);

/* How many cases came to which verdict; the seconds of each phase. */
json_t *report_json_counts(const struct result *r);
json_t *report_json_seconds(const struct result *r);

/* Appends the document, and gives it up. 0 or -EINVAL, also when it is NULL. */
int report_json_dump(json_t *json, struct text *out);

#endif
