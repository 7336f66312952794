// SPDX-License-Identifier: GPL-2.0-only
#include "history.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "fallback.h"
#include "manifest.h"
#include "rundir.h"

/* Splats that expire do so by the day that the run began. */
static int read_splats(struct history *h, struct text *why)
{
	const struct rundir *d = h->dir;
	CLEANUP_FREE char *deny = rundir_path(d, "splats.deny");
	CLEANUP_FREE char *allow = rundir_has(d, "splats.allow")
					   ? rundir_path(d, "splats.allow")
					   : NULL;
	char day[sizeof("YYYY-MM-DD")] = "";

	strncat(day, h->setting.manifest->started, sizeof(day) - 1);
	return splats_read(deny, allow, day, &h->splats, why);
}

static int read_rules(const struct history *h, struct boots_rules *ret,
		      struct text *why)
{
	const struct manifest *m = h->setting.manifest;
	const char *extra = m->extra_boots ?: "";
	char *end;
	unsigned long number = strtoul(extra, &end, 10);

	if (end == extra || *end || *extra == '-' || number > BOOTS_EXTRA_MAX ||
	    (m->isolate && strcmp(m->isolate, "1") != 0)) {
		text_printf(why,
			    "%s/manifest.json: it does not say how many boots "
			    "there may be",
			    h->dir->path);
		return -EINVAL;
	}
	*ret = (struct boots_rules){
		.cases = h->setting.plan->nr,
		.isolate = m->isolate,
		.extra = (unsigned int)number,
	};
	return 0;
}

int history_init(struct history *h, const struct rundir *d,
		 const struct plan *plan, const struct manifest *manifest,
		 const struct keyfile *facts, struct text *why)
{
	struct boots_rules rules = { 0 };
	int err;

	*h = (struct history){
		.dir = d,
		.setting = {
			.plan = plan,
			.manifest = manifest,
			.facts = facts,
		},
	};
	h->setting.splats = &h->splats;
	err = read_rules(h, &rules, why);
	if (!err && (!manifest->seed || !manifest->plan_sha256)) {
		text_printf(why, "%s/manifest.json: %s is missing", d->path,
			    manifest->seed ? "plan_sha256" : "seed");
		err = -EINVAL;
	}
	if (!err)
		err = read_splats(h, why);
	if (!err)
		boots_init(&h->boots, &rules);
	return err;
}

enum boots_step history_next(const struct history *h, struct boots_task *ret)
{
	return boots_next(&h->boots, ret);
}

unsigned int history_number(const struct history *h)
{
	return (unsigned int)h->nr + 1;
}

bool history_has(const struct history *h)
{
	CLEANUP_FREE char *report = boot_file(history_number(h), "vm.json");

	return rundir_has(h->dir, report);
}

/* Is it the next boot that was tried under KVM first? */
static bool fallback_is_next(const struct history *h)
{
	CLEANUP_FREE char *number = text_format("%u", history_number(h));
	const char *at = h->setting.manifest->fallback_boot;

	return at && !strcmp(at, number);
}

/* It must be one that there was a reason to try again. */
static int read_fallback(struct history *h, const struct boots_task *task,
			 struct text *why)
{
	h->fallback = boot_new(h->dir, BOOT_UNDER_KVM, task, &h->setting, why);
	if (!h->fallback)
		return -EINVAL;
	if (fallback_is_due(h->fallback))
		return 0;
	text_printf(why, "%s/boots/kvm: that boot did come to something",
		    h->dir->path);
	return -EINVAL;
}

int history_read(struct history *h, struct text *why)
{
	struct boots_task task = { 0 };
	struct boot *b;
	int err;

	history_next(h, &task);
	if (fallback_is_next(h) && (err = read_fallback(h, &task, why)))
		return err;
	b = boot_new(h->dir, history_number(h), &task, &h->setting, why);
	if (!b)
		return -EINVAL;
	h->list = text_grow(h->list, h->nr, sizeof(struct boot *));
	h->list[h->nr++] = b;
	boots_take(&h->boots, boot_end(b), b->session.done, b->session.running);
	return 0;
}

bool history_is_all(const struct history *h, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(h->dir, "boots");
	CLEANUP_DIR DIR *dir = opendir(path);
	struct boots_task task;
	bool more = history_next(h, &task) == BOOTS_GO;
	bool fell_back = h->fallback || (more && fallback_is_next(h));

	if (h->setting.manifest->fallback_boot && !fell_back) {
		text_printf(why,
			    "%s/manifest.json: there was no boot that KVM "
			    "could have lost",
			    h->dir->path);
		return false;
	}
	for (struct dirent *e; dir && (e = readdir(dir));) {
		unsigned long number = strtoul(e->d_name, NULL, 10);
		CLEANUP_FREE char *name = text_format("%lu", number);

		if (e->d_name[0] == '.' ||
		    (fell_back && !strcmp(e->d_name, "kvm")) ||
		    (!strcmp(name, e->d_name) && number > 1 &&
		     number <= h->nr + more))
			continue;
		text_printf(why, "%s/", path);
		text_put_clean_line(why, e->d_name, strlen(e->d_name));
		text_puts(why, ": there was no such boot: it does not follow "
			       "from those before");
		return false;
	}
	return true;
}

void history_release(struct history *h)
{
	for (size_t i = 0; i < h->nr; i++)
		boot_free(h->list[i]);
	free(h->list);
	boot_free(h->fallback);
	boots_release(&h->boots);
	splats_release(&h->splats);
	*h = (struct history){ 0 };
}
