// SPDX-License-Identifier: GPL-2.0-only
#include "part.h"

#include <stdlib.h>

#include "cleanup.h"
#include "evidence.h"
#include "rundir.h"
#include "text.h"

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
	if (err) {
		r->outcome = OUTCOME_RIG_ERROR;
		manifest_set(&r->sentence, wrong.data);
	}
	p->cell = text_format("%s/%s", r->manifest.arch, r->manifest.variant);
	return p;
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
