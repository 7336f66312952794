// SPDX-License-Identifier: GPL-2.0-only
#include "part.h"

#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "evidence.h"
#include "rundir.h"
#include "text.h"

/* Of what was half read nothing else is to be drawn on. */
static void keep_manifest(struct result *r, const char *why)
{
	struct manifest manifest = r->manifest;

	r->manifest = (struct manifest){ 0 };
	result_release(r);
	result_init(r);
	r->manifest = manifest;
	r->sentence = text_dup(why);
}

struct part *part_new(const char *path, struct text *why)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct text wrong CLEANUP_TEXT = TEXT_INIT;
	struct part *p = text_alloc(1, sizeof(*p));
	struct result *r = &p->result;
	int err;

	p->path = text_dup(path);
	result_init(r);
	err = rundir_open(path, &d, &wrong);
	if (!err)
		err = evidence_read(&d, r, &wrong);
	if (err && !r->manifest.id) {
		text_puts(why, wrong.data);
		part_free(p);
		return NULL;
	}
	if (err)
		keep_manifest(r, wrong.data);
	p->cell = text_format("%s/%s", r->manifest.arch, r->manifest.variant);
	return p;
}

bool part_differs(const struct part *a, const struct part *b, const char *what,
		  const char *of_a, const char *of_b, struct text *why)
{
	if (!of_a || !of_b || !strcmp(of_a, of_b))
		return false;
	text_printf(why, "%s and %s: %s differs: %s and %s", a->path, b->path,
		    what, of_a, of_b);
	return true;
}

bool part_is_foreign(const struct part *a, const struct part *b,
		     struct text *why)
{
	const struct manifest *left = &a->result.manifest;
	const struct manifest *right = &b->result.manifest;

	return part_differs(a, b, "the tree", left->patched_tree_hash,
			    right->patched_tree_hash, why) ||
	       part_differs(a, b, "the series", left->series_sha256,
			    right->series_sha256, why);
}

void part_free(struct part *p)
{
	if (!p)
		return;
	result_release(&p->result);
	free(p->path);
	free(p->cell);
	free(p);
}
