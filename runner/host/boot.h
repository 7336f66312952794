/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * boot: one boot of a run, read from what is kept of it.
 *
 * Its folder is the run's directory for the first boot, boots/<number> in it
 * for every other. Read are request, vm.json, console.raw and records.bin of
 * it. What the rig did, what the guest said and what its console tells are in
 * it, and what was found by them alone; a case is judged by all its boots.
 */
#ifndef RIG_BOOT_H
#define RIG_BOOT_H

#include "boots.h"
#include "conclusion.h"
#include "plan.h"
#include "record.h"
#include "session.h"
#include "text.h"
#include "transcript.h"
#include "vm.h"

struct attempt;
struct keyfile;
struct manifest;
struct rundir;
struct splats;

/* What is the same for every boot of a run; the caller's. */
struct boot_setting {
	const struct plan *plan; /* the run's */
	const struct manifest *manifest;
	const struct keyfile *facts; /* of the kernel */
	struct splats *splats;
};

struct boot {
	unsigned int number; /* in its run, from 1 */
	struct boots_task task;
	struct plan plan; /* of its task; the cases are the run's */
	uint8_t nonce[RECORD_NONCE_BYTES];
	struct vm_report vm;
	struct session session; /* of its plan */
	struct transcript transcript; /* empty when QEMU was not started */
	bool mute; /* not a byte came of its guest */
	struct text found[FINDING_NR]; /* one sentence each, or empty */
};

/* For a number: that which was tried anew, see fallback.h; it is in boots/kvm. */
#define BOOT_UNDER_KVM 0u

/* The part of the plan that the task is; it owns nothing. */
struct plan boot_plan(const struct plan *plan, const struct boots_task *task);

/* Name in the run's directory of its folder, or a file; the caller frees it. */
char *boot_folder(unsigned int number);
char *boot_file(unsigned int number, const char *name);

/* That which such a boot of this run has, and no other of any run. */
void boot_nonce(const struct manifest *m, unsigned int number,
		uint8_t ret[RECORD_NONCE_BYTES]);

/* Its folder. 0 or -errno; on an error `why` names it. */
int boot_open(const struct rundir *run, unsigned int number, struct rundir *ret,
	      struct text *why);

/*
 * Reads the boot with that number, which must have been asked for that task.
 * NULL when it can not be read or is another: `why` names the file. The caller
 * frees it.
 */
struct boot *boot_new(const struct rundir *run, unsigned int number,
		      const struct boots_task *task,
		      const struct boot_setting *setting, struct text *why);

void boot_free(struct boot *b);

/*
 * For boot_new(): what the guest's identity, its end and its objects say, once
 * records and console are read; then, of any boot, whether that shows why the
 * rig ended it.
 */
int boot_find(struct boot *b, const struct boot_setting *setting,
	      struct text *why);
void boot_find_cause(struct boot *b);

enum boots_end boot_end(const struct boot *b);

/* The id of the case that it ended in, or NULL. */
const char *boot_lost(const struct boot *b);

/* What the boot makes of a case, by the plan's index; appends the sentence. */
void boot_judge(const struct boot *b, const struct manifest *m, size_t index,
		struct attempt *ret);

#endif
