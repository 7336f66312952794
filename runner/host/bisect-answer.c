// SPDX-License-Identifier: GPL-2.0-only
#include "bisect-answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "rundir.h"
#include "text.h"

static char *read_clean(const struct rundir *d, const char *name)
{
	struct text raw CLEANUP_TEXT = TEXT_INIT;
	struct text clean = TEXT_INIT;

	if (rundir_get(d, name, &raw))
		return text_dup("");
	text_put_clean(&clean, raw.data, raw.bytes);
	return text_take(&clean);
}

/* Of a symbol of a fragment: what kbuild made of it, and what it came on. */
static char *with_config(char *sentence, const struct bisect_answer *a)
{
	struct text t = TEXT_INIT;

	text_puts(&t, sentence);
	free(sentence);
	if (*a->changed)
		text_printf(&t, "; the .config changed by it: %s", a->changed);
	if (*a->earlier)
		text_printf(&t,
			    "; it came on top of %s, without which it may not "
			    "matter",
			    a->earlier);
	return text_take(&t);
}

static char *conclude(const struct bisect *b, const struct bisect_answer *a,
		      const char *verdict)
{
	bool fixed = !strcmp(keyfile_get(&b->request, "fixed") ?: "", "1");
	const char *what = fixed ? "fixed" : "broke";

	if (!strcmp(verdict, "range"))
		return text_format("%.12s (%s) or one that can not be told "
				   "from it %s %s: %s",
				   a->commit, a->subject, what, b->test,
				   a->others);
	if (!strcmp(verdict, "found") && a->is_sure)
		return text_format("%.12s (%s) %s %s, with a confidence of "
				   "%.2f %%: its parent %s, it %s, its parent "
				   "%s again",
				   a->commit, a->subject, what, b->test,
				   100 * a->confidence,
				   fixed ? "fails" : "passes",
				   fixed ? "passes" : "fails",
				   fixed ? "fails" : "passes");
	if (!strcmp(verdict, "found"))
		return text_format("%.12s (%s) may have been what %s %s, but "
				   "the confidence is %.2f %% only",
				   a->commit, a->subject, what, b->test,
				   100 * a->confidence);
	return text_format("git came to %.12s (%s), but when it was looked at "
			   "again, it and its parent did not differ so: this "
			   "is no answer",
			   a->commit, a->subject);
}

static char *head(const struct bisect *b)
{
	double seconds = 0;

	for (size_t i = 0; i < b->steps_nr; i++)
		seconds += b->steps[i].seconds;
	return text_format("%s on %s, %s %s of %s, GOOD=%s, BAD=%s; %zu boots, "
			   "%.0f min",
			   b->test, keyfile_get(&b->request, "arch") ?: "?",
			   keyfile_get(&b->request, "range") ?: "?",
			   keyfile_get(&b->request, "unit") ?: "commits",
			   keyfile_get(&b->request, "origin") ?: "?",
			   keyfile_get(&b->request, "good_name") ?: "?",
			   keyfile_get(&b->request, "bad_name") ?: "?",
			   b->trials_nr, seconds / 60);
}

int bisect_answer_read(const struct rundir *d, const struct bisect *b,
		       struct bisect_answer *ret, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(d, "answer");
	struct bisect_answer a = { .confidence = 1 - bisect_error(b) };
	const char *verdict = "";
	int err = keyfile_read(path, &a.file, why);

	if (!err)
		err = keyfile_need(&a.file, "verdict", &verdict, why);
	if (!err)
		err = keyfile_need(&a.file, "commit", &a.commit, why);
	if (!err)
		err = keyfile_need(&a.file, "parent", &a.parent, why);
	if (err) {
		bisect_answer_release(&a);
		return err;
	}
	a.subject = keyfile_get(&a.file, "subject") ?: "";
	a.others = keyfile_get(&a.file, "others") ?: "";
	a.changed = keyfile_get(&a.file, "changed") ?: "";
	a.earlier = keyfile_get(&a.file, "earlier") ?: "";
	a.is_sure = !strcmp(verdict, "found") && bisect_error(b) <= b->error;
	a.diff = read_clean(d, "culprit.diff");
	a.before = read_clean(d, "before.log");
	a.after = read_clean(d, "culprit.log");
	a.heading = head(b);
	a.sentence = with_config(conclude(b, &a, verdict), &a);
	*ret = a;
	return 0;
}

void bisect_answer_release(struct bisect_answer *a)
{
	free(a->diff);
	free(a->before);
	free(a->after);
	free(a->heading);
	free(a->sentence);
	keyfile_release(&a->file);
	*a = (struct bisect_answer){ 0 };
}
