/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report: a result, written in the formats that others read.
 *
 * report_write() puts all of them into the run directory; each format is a
 * file of its own here, and sees the result and nothing else. What they hold
 * depends on the result alone, so making them again gives the same bytes.
 */
#ifndef RIG_REPORT_H
#define RIG_REPORT_H

#include <stddef.h>

#include "outcome.h"

struct result;
struct rundir;
struct text;
struct xml;

/* Appends the report. 0 or -errno. */
int report_json_put(const struct result *r, struct text *out);
int report_ktap_put(const struct result *r, struct text *out);
int report_junit_put(const struct result *r, struct text *out);
int report_csv_put(const struct result *r, struct text *out);
int report_html_put(const struct result *r, struct text *out);
int report_md_put(const struct result *r, struct text *out);

/*
 * The same as parts of a report of several runs: a run's tests on lines that
 * begin with `lead`, its testsuite, its rows after a column of the cell's name
 * (NULL: none), its sections below a heading of that element.
 */
void report_ktap_put_tests(const struct result *r, const char *lead,
			   struct text *out);
void report_junit_put_suite(const struct result *r, struct xml *x);
void report_csv_put_head(const char *lead, struct text *out);
void report_csv_put_rows(const struct result *r, const char *cell,
			 struct text *out);
void report_html_begin(struct xml *x, const char *title);
void report_html_put_outcome(struct xml *x, const char *heading,
			     enum outcome outcome, const char *sentence);
void report_html_put_run(struct xml *x, const struct result *r,
			 const char *heading);
int report_html_end(struct xml *x, struct text *out);

struct splat_report;

#define SPLAT_FRAMES_SHOWN 6 /* where there may be many splats */

/*
 * A splat in one line without an end, and the top of its trace: a line for
 * each function, decoded where that is known, each begun with `lead`.
 */
void report_splat_put(const struct splat_report *splat, struct text *out);
void report_splat_put_stack(const struct splat_report *splat, size_t most,
			    const char *lead, struct text *out);

/*
 * Both, of the splats that came while the case ran; id NULL: of those that came
 * at no case's time.
 */
void report_splats_put(const struct result *r, const char *id, const char *lead,
		       struct text *out);

/* The log of one case: what was expected and seen, then both logs whole. */
void report_log_put(const struct result *r, size_t index, struct text *out);

/*
 * Puts a report into the directory, unless making it ended with `err`. 0 or
 * -errno; on an error `why` names the file.
 */
int report_keep(const struct rundir *d, const char *name, int err,
		const struct text *report, struct text *why);

/*
 * Writes all reports and logs, result.json last. 0 or -errno; on an error
 * `why` names the file.
 */
int report_write(const struct result *r, const struct rundir *d,
		 struct text *why);

/* "object" of "object/program" in *ret_bytes bytes at id; "program" returned. */
const char *report_split_id(const char *id, size_t *ret_bytes);

#endif
