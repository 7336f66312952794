/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vm: one boot, from QEMU's start to its end.
 *
 * vm_run() is the only loop: it reads console, records, QEMU's own words, its
 * exit, signals and the clock, keeps everything in the run directory as it
 * comes, and does what watch.c says. It judges nothing. What it reports, with
 * the files, is all that can be known of the boot. A guest whose time is up is
 * looked at before it is killed (autopsy.h): blackbox.txt and blackbox.json.
 *
 * After the deadline that passed first it takes at most watch_overrun_ms() to
 * return, whatever guest and QEMU do.
 */
#ifndef RIG_VM_H
#define RIG_VM_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hang.h"
#include "record.h"
#include "timing.h"
#include "watch.h"

struct plan;
struct rundir;
struct session;
struct splat_report;
struct splats;
struct text;

#define VM_CONSOLE_MAX_BYTES (16u * 1024 * 1024)
#define VM_RECORDS_MAX_BYTES (512u * 1024 * 1024)
#define VM_ERRORS_MAX_BYTES (16u * 1024)

/* Called as things happen, for the terminal. All may be NULL. */
struct vm_listener {
	void *context;
	void (*hello)(void *context, const struct session *s);
	void (*started)(void *context, const struct session *s, size_t index);
	void (*finished)(void *context, const struct session *s, size_t index);
	void (*splat)(void *context, const struct splat_report *r);
};

struct vm_config {
	const char *const *argv;
	const struct rundir *rundir;
	const struct plan *plan;
	const uint8_t *nonce;
	struct watch_limits limits;
	uint32_t reference_us; /* for what the guest measures itself by */
	const char *system_map; /* of the kernel, or NULL */
	struct splats *splats; /* what is one, and excused; or NULL */
	struct vm_listener listener;
};

/* What became of it; also what vm.json holds. */
struct vm_report {
	bool started; /* QEMU was executed */
	char *failure; /* the rig's own, one sentence; NULL for none */
	enum watch_cause cause;
	bool told_to_go; /* the rig sent QEMU a signal */
	bool unreaped; /* not even SIGKILL ended it */
	bool exited; /* with exit_code; else by signal */
	int exit_code;
	int signal;
	int64_t boot_ms; /* to HELLO; -1: it never came */
	int64_t cases_ms; /* from HELLO to QEMU's end; -1 likewise */
	struct timing timing;
	char *hang; /* what the black box found, one sentence, or NULL */
	enum hang_class hang_class;
	size_t blackbox_line; /* from it on the console is its doing; 0: none */
	char *errors; /* what QEMU wrote to stderr, cleaned, bounded */
};

/*
 * The signals that end a run; blocked by vm_block_signals(), read by vm_run()
 * and by whoever waits before or behind it.
 */
void vm_signals(sigset_t *ret);
void vm_block_signals(void);

/* Always fills *ret; the caller releases it. */
void vm_run(const struct vm_config *config, struct vm_report *ret);

void vm_report_release(struct vm_report *r);

/* To and from vm.json. 0 or -errno; `why` names file and field. */
int vm_report_write(const struct vm_report *r, const struct rundir *d);
int vm_report_read(const struct rundir *d, struct vm_report *ret,
		   struct text *why);

/* Did somebody other than the rig tell QEMU to go? */
bool vm_report_was_ended(const struct vm_report *r);

/*
 * What QEMU said on stderr, but for its word that it goes because the rig told
 * it to: that is no evidence. NULL when nothing is left; the caller frees it.
 */
char *vm_report_said(const struct vm_report *r);

#endif
