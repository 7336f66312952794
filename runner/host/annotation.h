/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * annotation: a result as lines that a CI system shows at the code.
 */
#ifndef RIG_ANNOTATION_H
#define RIG_ANNOTATION_H

struct result;
struct text;

/*
 * GitHub's workflow commands: "::error ..." for each case that did not meet
 * its expectation, at its source where that is below the current folder; and
 * for a run that ended in something else than its cases.
 */
void annotation_put_github(const struct result *r, struct text *out);

#endif
