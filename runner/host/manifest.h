/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * manifest: what a run was made of, as manifest.json keeps it.
 *
 * All values are strings, NULL when not known (yet). manifest_init(), set
 * fields with manifest_set(), manifest_write() as often as more is known;
 * manifest_read() for an old run; manifest_release().
 */
#ifndef RIG_MANIFEST_H
#define RIG_MANIFEST_H

struct keyfile;
struct rundir;
struct text;

struct manifest {
	char *rig; /* its version */
	char *id; /* of the run */
	char *seed; /* of the nonces of its boots */
	char *started; /* UTC, YYYY-MM-DDThh:mm:ssZ; expiries go by its day */
	char *arch;
	char *machine; /* that the guest must name */
	char *variant;
	/* of the patched kernel, by whose types the cases are made */
	char *patched_tree_hash;
	char *series_sha256;
	char *shard; /* "2/8", or NULL: it is whole */
	char *plan_sha256; /* of all cases that the shards have together */
	char *accel_asked;
	char *accel; /* "kvm" or "tcg"; NULL when none was to be had */
	char *accel_reason; /* one sentence */
	char *fallback_boot; /* number of that which KVM lost, or NULL */
	char *qemu; /* its path */
	char *qemu_version;
	char *memory; /* of the guest, and what was wanted if that is more */
	char *boot_timeout; /* seconds, as the others */
	char *case_timeout;
	char *run_timeout;
	char *isolate; /* "1": a boot for each case; or NULL */
	char *extra_boots; /* how many there may be beyond those planned */
	char *command; /* of rig, quoted for sh */
	char *host; /* system, release, machine */
	char *image_sha256;
	char *initramfs_sha256;
	char *runner_sha256; /* in the initramfs */
	char *failed_outcome; /* of a run that the rig could not go on with, or NULL */
	char *failed_phase; /* in which it ended */
	char *failed_reason;
};

void manifest_init(struct manifest *m);
void manifest_release(struct manifest *m);

/* Replaces a field by a copy. */
void manifest_set(char **field, const char *value);

/* The facts of the kernel go along when given. 0 or -errno. */
int manifest_write(const struct manifest *m, const struct keyfile *facts,
		   const struct rundir *d);

/* 0 or -errno; on an error `why` names file and what is wrong. */
int manifest_read(const struct rundir *d, struct manifest *ret,
		  struct text *why);

#endif
