// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <nettle/sha2.h>
#include <zlib.h>

#include "cleanup.h"
#include "identity.h"
#include "kernel_btf.h"
#include "notes.h"

#define NOTES_PATH "/sys/kernel/notes"
#define CONFIG_PATH "/proc/config.gz"
#define NOTES_BYTES_MAX 65536

static int put_build_id(struct record *r)
{
	CLEANUP_FD int fd = open(NOTES_PATH, O_RDONLY | O_CLOEXEC);
	static char notes[NOTES_BYTES_MAX];
	char hex[129];
	ssize_t bytes;

	if (fd < 0)
		return -errno;
	bytes = read(fd, notes, sizeof(notes));
	if (bytes < 0)
		return -errno;
	if (!notes_build_id(notes, (size_t)bytes, hex, sizeof(hex)))
		return -ENODATA;
	record_put_text(r, RECORD_KEY_BUILD_ID, hex);
	return 0;
}

int identity_hash(const char *path, char ret_hex[IDENTITY_HASH_SIZE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	gzFile file = gzopen(path, "rbe");
	static uint8_t chunk[65536];
	struct sha256_ctx sha256;
	size_t total = 0;
	int n, err = 0;

	if (!file)
		return errno ? -errno : -ENOMEM;
	sha256_init(&sha256);
	while ((n = gzread(file, chunk, sizeof(chunk))) > 0) {
		sha256_update(&sha256, (size_t)n, chunk);
		total += (size_t)n;
	}
	gzerror(file, &err);
	gzclose(file);
	if (n < 0 || err < 0 || !total)
		return -EIO;
	sha256_digest(&sha256, sizeof(digest), digest);
	notes_hex(digest, sizeof(digest), ret_hex);
	return 0;
}

static int put_hash(struct record *r, enum record_key key, const char *path)
{
	char hex[IDENTITY_HASH_SIZE];
	int err = identity_hash(path, hex);

	if (!err)
		record_put_text(r, key, hex);
	return err;
}

static int put_modules(struct record *r, const struct kernel_btf *k)
{
	for (size_t i = 0; i < k->modules_nr; i++) {
		char path[512], hex[IDENTITY_HASH_SIZE], text[512];
		int err;

		snprintf(path, sizeof(path), KERNEL_BTF_DIR "/%s",
			 k->modules[i].name);
		err = identity_hash(path, hex);
		if (err)
			return err;
		snprintf(text, sizeof(text), "%s %s", k->modules[i].name, hex);
		record_put_text(r, RECORD_KEY_MODULE, text);
	}
	return 0;
}

static int put_machine(struct record *r)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	struct sysinfo info;
	struct utsname uts;

	if (uname(&uts) || sysinfo(&info))
		return -errno;
	record_put_text(r, RECORD_KEY_MACHINE, uts.machine);
	record_put_text(r, RECORD_KEY_RELEASE, uts.release);
	record_put_text(r, RECORD_KEY_VERSION, uts.version);
	record_put_number(r, RECORD_KEY_CPUS, cpus > 0 ? (uint64_t)cpus : 0);
	record_put_number(r, RECORD_KEY_MEM_KIB,
			  (uint64_t)info.totalram * info.mem_unit / 1024);
	record_put_number(r, RECORD_KEY_UPTIME_MS, identity_uptime_ms());
	return 0;
}

int identity_put(struct record *r, const struct kernel_btf *k, char *why,
		 size_t why_size)
{
	const char *what = "uname";
	int err = put_machine(r);

	if (!err) {
		what = "build id in " NOTES_PATH;
		err = put_build_id(r);
	}
	if (!err) {
		what = KERNEL_BTF_DIR "/vmlinux";
		err = put_hash(r, RECORD_KEY_BTF_SHA256, what);
	}
	if (!err) {
		what = CONFIG_PATH;
		err = put_hash(r, RECORD_KEY_CONFIG_SHA256, what);
	}
	if (!err) {
		what = "BTF of a module";
		err = put_modules(r, k);
	}
	if (err)
		snprintf(why, why_size, "%s: %s", what, strerror(-err));
	return err;
}

uint64_t identity_uptime_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
