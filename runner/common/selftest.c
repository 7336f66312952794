// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>

#include "cleanup.h"
#include "selftest.h"
#include "tag.h"
#include "tags.h"

#define FIRST_LINE "kfunc-rig-selftests 1"
#define EVERY "+" /* stands for every program */
#define SILENT "@" /* for those of which nothing else is stated */
#define LOG_LEVEL_PATH 1u /* bpf(2)'s BPF_LOG_LEVEL1: the failing path alone */

struct fact {
	char *object; /* holds the others, too */
	const char *program;
	const char *tag;
	bool object_read;
	bool used;
	char words[256]; /* file, line and what is stated of what */
};

struct selftest_facts {
	struct fact *facts;
	size_t nr;
};

void selftest_facts_free(struct selftest_facts *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->nr; i++)
		free(f->facts[i].object);
	free(f->facts);
	free(f);
}

/* In place; false when a backslash stands before anything but n and itself. */
static bool unescape(char *text)
{
	char *out = text;

	for (const char *at = text; *at; at++) {
		bool escaped = *at == '\\';

		if (escaped && *++at != 'n' && *at != '\\')
			return false;
		*out++ = escaped && *at == 'n' ? '\n' : *at;
	}
	*out = '\0';
	return true;
}

/* Takes over `line`, whatever comes of it. */
static bool add_fact(struct selftest_facts *f, char *line, const char *path,
		     unsigned int number)
{
	struct fact *facts = reallocarray(f->facts, f->nr + 1, sizeof(*facts));
	char *slash = strchr(line, '/');
	char *tab = strchr(line, '\t');
	struct fact *fact;

	if (facts)
		f->facts = facts;
	if (!facts || !slash || !tab || slash == line || slash + 1 >= tab ||
	    !tab[1]) {
		free(line);
		return false;
	}
	fact = &facts[f->nr++];
	*fact = (struct fact){ .object = line };
	snprintf(fact->words, sizeof(fact->words), "%s:%u: %s", path, number,
		 line);
	*slash = *tab = '\0';
	fact->program = slash + 1;
	fact->tag = tab + 1;
	return unescape(tab + 1);
}

struct selftest_facts *selftest_facts_read(const char *path, char *why,
					   size_t why_size)
{
	CLEANUP_FILE FILE *file = fopen(path, "re");
	struct selftest_facts *f = calloc(1, sizeof(*f));
	CLEANUP_FREE char *line = NULL;
	unsigned int number = 0;
	size_t size = 0;
	bool good = true;

	if (!file || !f) {
		snprintf(why, why_size, "%s: %s", path, strerror(errno));
		selftest_facts_free(f);
		return NULL;
	}
	while (good && getline(&line, &size, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		good = number++ ? add_fact(f, take_pointer(line), path, number)
				: strcmp(line, FIRST_LINE) == 0;
	}
	if (good && number)
		return f;
	snprintf(why, why_size, "%s:%u: it states no fact", path, number);
	selftest_facts_free(f);
	return NULL;
}

const char *selftest_facts_unused(const struct selftest_facts *f)
{
	for (size_t i = 0; i < f->nr; i++)
		if (f->facts[i].object_read && !f->facts[i].used)
			return f->facts[i].words;
	return NULL;
}

const char *selftest_next_missing(const struct selftest_facts *f, size_t *pos,
				  const char **ret_why)
{
	static const char skip[] = TAG_SKIP "=";

	while (*pos < f->nr) {
		const struct fact *fact = &f->facts[(*pos)++];

		if (fact->object_read || strcmp(fact->program, EVERY) != 0 ||
		    strncmp(fact->tag, skip, strlen(skip)) != 0)
			continue;
		*ret_why = fact->tag + strlen(skip);
		return fact->object;
	}
	return NULL;
}

static void note_object(struct selftest_facts *f, const char *object)
{
	for (size_t i = 0; i < f->nr; i++)
		if (strcmp(f->facts[i].object, object) == 0)
			f->facts[i].object_read = true;
}

/* Has it been said what becomes of the program? */
static bool is_stated(const struct expect *e)
{
	return e->verdict != EXPECT_NONE || e->patterns_nr || e->has_retval ||
	       e->auxiliary || e->skip || e->states_unpriv;
}

static int apply_facts(struct tag_reader *r, struct selftest_facts *f,
		       const char *object, const char *program)
{
	int err = 0;

	for (size_t i = 0; !err && i < f->nr; i++) {
		struct fact *fact = &f->facts[i];

		if (strcmp(fact->object, object) != 0 ||
		    strcmp(fact->program, program) != 0)
			continue;
		fact->used = true;
		err = tag_apply(r, fact->tag);
	}
	return err;
}

static int collect(struct tag_reader *r, struct selftest_facts *f,
		   const struct btf *btf, uint32_t func, const char *object)
{
	int err = expect_apply_tags(r, btf, func);

	if (!err)
		err = apply_facts(r, f, object, EVERY);
	if (!err)
		err = apply_facts(r, f, object, r->program);
	if (!err && !is_stated(&r->base))
		err = apply_facts(r, f, object, SILENT);
	return err;
}

/* Is it stated that the kernel function is not there? */
static bool is_absent(const struct expect *e, const char *name)
{
	for (size_t i = 0; i < e->needs_nr; i++)
		if (e->needs[i].kind == EXPECT_NEED_ABSENT &&
		    strcmp(e->needs[i].name, name) == 0)
			return true;
	return false;
}

/*
 * A name's third underscore in a row begins a flavour, which libbpf leaves out
 * when it looks for the function.
 */
static int add_kfunc(struct tag_reader *r, const char *name)
{
	const char *flavour = strstr(name + 1, "___");
	CLEANUP_FREE char *plain = strndup(
		name, flavour ? (size_t)(flavour - name) : strlen(name));

	if (!plain)
		return -ENOMEM;
	if (is_absent(&r->base, plain))
		return 0;
	return tag_add_need(r, &r->base, EXPECT_NEED_KFUNC, plain);
}

static int derive_needs(struct tag_reader *r, const struct btf *btf)
{
	int id = btf__find_by_name_kind(btf, EXPECT_KSYMS, BTF_KIND_DATASEC);
	const struct btf_type *section;
	int err = 0;

	if (id < 0)
		return 0;
	section = btf__type_by_id(btf, id);
	for (uint32_t i = 0, nr = btf_vlen(section); !err && i < nr; i++) {
		uint32_t type = btf_var_secinfos(section)[i].type;
		const struct btf_type *t = btf__type_by_id(btf, type);

		if (btf_is_func(t))
			err = add_kfunc(r,
					btf__name_by_offset(btf, t->name_off));
	}
	return err;
}

/* What test_loader takes for granted. */
static int complete(struct tag_reader *r, const struct btf *btf)
{
	struct expect *e = &r->base;

	if (e->skip || e->auxiliary)
		return 0;
	if (e->verdict == EXPECT_NONE && (e->patterns_nr || e->has_retval))
		e->verdict = EXPECT_SUCCESS;
	if (e->verdict == EXPECT_NONE && e->states_unpriv) {
		e->skip = strdup("it states only what a user without rights "
				 "gets");
		return e->skip ? 0 : -ENOMEM;
	}
	if (e->verdict == EXPECT_NONE)
		return tag_fail(r, "it states nothing, and no fact is "
				   "stated of it");
	if (e->verdict == EXPECT_SUCCESS && (e->stage || e->err))
		return tag_fail(r, "success with the stage or errno of a "
				   "failure");
	if (e->verdict == EXPECT_FAILURE) {
		e->any_errno = !e->err;
		e->has_retval = false; /* what is refused is not run */
		if (!e->stage)
			e->stage = RECORD_STAGE_VERIFIER;
	}
	/*
	 * Patterns are of the log that test_loader sees. Where there are none
	 * the log is for people, and is to show every instruction.
	 */
	if (!e->patterns_nr)
		e->log_level |= TAG_LOG_LEVEL_INSNS;
	else if (!(e->log_level & 3))
		e->log_level |= LOG_LEVEL_PATH;
	return derive_needs(r, btf);
}

int selftest_expect(struct selftest_facts *f, const struct btf *btf,
		    const char *object, const char *program, const char *arch,
		    struct expect *ret, char *why, size_t why_size)
{
	struct tag_reader r = {
		.program = program,
		.arch = arch,
		.selftest = true,
		.base.prog_flags = EXPECT_DEFAULT_FLAGS,
		.why = why,
		.why_size = why_size,
	};
	int func = btf__find_by_name_kind(btf, program, BTF_KIND_FUNC);
	int err;

	if (func < 0) {
		tag_fail(&r, "no BTF of that function");
		return -ENOENT;
	}
	note_object(f, object);
	err = collect(&r, f, btf, (uint32_t)func, object);
	if (!err)
		err = complete(&r, btf);
	if (err == -ENOMEM)
		tag_fail(&r, "out of memory");
	for (size_t v = 0; v < TAG_OVERRIDE_VARIANTS; v++)
		expect_release(&r.overrides[v]);
	if (err)
		expect_release(&r.base);
	else
		*ret = r.base;
	return err;
}
