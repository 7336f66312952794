// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program may state of itself: a tag a line, as the words after
 * "comment:<number>:"; a line of "---" ends them, and what follows is a log.
 * A first line of "k" declares a kernel function as well.
 */
#include "target.h"

#include <bpf/btf.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "pattern.h"
#include "tag.h"
#include "text.h"
#include "value.h"

#define PROGRAM "prog"
#define LINES_MAX 64

static const char *const variants[] = {
	"patched", "baseline", "stock", "series/01", "mutant/m", "no such",
};

static void add_section(struct btf *btf, const char *name, int of,
			uint32_t bytes)
{
	btf__add_datasec(btf, name, bytes);
	btf__add_datasec_var_info(btf, of, 0, bytes);
}

/* A program, a variable to be observed and a map, and what is stated. */
static struct btf *make_btf(char **lines, size_t nr, bool ksyms)
{
	struct btf *btf = btf__new_empty();
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	int proto = btf__add_func_proto(btf, number);
	int func = btf__add_func(btf, PROGRAM, BTF_FUNC_GLOBAL, proto);
	int seen = btf__add_var(btf, "seen", BTF_VAR_GLOBAL_ALLOCATED, number);
	int ops = btf__add_var(btf, "ops", BTF_VAR_GLOBAL_ALLOCATED, number);

	add_section(btf, ".bss", seen, 4);
	add_section(btf, ".struct_ops.link", ops, 4);
	if (ksyms)
		add_section(btf, EXPECT_KSYMS,
			    btf__add_func(btf, "kfunc", BTF_FUNC_EXTERN, proto),
			    0);
	for (size_t i = 0; i < nr; i++) {
		char *tag = text_format("comment:%zu:%s", i, lines[i]);

		btf__add_decl_tag(btf, tag, func, -1);
		free(tag);
	}
	return btf;
}

static void must_match(const struct expect_pattern *patterns, size_t nr,
		       const char *log)
{
	const struct expect_pattern *missing = NULL;
	bool found = expect_patterns_match(patterns, nr, log, &missing);

	fuzz_must(found == !missing);
	fuzz_must(!missing || (missing >= patterns && missing < patterns + nr));
	for (size_t i = 0; i < nr; i++) {
		size_t start = 0, end = 0, bytes = strlen(log);
		char why[64];

		fuzz_must(pattern_valid(patterns[i].text, why, sizeof(why)));
		if (!pattern_find(patterns[i].text, log, 0, bytes, &start,
				  &end))
			fuzz_must(!found || patterns[i].negative);
		else
			fuzz_must(start <= end && end <= bytes);
	}
}

static void must_be_whole(struct expect *e, const char *log)
{
	char *texts[] = { e->description, e->invariant, e->twin,   e->observe,
			  e->attach_map,  e->call_from, e->call_to };

	fuzz_must(!e->skip);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		fuzz_must(!texts[i] || *texts[i]);
	if (!e->auxiliary) {
		fuzz_must(e->verdict != EXPECT_NONE);
		fuzz_must((e->verdict == EXPECT_FAILURE) == (e->stage != 0));
		fuzz_must((e->verdict == EXPECT_FAILURE) == (e->err > 0));
		fuzz_must(e->verdict == EXPECT_SUCCESS || e->patterns_nr);
		fuzz_must(!e->exercise == !e->observe);
	}
	fuzz_must(e->err >= 0 && e->err <= 4095);
	fuzz_must(!e->call_from == !e->call_to);
	must_match(e->patterns, e->patterns_nr, log);
	for (int i = 0; i < EXPECT_PRINTS; i++)
		must_match(e->prints[i].patterns, e->prints[i].nr, log);
}

static void read_as(const struct btf *btf, const char *variant,
		    const char *arch, const char *log)
{
	char why[512] = "";
	struct expect e = { 0 };

	if (expect_read(btf, PROGRAM, arch, variant, &e, why, sizeof(why))) {
		fuzz_must(*why && strlen(why) < sizeof(why));
		fuzz_must(!e.patterns && !e.description);
		return;
	}
	must_be_whole(&e, log);
	if (expect_check_names(&e, btf, PROGRAM, why, sizeof(why)))
		fuzz_must(*why && !e.observe && !e.patterns);
	else
		expect_release(&e);
}

static void read_value(const char *text)
{
	unsigned int flags;
	char again[32];
	long n, m;
	int err;

	if (value_number(text, &n)) {
		snprintf(again, sizeof(again), "%ld", n);
		fuzz_must(value_number(again, &m) && m == n);
	}
	if (value_errno(text, &err))
		fuzz_must(err > 0 && err <= 4095);
	value_prog_flags(text, &flags);
}

/*
 * The C library's own limits are not ours to prove: what it is given counts no
 * higher than 9, nests no brackets deeply, and refers back to nothing.
 */
static bool is_fair(const char *line)
{
	size_t braces = 0, brackets = 0, repeats = 0;

	for (const char *c = line; *c; c++) {
		if (*c == '\\' && isdigit((unsigned char)c[1]))
			return false;
		if (c[0] == '{' &&
		    (c[1] == ',' || isdigit((unsigned char)c[1])))
			braces++;
		if (isdigit((unsigned char)c[0]) &&
		    isdigit((unsigned char)c[1]) && braces)
			return false;
		brackets += *c == '(' || *c == '|';
		repeats += *c == '*' || *c == '+' || *c == '?';
	}
	return braces < 2 && brackets < 8 && repeats < 8;
}

void fuzz_expect(const uint8_t *data, size_t bytes)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	char *lines[LINES_MAX], *line, *log;
	bool ksyms, fair = true;
	size_t nr = 0;
	struct btf *btf;

	text_put(&t, data, bytes);
	log = strstr(t.data, "\n---\n");
	if (log) {
		*log = '\0';
		log += strlen("\n---\n");
	}
	line = strlen(t.data) ? t.data : NULL;
	while (nr < LINES_MAX && line)
		lines[nr++] = strsep(&line, "\n");
	ksyms = nr && !strcmp(lines[0], "k");
	for (size_t i = ksyms; i < nr; i++) {
		fair = fair && is_fair(lines[i]);
		read_value(lines[i]);
	}
	if (!fair)
		return;
	btf = make_btf(lines + ksyms, nr - ksyms, ksyms);
	for (size_t v = 0; v < sizeof(variants) / sizeof(variants[0]); v++)
		read_as(btf, variants[v], v % 2 ? "x86_64" : "arm64",
			log ?: "");
	btf__free(btf);
}
