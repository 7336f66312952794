// SPDX-License-Identifier: GPL-2.0-only
#include "fallback.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "boot.h"
#include "cleanup.h"
#include "rundir.h"

bool fallback_is_due(const struct boot *b)
{
	const struct vm_report *vm = &b->vm;

	return vm->started && !vm->failure && !vm->unreaped && b->mute &&
	       (vm->cause == WATCH_CAUSE_BOOT ||
		(vm->cause == WATCH_NO_CAUSE && !vm_report_was_ended(vm)));
}

const char *fallback_why(const struct boot *b)
{
	static const enum finding of[] = {
		FINDING_HANG,
		FINDING_QEMU,
		FINDING_CUT,
	};

	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (b->found[of[i]].bytes)
			return b->found[of[i]].data;
	return "it is not known how";
}

/* Of the files that lie beside those of the run. */
static bool is_of_boot(const char *name)
{
	static const char *const names[] = {
		"request", "command", "console.raw", "records.bin", "vm.json",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(names[i], name))
			return true;
	return !strncmp(name, "blackbox", strlen("blackbox"));
}

static int move_files(const struct rundir *run)
{
	CLEANUP_DIR DIR *dir = opendir(run->path);
	struct dirent *e;
	int err = dir ? 0 : -errno;

	while (!err && (e = readdir(dir))) {
		CLEANUP_FREE char *to = boot_file(BOOT_UNDER_KVM, e->d_name);

		if (is_of_boot(e->d_name) &&
		    renameat(run->fd, e->d_name, run->fd, to))
			err = -errno;
	}
	return err;
}

int fallback_set_aside(const struct rundir *run, unsigned int number,
		       struct text *why)
{
	CLEANUP_FREE char *from = boot_folder(number);
	CLEANUP_FREE char *to = boot_folder(BOOT_UNDER_KVM);
	int err = 0;

	if (number > 1)
		err = renameat(run->fd, from, run->fd, to) ? -errno : 0;
	else if ((mkdirat(run->fd, "boots", 0777) && errno != EEXIST) ||
		 mkdirat(run->fd, to, 0777))
		err = -errno;
	else
		err = move_files(run);
	if (err)
		text_printf(why, "%s/%s: %s", run->path, to, strerror(-err));
	return err;
}
