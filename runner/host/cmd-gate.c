// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "gate-allow.h"
#include "gate-diff.h"
#include "gate-table.h"
#include "gate.h"
#include "term.h"
#include "text.h"

/* The reason of a failure is one line. */
#define NAMED_MOST 8

struct gate_options {
	const char *kernel;
	const char *against;
	const char *allow;
	struct option_list implicit;
	bool table;
	bool rules;
};

#define ROW(member) offsetof(struct gate_options, member)

static const struct option_row rows[] = {
	{ "kernel", "DIR", OPTION_TEXT, false, ROW(kernel),
	  "a kernel of the store: vmlinux, modules/*.ko" },
	{ "against", "DIR", OPTION_TEXT, false, ROW(against),
	  "another kernel; each difference of a kfunc is a line" },
	{ "allow", "FILE", OPTION_TEXT, false, ROW(allow),
	  "the differences that may be: kfunc, difference, reason" },
	{ "implicit", "STRUCT", OPTION_LIST, false, ROW(implicit),
	  "pointers to it are implicit arguments as well" },
	{ "table", NULL, OPTION_FLAG, false, ROW(table),
	  "print a line for each kfunc" },
	{ "rules", NULL, OPTION_FLAG, false, ROW(rules),
	  "print the rules, and do nothing else" },
};

static void put_rules(void)
{
	for (int i = 0; i < RULE_NR; i++)
		printf("%-16s %s\n", finding_rule_name(i),
		       finding_rule_meaning(i));
}

static void put_counts(const struct gate *g)
{
	struct gate_counts c = gate_count(g);
	size_t flagged = c.kinds[KFUNC_GENERATED] + c.kinds[KFUNC_LEGACY];

	printf("gate: %zu kfuncs in %zu sets of vmlinux and %zu module%s: "
	       "%zu with implicit arguments (%zu generated, %zu legacy), "
	       "%zu plain; %zu finding%s\n",
	       c.kfuncs, c.sets, g->nr - 1, g->nr == 2 ? "" : "s", flagged,
	       c.kinds[KFUNC_GENERATED], c.kinds[KFUNC_LEGACY],
	       c.kinds[KFUNC_PLAIN], g->findings.nr,
	       g->findings.nr == 1 ? "" : "s");
}

/* Who breaks what, as far as it fits. */
static enum outcome fail_findings(const struct findings *f, const char *whose)
{
	struct text named CLEANUP_TEXT = TEXT_INIT;
	struct text clean CLEANUP_TEXT = TEXT_INIT;

	for (size_t i = 0; i < f->nr && i < NAMED_MOST; i++) {
		const struct finding *one = &f->findings[i];

		text_printf(&named, "%s%s (%s)", i ? ", " : "",
			    *one->kfunc ? one->kfunc : one->where,
			    finding_rule_name(one->rule));
	}
	text_put_clean_line(&clean, named.data, named.bytes);
	if (f->nr > NAMED_MOST)
		text_printf(&clean, " and %zu more", f->nr - NAMED_MOST);
	return command_fails(OUTCOME_GATE_FAIL, "gate: %zu finding%s%s: %s",
			     f->nr, f->nr == 1 ? "" : "s", whose, clean.data);
}

struct comparison {
	struct gate_diff diff;
	struct gate_allow allow;
	size_t allowed, told, unused;
	struct text named; /* the first ones that are not allowed */
};

static void put_difference(struct comparison *c, const struct term *t,
			   const struct gate_diff_entry *d)
{
	const struct gate_allow_line *line =
		gate_allow_find(&c->allow, d->kfunc, d->kind);
	const char *colour = line ? "\033[32m" : "\033[31m";
	struct text words CLEANUP_TEXT = TEXT_INIT;
	struct text clean CLEANUP_TEXT = TEXT_INIT;

	text_printf(&words, "%s: %s: %s: %s", d->where, d->kfunc,
		    gate_difference_name(d->kind), d->words);
	text_put_clean_line(&clean, words.data, words.bytes);
	fprintf(t->out, "%s%-9s%s %s%s%s\n", t->colour ? colour : "",
		line ? "allowed" : "differs", t->colour ? "\033[0m" : "",
		clean.data, line ? "; on purpose: " : "",
		line ? line->reason : "");
	c->allowed += line != NULL;
	if (!line && c->told++ < NAMED_MOST)
		text_printf(&c->named, "%s%s (%s)", c->named.bytes ? ", " : "",
			    d->kfunc, gate_difference_name(d->kind));
}

/*
 * A line of the file that allows nothing is misspelt, or what it was for is
 * gone: left there, it would let the same thing by when it comes back.
 */
static void put_unused(struct comparison *c, const struct term *t)
{
	for (size_t i = 0; i < c->allow.nr; i++) {
		const struct gate_allow_line *line = &c->allow.lines[i];

		if (line->used)
			continue;
		c->unused++;
		fprintf(t->out,
			"%-9s %s:%d: %s does not differ in '%s'; remove the "
			"line\n",
			"unused", c->allow.path, line->number, line->kfunc,
			gate_difference_name(line->kind));
	}
}

static enum outcome conclude(struct comparison *c, const char *against)
{
	struct text clean CLEANUP_TEXT = TEXT_INIT;
	size_t bad = c->diff.nr - c->allowed;

	printf("gate: against %s: %zu difference%s, %zu of them allowed; %zu "
	       "unused line%s in the list\n",
	       against, c->diff.nr, c->diff.nr == 1 ? "" : "s", c->allowed,
	       c->unused, c->unused == 1 ? "" : "s");
	fflush(stdout);
	text_put_clean_line(&clean, c->named.data, c->named.bytes);
	if (c->told > NAMED_MOST)
		text_printf(&clean, " and %zu more", c->told - NAMED_MOST);
	if (bad)
		return command_fails(OUTCOME_GATE_FAIL,
				     "gate: %zu difference%s not allowed: %s",
				     bad, bad == 1 ? "" : "s", clean.data);
	if (c->unused)
		return command_fails(OUTCOME_GATE_FAIL,
				     "gate: %s: %zu line%s of no use; remove "
				     "what does not differ",
				     c->allow.path, c->unused,
				     c->unused == 1 ? "" : "s");
	return OUTCOME_PASS;
}

static enum outcome compare(const struct gate_options *o, const struct gate *g,
			    const struct term *t)
{
	struct comparison c = { .named = TEXT_INIT };
	struct text why CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome;
	struct gate there;

	if (o->allow && gate_allow_read(o->allow, &c.allow, &why))
		return command_fails(OUTCOME_RIG_ERROR, "gate: %s", why.data);
	gate_read(o->against, o->implicit.values, &there);
	gate_diff_make(g, &there, &c.diff);
	for (size_t i = 0; i < c.diff.nr; i++)
		put_difference(&c, t, &c.diff.entries[i]);
	put_unused(&c, t);
	fflush(t->out);
	findings_put(&there.findings, stderr);
	outcome = conclude(&c, o->against);
	/* what can not be read has no differences */
	if (there.findings.nr)
		outcome = fail_findings(&there.findings, " there");
	gate_release(&there);
	gate_diff_release(&c.diff);
	gate_allow_release(&c.allow);
	text_release(&c.named);
	return outcome;
}

static enum outcome look(const struct gate_options *o)
{
	enum outcome outcome = OUTCOME_PASS;
	struct gate g;
	struct term t;

	term_init(&t, stdout, false);
	gate_read(o->kernel, o->implicit.values, &g);
	if (o->table)
		gate_table_put(&g, &t);
	if (o->against)
		outcome = compare(o, &g, &t);
	fflush(stdout);
	findings_put(&g.findings, stderr);
	put_counts(&g);
	fflush(stdout);
	if (g.findings.nr)
		outcome = fail_findings(&g.findings, "");
	gate_release(&g);
	return outcome;
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct gate_options o = { NULL };
	enum outcome outcome = OUTCOME_PASS;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	/* ended by NULL */
	o.implicit.values = text_grow(o.implicit.values, o.implicit.nr,
				      sizeof(*o.implicit.values));
	if (o.rules)
		put_rules();
	else if (!o.kernel)
		outcome = command_fails(OUTCOME_USAGE,
					"gate: --kernel is missing; rig gate "
					"--help tells more");
	else if (o.allow && !o.against)
		outcome = command_fails(OUTCOME_USAGE,
					"gate: --allow is of use with "
					"--against alone");
	else
		outcome = look(&o);
	free(o.implicit.values);
	return outcome;
}

const struct command command_gate = {
	.name = "gate",
	.summary =
		"prove the BTF of a kernel's kfuncs, or compare two kernels'",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
