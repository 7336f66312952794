// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "gate-table.h"
#include "gate.h"
#include "term.h"
#include "text.h"

/* The reason of a failure is one line. */
#define NAMED_MOST 8

struct gate_options {
	const char *kernel;
	struct option_list implicit;
	bool table;
	bool rules;
};

#define ROW(member) offsetof(struct gate_options, member)

static const struct option_row rows[] = {
	{ "kernel", "DIR", OPTION_TEXT, false, ROW(kernel),
	  "a kernel of the store: vmlinux, modules/*.ko" },
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
static enum outcome fail(const struct findings *f)
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
	return command_fails(OUTCOME_GATE_FAIL, "gate: %zu finding%s: %s",
			     f->nr, f->nr == 1 ? "" : "s", clean.data);
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct gate_options o = { NULL };
	enum outcome outcome = OUTCOME_PASS;
	struct gate g;
	struct term t;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (o.rules) {
		put_rules();
		return OUTCOME_PASS;
	}
	if (!o.kernel)
		return command_fails(OUTCOME_USAGE,
				     "gate: --kernel is missing; rig gate "
				     "--help tells more");
	o.implicit.values = text_grow(o.implicit.values, o.implicit.nr,
				      sizeof(*o.implicit.values));
	term_init(&t, stdout, false);
	gate_read(o.kernel, o.implicit.values, &g);
	if (o.table)
		gate_table_put(&g, &t);
	fflush(stdout);
	findings_put(&g.findings, stderr);
	put_counts(&g);
	fflush(stdout);
	if (g.findings.nr)
		outcome = fail(&g.findings);
	gate_release(&g);
	free(o.implicit.values);
	return outcome;
}

const struct command command_gate = {
	.name = "gate",
	.summary = "prove the BTF of a kernel's kfuncs",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
