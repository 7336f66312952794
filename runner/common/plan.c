// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "plan.h"
#include "selftest.h"
#include "sound.h"

#define OBJECT_SUFFIX ".bpf.o"
#define OBJECT_CHARACTERS            \
	"abcdefghijklmnopqrstuvwxyz" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
	"0123456789_.+-"

/* What libbpf said last about an object that it would not open. */
static char libbpf_words[256];

struct scan {
	const char *dir;
	const char *arch;
	const char *variant;
	struct plan plan;
	char *why;
	size_t why_size;
};

__attribute__((format(printf, 2, 0))) static int
keep_words(enum libbpf_print_level level, const char *format, va_list args)
{
	if (level == LIBBPF_WARN) {
		vsnprintf(libbpf_words, sizeof(libbpf_words), format, args);
		libbpf_words[strcspn(libbpf_words, "\n")] = '\0';
	}
	return 0;
}

static void case_release(struct plan_case *c)
{
	expect_release(&c->expect);
	expect_release(&c->before);
	free(c->id);
	free(c->path);
}

void plan_release(struct plan *plan)
{
	for (size_t i = 0; i < plan->nr; i++)
		case_release(&plan->cases[i]);
	free(plan->cases);
	skip_release(&plan->skips);
	selftest_facts_free(plan->facts);
	memset(plan, 0, sizeof(*plan));
}

const struct plan_case *plan_find(const struct plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->nr; i++)
		if (strcmp(plan->cases[i].id, id) == 0)
			return &plan->cases[i];
	return NULL;
}

/* Adds a case; on success its expectations are the plan's. */
static int add_case(struct plan *plan, const char *path, const char *object,
		    const struct plan_case *stated)
{
	size_t object_length = strlen(object) - strlen(OBJECT_SUFFIX);
	struct plan_case *cases;
	struct plan_case *c;

	cases = reallocarray(plan->cases, plan->nr + 1, sizeof(*cases));
	if (!cases)
		return -ENOMEM;
	plan->cases = cases;
	c = &cases[plan->nr];
	memset(c, 0, sizeof(*c));
	c->path = strdup(path);
	if (asprintf(&c->id, "%.*s/%s", (int)object_length, object,
		     stated->program) < 0)
		c->id = NULL;
	if (!c->path || !c->id) {
		case_release(c);
		return -ENOMEM;
	}
	c->program = c->id + object_length + 1;
	c->expect = stated->expect;
	c->has_before = stated->has_before;
	c->before = stated->before;
	plan->nr++;
	return 0;
}

int plan_expect(const struct plan *plan, const struct btf *btf,
		const char *object, const char *program, const char *arch,
		const char *variant, struct expect *ret, char *why,
		size_t why_size)
{
	char name[256];

	if (!plan->facts)
		return expect_read(btf, program, arch, variant, ret, why,
				   why_size);
	snprintf(name, sizeof(name), "%.*s",
		 (int)(strlen(object) - strlen(OBJECT_SUFFIX)), object);
	return selftest_expect(plan->facts, btf, name, program, arch, ret, why,
			       why_size);
}

static int read_stated(struct scan *s, const struct btf *btf,
		       const char *object, struct plan_case *ret, char *why,
		       size_t why_size)
{
	int err = plan_expect(&s->plan, btf, object, ret->program, s->arch,
			      s->variant, &ret->expect, why, why_size);

	if (!err)
		err = expect_check_names(&ret->expect, btf, ret->program, why,
					 why_size);
	if (err || s->plan.facts || !expect_is_step(s->variant))
		return err;
	err = expect_read(btf, ret->program, s->arch, "baseline", &ret->before,
			  why, why_size);
	if (err)
		expect_release(&ret->expect);
	else
		ret->has_before = true;
	return err;
}

/* A case, or what is to be told of a program that is none. */
static int add_program(struct scan *s, const char *path, const char *object,
		       struct plan_case *stated)
{
	const struct expect *expect = &stated->expect;
	const char *program = stated->program;
	size_t length = strlen(object) - strlen(OBJECT_SUFFIX);
	int err = 0;

	if (expect->states_unpriv)
		err = skip_add(&s->plan.skips, object, length, program,
			       " @unpriv", "programs are loaded by root alone");
	if (!err && expect->arch_excluded)
		err = skip_add(&s->plan.skips, object, length, program, "",
			       "it is for other arches");
	else if (!err && expect->skip)
		err = skip_add(&s->plan.skips, object, length, program, "",
			       expect->skip);
	else if (!err && !expect->auxiliary) {
		err = add_case(&s->plan, path, object, stated);
		if (!err)
			return 0; /* it is the plan's now */
	}
	expect_release(&stated->expect);
	expect_release(&stated->before);
	return err;
}

static int scan_program(struct scan *s, const char *path, const char *object,
			const struct btf *btf, const char *program)
{
	struct plan_case stated = { .program = program };
	char why[512];
	int err = read_stated(s, btf, object, &stated, why, sizeof(why));

	if (err) {
		snprintf(s->why, s->why_size, "%s: %s", path, why);
		return err;
	}
	err = add_program(s, path, object, &stated);
	if (err)
		snprintf(s->why, s->why_size, "%s: out of memory", path);
	return err;
}

/*
 * What is stated of a function outside of any program section would silently
 * be no case at all: its SEC() was forgotten.
 */
static int check_strays(struct scan *s, const char *path,
			const struct bpf_object *obj, const struct btf *btf)
{
	const char *name;
	uint32_t pos = 0;

	while ((name = expect_next_stated(btf, &pos))) {
		if (bpf_object__find_program_by_name(obj, name))
			continue;
		snprintf(s->why, s->why_size,
			 "%s: '%s' has tags but is no program: is its SEC() "
			 "missing?",
			 path, name);
		return -EINVAL;
	}
	return 0;
}

/* The object's programs, and nothing but them, state what is expected. */
static int scan_programs(struct scan *s, const char *path, const char *object,
			 const struct bpf_object *obj, const struct btf *btf)
{
	struct bpf_program *prog;
	int err = check_strays(s, path, obj, btf);

	bpf_object__for_each_program (prog, obj)
		if (!err)
			err = scan_program(s, path, object, btf,
					   bpf_program__name(prog));
	return err;
}

static int scan_object(struct scan *s, const char *path, const char *object)
{
	struct bpf_object *obj;
	struct btf *btf;
	char why[128];
	int err;

	/* ids become globs, paths, lines of the request and of reports */
	if (object[strspn(object, OBJECT_CHARACTERS)]) {
		snprintf(s->why, s->why_size,
			 "%s: an object's name is of letters, digits, _ . + -",
			 path);
		return -EINVAL;
	}
	/*
	 * As it stands in the file: opening turns the kernel functions of the
	 * object's own BTF into variables, and it would seem to call none.
	 */
	btf = btf__parse_elf(path, NULL);
	if (btf && !sound_btf(btf, why, sizeof(why))) {
		snprintf(s->why, s->why_size, "%s: %s", path, why);
		btf__free(btf);
		return -EINVAL;
	}
	libbpf_words[0] = '\0';
	obj = bpf_object__open_file(path, NULL);
	err = libbpf_get_error(obj);
	if (err) {
		if (libbpf_words[0])
			snprintf(s->why, s->why_size, "%s: %s", path,
				 libbpf_words);
		else
			snprintf(s->why, s->why_size,
				 "%s: not a BPF object: %s", path,
				 strerror(-err));
		btf__free(btf);
		return err;
	}
	if (!bpf_object__next_program(obj, NULL)) {
		snprintf(s->why, s->why_size, "%s: no program in it", path);
		err = -EINVAL;
	} else if (!btf) {
		snprintf(s->why, s->why_size,
			 "%s: no BTF: was it built with -g?", path);
		err = -EINVAL;
	} else {
		err = scan_programs(s, path, object, obj, btf);
	}
	btf__free(btf);
	bpf_object__close(obj);
	return err;
}

static int is_object(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > strlen(OBJECT_SUFFIX) &&
	       strcmp(entry->d_name + length - strlen(OBJECT_SUFFIX),
		      OBJECT_SUFFIX) == 0;
}

static int scan_dir(struct scan *s)
{
	struct dirent **entries;
	int nr = scandir(s->dir, &entries, is_object, NULL);
	int err = 0;

	if (nr < 0) {
		err = -errno;
		snprintf(s->why, s->why_size, "%s: %s", s->dir, strerror(-err));
		return err;
	}
	if (nr == 0) {
		snprintf(s->why, s->why_size, "%s: no *" OBJECT_SUFFIX " in it",
			 s->dir);
		err = -ENOENT;
	}
	for (int i = 0; i < nr; i++) {
		char *path = NULL;

		if (!err &&
		    asprintf(&path, "%s/%s", s->dir, entries[i]->d_name) < 0) {
			snprintf(s->why, s->why_size, "out of memory");
			err = -ENOMEM;
			path = NULL;
		}
		if (!err)
			err = scan_object(s, path, entries[i]->d_name);
		free(path);
		free(entries[i]);
	}
	free(entries);
	return err;
}

static int compare_cases(const void *a, const void *b)
{
	const struct plan_case *left = a, *right = b;

	return strcmp(left->id, right->id);
}

/*
 * A twin must be there, be another program, and be expected to load; unless it
 * is stated what the case comes to on this very variant.
 */
static int check_twins(struct scan *s)
{
	for (size_t i = 0; i < s->plan.nr; i++) {
		const struct plan_case *c = &s->plan.cases[i];
		const struct plan_case *twin;
		const char *fault = NULL;

		if (!c->expect.twin)
			continue;
		twin = plan_find(&s->plan, c->expect.twin);
		if (!twin)
			fault = "is not a case";
		else if (twin == c)
			fault = "is the program itself";
		else if (!c->expect.overridden &&
			 twin->expect.verdict != EXPECT_SUCCESS)
			fault = "is not expected to load";
		if (fault) {
			snprintf(s->why, s->why_size,
				 "%s: program '%s': twin '%s' %s", c->path,
				 c->program, c->expect.twin, fault);
			return -EINVAL;
		}
	}
	return 0;
}

/* Facts that go with no program are of another tree than these objects. */
static int check_facts(struct scan *s)
{
	struct selftest_facts *facts = s->plan.facts;
	const char *object, *why, *unused;
	size_t pos = 0;
	int err = 0;

	if (!facts)
		return 0;
	unused = selftest_facts_unused(facts);
	if (unused) {
		snprintf(s->why, s->why_size, "%s: no program is meant",
			 unused);
		return -EINVAL;
	}
	while (!err && (object = selftest_next_missing(facts, &pos, &why)))
		err = skip_add(&s->plan.skips, object, strlen(object), "*", "",
			       why);
	if (err)
		snprintf(s->why, s->why_size, "out of memory");
	return err;
}

/* The guest tells its plan in one record, each id after a header of 8 bytes. */
static int check_size(struct scan *s)
{
	size_t bytes = 0;

	for (size_t i = 0; i < s->plan.nr; i++)
		bytes += 8 + strlen(s->plan.cases[i].id);
	if (bytes <= RECORD_PAYLOAD_MAX_BYTES)
		return 0;
	snprintf(s->why, s->why_size,
		 "%s: the ids of its %zu cases are %zu bytes, and a guest can "
		 "tell %u",
		 s->dir, s->plan.nr, bytes, RECORD_PAYLOAD_MAX_BYTES);
	return -E2BIG;
}

int plan_scan(const char *dir, const char *facts, const char *arch,
	      const char *variant, struct plan *ret, char *why, size_t why_size)
{
	struct scan s = {
		.dir = dir,
		.arch = arch,
		.variant = variant,
		.why = why,
		.why_size = why_size,
	};
	libbpf_print_fn_t before = libbpf_set_print(keep_words);
	int err = 0;

	if (facts) {
		s.plan.facts = selftest_facts_read(facts, why, why_size);
		err = s.plan.facts ? 0 : -EINVAL;
	}
	if (!err)
		err = scan_dir(&s);
	libbpf_set_print(before);
	if (!err)
		err = check_facts(&s);
	if (!err && !s.plan.nr) {
		snprintf(why, why_size, "%s: no case for %s in it", dir, arch);
		err = -ENOENT;
	}
	if (s.plan.nr)
		qsort(s.plan.cases, s.plan.nr, sizeof(*s.plan.cases),
		      compare_cases);
	if (!err)
		err = check_twins(&s);
	if (!err)
		err = check_size(&s);
	if (err)
		plan_release(&s.plan);
	/* it is told as one line, and patterns may hold several */
	for (size_t i = 0; err && why[i]; i++)
		if (why[i] == '\n')
			why[i] = ' ';
	*ret = s.plan;
	return err;
}

static bool matches(const struct plan_case *c, const char *glob)
{
	return fnmatch(glob, c->id, 0) == 0 ||
	       fnmatch(glob, c->program, 0) == 0;
}

/* Marks the cases that the glob means, and their twins. False: it means none. */
static bool mark(const struct plan *plan, const char *glob, bool *keep)
{
	bool found = false;

	for (size_t i = 0; i < plan->nr; i++) {
		const struct plan_case *c = &plan->cases[i];
		const struct plan_case *twin;

		if (!matches(c, glob))
			continue;
		found = keep[i] = true;
		twin = c->expect.twin ? plan_find(plan, c->expect.twin) : NULL;
		if (twin)
			keep[twin - plan->cases] = true;
	}
	return found;
}

void plan_keep(struct plan *plan, const bool *keep)
{
	size_t out = 0;

	for (size_t i = 0; i < plan->nr; i++) {
		if (keep[i])
			plan->cases[out++] = plan->cases[i];
		else
			case_release(&plan->cases[i]);
	}
	plan->nr = out;
}

int plan_select(struct plan *plan, const char *const *globs, size_t globs_nr,
		const char **ret_glob)
{
	bool *keep = calloc(plan->nr + 1, sizeof(*keep));

	if (!keep)
		return -ENOMEM;
	for (size_t i = 0; i < globs_nr; i++) {
		if (mark(plan, globs[i], keep))
			continue;
		free(keep);
		*ret_glob = globs[i];
		return -ENOENT;
	}
	if (globs_nr)
		plan_keep(plan, keep);
	free(keep);
	return 0;
}
