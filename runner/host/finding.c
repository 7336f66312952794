// SPDX-License-Identifier: GPL-2.0-only
#include "finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const struct {
	const char *name;
	const char *meaning;
} rules[] = {
	[RULE_FILE] = { "file", "each file is a whole ELF file of 64 bits" },
	[RULE_SYMTAB] = { "symtab", "it has a symbol table" },
	[RULE_BTF] = { "btf", "it has BTF that libbpf can read" },
	[RULE_BTF_FLAW] = { "btf-flaw",
			    "each type refers to types, names and parameters "
			    "that are there" },
	[RULE_RAW_BTF] = { "raw-btf",
			   "vmlinux.btf, if there, is the BTF of vmlinux" },
	[RULE_NO_KFUNCS] = { "no-kfuncs", "vmlinux has sets of kfuncs" },
	[RULE_MODULES] = { "modules",
			   "the modules are there that the kernel's facts "
			   "name, and no others" },
	[RULE_SET_SHAPE] = { "set-shape",
			     "each set has as many entries as its symbol says, "
			     "each with a name" },
	[RULE_SET_ORDER] = { "set-order",
			     "the ids of a set ascend, for it is searched" },
	[RULE_UNRESOLVED] = { "unresolved", "no entry has the id 0" },
	[RULE_NO_FUNC] = { "no-func", "each id is that of a FUNC" },
	[RULE_WRONG_BASE] = { "wrong-base",
			      "a module's kfunc is a function of the module" },
	[RULE_OTHER_FUNC] = { "other-func",
			      "each id is that of the function that the set "
			      "names" },
	[RULE_FLAGS_DIFFER] = { "flags-differ",
				"a kfunc has the same flags in every set" },
	[RULE_DUPLICATE] = { "duplicate",
			     "no two functions in BTF have a kfunc's name" },
	[RULE_NO_ADDRESS] = { "no-address",
			      "a kfunc is a function in the symbol table" },
	[RULE_KFUNC_TAG] = { "kfunc-tag",
			     "a kfunc has one tag bpf_kfunc, on all of it" },
	[RULE_FASTCALL_TAG] = { "fastcall-tag",
				"it has the tag bpf_fastcall if, and only if, "
				"it has KF_FASTCALL" },
	[RULE_ARENA] = { "arena",
			 "what its flags and names say is an arena pointer has "
			 "the attribute" },
	[RULE_STRAY_TAG] = { "stray-tag",
			     "nothing but a kfunc has the tag bpf_kfunc" },
	[RULE_FLAG_LOST] = { "flag-lost",
			     "no generated _impl stands beside a kfunc without "
			     "KF_IMPLICIT_ARGS" },
	[RULE_NO_IMPL] = { "no-impl", "a flagged kfunc has one _impl" },
	[RULE_IMPL_IN_BASE] = { "impl-in-base",
				"vmlinux has no function of the name of a "
				"module's _impl" },
	[RULE_IMPL_FLAGGED] = { "impl-flagged",
				"an _impl does not have the flag itself" },
	[RULE_IMPL_TAG] = { "impl-tag",
			    "a generated _impl has no tag bpf_kfunc" },
	[RULE_TAGS] = { "tags",
			"a generated _impl has all other tags of its kfunc" },
	[RULE_SHARED_PROTO] = { "shared-proto",
				"kfunc and _impl do not share a prototype" },
	[RULE_PUBLIC_IMPLICIT] = { "public-implicit",
				   "no parameter that programs pass is of an "
				   "implicit type" },
	[RULE_NO_IMPLICIT] = { "no-implicit",
			       "the _impl has more parameters than the kfunc" },
	[RULE_IMPLICIT_TYPE] = { "implicit-type",
				 "what the _impl has more is of an implicit "
				 "type" },
	[RULE_PARAMS] = { "params",
			  "the _impl begins with the kfunc's parameters: "
			  "types, names, order" },
	[RULE_RETURN] = { "return", "both return the same type" },
};

static_assert(sizeof(rules) / sizeof(rules[0]) == RULE_NR,
	      "every rule has its row");

const char *finding_rule_name(enum finding_rule rule)
{
	return rules[rule].name;
}

const char *finding_rule_meaning(enum finding_rule rule)
{
	return rules[rule].meaning;
}

void finding_add(struct findings *f, enum finding_rule rule, const char *where,
		 const char *kfunc, const char *format, ...)
{
	struct text words CLEANUP_TEXT = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_vprintf(&words, format, args);
	va_end(args);
	f->findings = text_grow(f->findings, f->nr, sizeof(*f->findings));
	f->findings[f->nr++] =
		(struct finding){ rule, text_dup(where), text_dup(kfunc),
				  text_take(&words) };
}

static int by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->where, y->where);

	if (!order)
		order = strcmp(x->kfunc, y->kfunc);
	if (!order)
		order = (int)x->rule - (int)y->rule;
	return order ? order : strcmp(x->words, y->words);
}

void findings_put(struct findings *f, FILE *out)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;
	struct text clean CLEANUP_TEXT = TEXT_INIT;

	if (f->nr)
		qsort(f->findings, f->nr, sizeof(*f->findings), by_place);
	for (size_t i = 0; i < f->nr; i++) {
		const struct finding *one = &f->findings[i];

		text_reset(&line);
		text_reset(&clean);
		text_printf(&line, "%s: %s%s%s: %s", one->where, one->kfunc,
			    *one->kfunc ? ": " : "", rules[one->rule].name,
			    one->words);
		text_put_clean_line(&clean, line.data, line.bytes);
		fprintf(out, "%s\n", clean.data);
	}
}

void findings_release(struct findings *f)
{
	for (size_t i = 0; i < f->nr; i++) {
		free(f->findings[i].where);
		free(f->findings[i].kfunc);
		free(f->findings[i].words);
	}
	free(f->findings);
	*f = (struct findings)FINDINGS_INIT;
}
