// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guest's runner: does what the host's request says with the objects in a
 * folder and sends what it saw. It judges nothing; the host does.
 *
 * Usage: runner PROGS_DIR [FACTS]
 * With FACTS the programs are the kernel's own (selftest.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "attempt.h"
#include "channel.h"
#include "cleanup.h"
#include "identity.h"
#include "kernel_btf.h"
#include "kmsg.h"
#include "mark.h"
#include "measure.h"
#include "plan.h"
#include "guest_request.h"
#include "stats.h"
#include "trial.h"

#define REQUEST_PATH \
	"/sys/firmware/qemu_fw_cfg/by_name/" RECORD_REQUEST_NAME "/raw"
#define REQUEST_BYTES_MAX (1024 * 1024)
#define PORT_TIMEOUT_MS 10000

struct runner {
	struct channel channel;
	struct guest_request request;
	struct kernel_btf kernel;
	struct plan plan;
	char why[1024];
};

static int read_request(struct runner *r)
{
	CLEANUP_FD int fd = open(REQUEST_PATH, O_RDONLY | O_CLOEXEC);
	CLEANUP_FREE char *text = calloc(1, REQUEST_BYTES_MAX + 1);
	size_t bytes = 0;
	ssize_t n = 1;

	while (fd >= 0 && text && n > 0 && bytes < REQUEST_BYTES_MAX) {
		n = read(fd, text + bytes, REQUEST_BYTES_MAX - bytes);
		bytes += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0 || !text || n < 0) {
		snprintf(r->why, sizeof(r->why), "%s: %s", REQUEST_PATH,
			 strerror(errno));
		return -1;
	}
	if (n > 0 || strlen(text) != bytes) {
		snprintf(r->why, sizeof(r->why), "request: too long or binary");
		return -1;
	}
	return guest_request_parse(take_pointer(text), &r->request, r->why,
				   sizeof(r->why));
}

/* A record that can not be sent ends the run: the host will see it missing. */
static void send_or_die(struct runner *r)
{
	int err = channel_send(&r->channel);

	if (!err)
		return;
	fprintf(stderr, "runner: record %u: %s\n", r->channel.seq,
		strerror(-err));
	exit(1);
}

/* Tells the host why the runner can not go on, and ends. */
static void __attribute__((noreturn)) give_up(struct runner *r)
{
	struct record *record = channel_begin(&r->channel, RECORD_ERROR);

	fprintf(stderr, "runner: %s\n", r->why);
	record_put_text(record, RECORD_KEY_REASON, r->why);
	send_or_die(r);
	exit(1);
}

static void send_hello(struct runner *r)
{
	struct record *record = channel_begin(&r->channel, RECORD_HELLO);
	uint32_t slices_us[RECORD_SLICES];

	measure_slices(slices_us);
	for (int i = 0; i < RECORD_SLICES; i++)
		record_put_number(record, RECORD_KEY_SLICE_US, slices_us[i]);
	if (identity_put(record, &r->kernel, r->why, sizeof(r->why)))
		give_up(r);
	send_or_die(r);
}

static void send_plan(struct runner *r)
{
	struct record *record = channel_begin(&r->channel, RECORD_PLAN);

	for (size_t i = 0; i < r->request.cases_nr; i++) {
		const char *id = r->request.cases[i];

		if (!plan_find(&r->plan, id)) {
			snprintf(r->why, sizeof(r->why),
				 "the image has no case '%s'", id);
			give_up(r);
		}
		record_put_text(record, RECORD_KEY_CASE, id);
	}
	send_or_die(r);
}

static void send_log(struct runner *r, uint64_t index,
		     enum record_stream stream, const char *log, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		struct record *record = channel_begin(&r->channel, RECORD_LOG);
		size_t chunk = bytes - done;

		if (chunk > RECORD_LOG_CHUNK_BYTES)
			chunk = RECORD_LOG_CHUNK_BYTES;
		record_put_number(record, RECORD_KEY_INDEX, index);
		record_put_number(record, RECORD_KEY_STREAM, stream);
		record_put_bytes(record, RECORD_KEY_DATA, log + done, chunk);
		send_or_die(r);
		done += chunk;
	}
}

static void send_logs(struct runner *r, uint64_t index, const struct attempt *a)
{
	send_log(r, index, RECORD_STREAM_LIBBPF, a->libbpf, a->libbpf_bytes);
	send_log(r, index, RECORD_STREAM_VERIFIER, a->verifier,
		 a->verifier_bytes);
	send_log(r, index, RECORD_STREAM_STDOUT, a->prints[EXPECT_PRINT_STDOUT],
		 a->prints_bytes[EXPECT_PRINT_STDOUT]);
	send_log(r, index, RECORD_STREAM_STDERR, a->prints[EXPECT_PRINT_STDERR],
		 a->prints_bytes[EXPECT_PRINT_STDERR]);
}

static uint64_t crc_of_logs(const struct attempt *a)
{
	uLong crc = crc32_z(0, NULL, 0);

	crc = crc32_z(crc, (const Bytef *)a->libbpf, a->libbpf_bytes);
	crc = crc32_z(crc, (const Bytef *)a->verifier, a->verifier_bytes);
	for (int i = 0; i < EXPECT_PRINTS; i++)
		crc = crc32_z(crc, (const Bytef *)a->prints[i],
			      a->prints_bytes[i]);
	return crc;
}

static void put_stats(struct record *record, const struct attempt *a)
{
	struct stats stats;

	stats_parse(a->verifier, a->verifier_bytes, &stats);
	if (stats.has_counts) {
		record_put_number(record, RECORD_KEY_INSNS, stats.insns);
		record_put_number(record, RECORD_KEY_STATES, stats.states);
		record_put_number(record, RECORD_KEY_PEAK_STATES,
				  stats.peak_states);
	}
	if (stats.has_time)
		record_put_number(record, RECORD_KEY_VERIFY_US,
				  stats.verify_us);
}

static void send_verdict(struct runner *r, uint64_t index,
			 const struct plan_case *c, const struct attempt *a)
{
	struct record *record = channel_begin(&r->channel, RECORD_VERDICT);

	record_put_text(record, RECORD_KEY_CASE, c->id);
	record_put_number(record, RECORD_KEY_INDEX, index);
	record_put_number(record, RECORD_KEY_STAGE, a->stage);
	record_put_number(record, RECORD_KEY_ERRNO, (uint64_t)a->err);
	if (a->has_retval)
		record_put_number(record, RECORD_KEY_RETVAL, a->retval);
	if (a->prog_id)
		record_put_number(record, RECORD_KEY_PROG_ID, a->prog_id);
	if (a->proven)
		record_put_number(record, RECORD_KEY_PROVEN, a->proven);
	if (a->reason[0])
		record_put_text(record, RECORD_KEY_REASON, a->reason);
	record_put_number(record, RECORD_KEY_LIBBPF_BYTES, a->libbpf_bytes);
	record_put_number(record, RECORD_KEY_VERIFIER_BYTES, a->verifier_bytes);
	record_put_number(record, RECORD_KEY_STDOUT_BYTES,
			  a->prints_bytes[EXPECT_PRINT_STDOUT]);
	record_put_number(record, RECORD_KEY_STDERR_BYTES,
			  a->prints_bytes[EXPECT_PRINT_STDERR]);
	record_put_number(record, RECORD_KEY_LOG_CRC, crc_of_logs(a));
	record_put_number(record, RECORD_KEY_ELAPSED_US, a->elapsed_us);
	put_stats(record, a);
	send_or_die(r);
}

static void run_case(struct runner *r, uint64_t index)
{
	const struct plan_case *c =
		plan_find(&r->plan, r->request.cases[index]);
	struct record *record = channel_begin(&r->channel, RECORD_START);
	const struct trial trial = {
		.c = c,
		.plan = &r->plan,
		.arch = r->request.arch,
		.variant = r->request.variant,
		.k = &r->kernel,
		.channel = &r->channel,
	};
	char hex[IDENTITY_HASH_SIZE];
	struct attempt *a;
	int err = identity_hash(c->path, hex);

	if (err) {
		snprintf(r->why, sizeof(r->why), "%s: %s", c->path,
			 strerror(-err));
		give_up(r);
	}
	record_put_text(record, RECORD_KEY_CASE, c->id);
	record_put_number(record, RECORD_KEY_INDEX, index);
	record_put_text(record, RECORD_KEY_OBJECT_SHA256, hex);
	record_put_number(record, RECORD_KEY_UPTIME_MS, identity_uptime_ms());
	send_or_die(r);

	a = attempt_new();
	if (!a) {
		snprintf(r->why, sizeof(r->why), "memory for case '%s': %s",
			 c->id, strerror(errno));
		give_up(r);
	}
	kmsg_mark(MARK_BEGIN, c->id);
	attempt_fork(a, trial_run, &trial);
	kmsg_mark(MARK_END, c->id);
	send_logs(r, index, a);
	send_verdict(r, index, c, a);
	attempt_free(a);
}

static void send_end(struct runner *r)
{
	struct record *record = channel_begin(&r->channel, RECORD_END);

	record_put_number(record, RECORD_KEY_COUNT, r->request.cases_nr);
	record_put_number(record, RECORD_KEY_UPTIME_MS, identity_uptime_ms());
	send_or_die(r);
}

int main(int argc, char **argv)
{
	static struct runner r;
	int err;

	if (argc != 2 && argc != 3) {
		fprintf(stderr, "usage: runner PROGS_DIR [FACTS]\n");
		return 64;
	}
	/* Without the request's nonce there is nothing the host would believe. */
	if (read_request(&r)) {
		fprintf(stderr, "runner: %s\n", r.why);
		return 1;
	}
	err = channel_open(&r.channel, r.request.nonce, PORT_TIMEOUT_MS);
	if (err) {
		fprintf(stderr, "runner: port '%s': %s\n", RECORD_PORT_NAME,
			strerror(-err));
		return 1;
	}
	if (kernel_btf_load(&r.kernel, r.why, sizeof(r.why)))
		give_up(&r);
	send_hello(&r);
	if (plan_scan(argv[1], argv[2], r.request.arch, r.request.variant,
		      &r.plan, r.why, sizeof(r.why)))
		give_up(&r);
	send_plan(&r);
	for (size_t i = 0; i < r.request.cases_nr; i++)
		run_case(&r, i);
	send_end(&r);
	return 0;
}
