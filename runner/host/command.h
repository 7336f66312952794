/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * command: what `rig` can be asked to do; one file each, one table in main.c.
 *
 * A command gets the words after its name, ended by NULL, and the whole
 * command line, and returns the outcome that rig exits with.
 */
#ifndef RIG_COMMAND_H
#define RIG_COMMAND_H

#include <stddef.h>

#include "options.h"
#include "outcome.h"

struct durations;
struct plan;
struct shard;

struct command {
	const char *name;
	const char *summary;
	const struct option_row *options;
	size_t options_nr;
	/* words: of this command; argv: everything, for the manifest */
	enum outcome (*run)(const struct command *c, char **words, char **argv);
};

extern const struct command command_plan;
extern const struct command command_probe;
extern const struct command command_run;
extern const struct command command_report;
extern const struct command command_fail;
extern const struct command command_gate;
extern const struct command command_outcomes;
extern const struct command command_discriminate;
extern const struct command command_series;
extern const struct command command_durations;
extern const struct command command_bisect_verdict;
extern const struct command command_bisect_report;

/*
 * Parses the words of a command. True: go on. False: help was asked for or the
 * words are wrong; *ret is what to exit with.
 */
bool command_parse(const struct command *c, char **words, void *values,
		   enum outcome *ret);

/* "rig: " and a sentence on stderr. Returns the outcome, for a tail call. */
enum outcome command_fails(enum outcome outcome, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* False: that is no variant; *ret is what to exit with, and it was told. */
bool command_knows_variant(const char *variant, enum outcome *ret);

/*
 * Keeps of the plan what the globs mean. False, told and in *ret, when one of
 * them means no case.
 */
bool command_selects(struct plan *plan, const struct option_list *tests,
		     enum outcome *ret);

/*
 * The shard of the plan that is meant, ->n 0 when `word` is NULL, and the
 * durations that it goes by. False, told and in *ret, when the word is wrong
 * or there are not as many shards.
 */
bool command_shards(const struct plan *plan, const char *word,
		    const char *durations, struct shard *ret_shard,
		    struct durations *ret_durations, enum outcome *ret);

#endif
