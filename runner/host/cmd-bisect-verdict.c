// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bisect.h"
#include "cleanup.h"
#include "command.h"
#include "rundir.h"
#include "text.h"

struct verdict_options {
	const char *state;
	const char *place;
	const char *commit;
	int64_t left;
	const char *run;
	int64_t took_s;
};

#define ROW(member) offsetof(struct verdict_options, member)

static const struct option_row rows[] = {
	{ "state", "DIR", OPTION_TEXT, true, ROW(state),
	  "folder of the bisection: request, trials, steps" },
	{ "place", "PLACE", OPTION_TEXT, true, ROW(place),
	  "what the commit is looked at for: bad, good, step, before, culprit, "
	  "again" },
	{ "commit", "COMMIT", OPTION_TEXT, true, ROW(commit), "that it is of" },
	{ "left", "NUMBER", OPTION_NUMBER, false, ROW(left),
	  "how many steps there will be, with this one" },
	{ "run", "DIR", OPTION_TEXT, false, ROW(run),
	  "directory of a run just made, which is noted as a trial" },
	{ "took", "SECONDS", OPTION_NUMBER, false, ROW(took_s),
	  "that it took" },
};

/* In one piece, so that a kill leaves the line or nothing of it. */
static int append(const char *dir, const struct text *line, struct text *why)
{
	CLEANUP_FREE char *path = text_format("%s/trials", dir);
	CLEANUP_FD int fd =
		open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	if (fd >= 0 &&
	    write(fd, line->data, line->bytes) == (ssize_t)line->bytes)
		return 0;
	text_printf(why, "%s: %s", path, strerror(errno));
	return -EIO;
}

static int read_run(const char *path, const struct bisect *b,
		    struct symptom *ret, struct text *why)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct text what CLEANUP_TEXT = TEXT_INIT;
	struct text log CLEANUP_TEXT = TEXT_INIT;
	const char *name;
	json_t *json;
	int err = rundir_open(path, &d, why);

	if (!err)
		err = rundir_get_json(&d, "result.json", &json, why);
	if (err)
		return err;
	name = symptom_log(json, b->test);
	if (name)
		rundir_get(&d, name, &log);
	err = symptom_read(json, b->test, log.data, b->fingerprint, ret, &what);
	if (err)
		text_printf(why, "%s/result.json: %s", path, what.data);
	json_decref(json);
	return err;
}

/* Reads and notes the run, if there is one. *ret_rig: the rig failed in it. */
static int take_run(const struct verdict_options *o, enum bisect_place place,
		    struct bisect *b, char **ret_rig, struct text *why)
{
	struct bisect_trial t = { .place = place };
	struct text line CLEANUP_TEXT = TEXT_INIT;
	int err;

	if (!o->run)
		return 0;
	err = read_run(o->run, b, &t.symptom, why);
	if (err)
		return err;
	t.commit = text_dup(o->commit);
	t.run = text_dup(o->run);
	t.seconds = (double)o->took_s;
	if (t.symptom.kind == SYMPTOM_RIG)
		*ret_rig = text_dup(t.symptom.sentence);
	bisect_put_trial(&t, &line);
	bisect_add_trial(b, t);
	return append(o->state, &line, why);
}

static int tell(const struct verdict_options *o, enum bisect_place place,
		struct bisect *b)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	CLEANUP_FREE char *rig = NULL;
	struct bisect_verdict v = { .word = BISECT_ABORT };

	if (take_run(o, place, b, &rig, &why))
		v.sentence = text_take(&why);
	else if (rig)
		v.sentence = text_format("the rig failed: %s", rig);
	else
		bisect_judge(b, place, o->commit, (unsigned int)o->left, &v);
	printf("%s\t%.3g\t%s\n", bisect_word_name(v.word), v.error, v.sentence);
	free(v.sentence);
	return bisect_word_exit(v.word);
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct verdict_options o = { .left = 1 };
	struct bisect b = { 0 };
	enum bisect_place place;
	enum outcome outcome;
	int status;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (!bisect_place_parse(o.place, &place))
		return command_fails(OUTCOME_USAGE, "--place %s is not known",
				     o.place);
	if (bisect_read(o.state, &b, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	status = tell(&o, place, &b);
	bisect_release(&b);
	/* what git bisect takes is no outcome: past the table, on purpose */
	fflush(stdout);
	exit(status);
}

const struct command command_bisect_verdict = {
	.name = "bisect-verdict",
	.summary = "tell good from bad of a commit, by its trials so far",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
