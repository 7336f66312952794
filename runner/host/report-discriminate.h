/* SPDX-License-Identifier: GPL-2.0-only */
/* report-discriminate: what discriminate found, for people and for programs. */
#ifndef RIG_REPORT_DISCRIMINATE_H
#define RIG_REPORT_DISCRIMINATE_H

struct discrimination;
struct text;

/* Markdown whose tables line up, so that a terminal can show it as it is. */
void report_discriminate_md(const struct discrimination *d, struct text *out);

/* 0 or -errno. */
int report_discriminate_json(const struct discrimination *d, struct text *out);

#endif
