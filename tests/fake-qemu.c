// SPDX-License-Identifier: GPL-2.0-only
/*
 * fake-qemu: plays a guest from a script, so that tests of `rig run` need no
 * VM and can make the guest lie, break off and hang.
 *
 * It takes QEMU's command line, of which it reads only where the request file
 * is, and the environment:
 *	FAKE_QEMU_SCRIPT  the script
 *	FAKE_QEMU_FACTS   facts of the kernel that HELLO speaks of
 *	FAKE_QEMU_PID     a file to write the process id to
 * Console text goes to stdout, records to descriptor 3. A script has a command
 * a line; the table at the end of this file lists them. A line "boot N" begins
 * what is done in that boot of the run alone, "boot all" what is done in every
 * one again; what stands above them is done in each. A boot after the first of
 * which the script does not tell is an error. \n \r \t \\ and \xHH are
 * understood in texts. Whatever is wrong with the script ends it with 99,
 * which no test expects.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cleanup.h"
#include "fake-boots.h"
#include "fake-marks.h"
#include "fake-monitor.h"
#include "fake-pipes.h"
#include "fake-process.h"
#include "fake-rig.h"
#include "fake-words.h"
#include "keyfile.h"
#include "record.h"
#include "request.h"
#include "text.h"

#define FRAME_MAX (RECORD_HEADER_BYTES + RECORD_PAYLOAD_MAX_BYTES)

static struct {
	struct request request;
	char *request_path;
	bool kvm; /* by the command line */
	unsigned int boot; /* its number in the run, by that path */
	struct keyfile facts;
	struct record record;
	uint32_t seq;
	uint8_t nonce[RECORD_NONCE_BYTES];
	uint8_t frame[FRAME_MAX]; /* the last one sent */
	size_t frame_bytes;
	long cut_bytes; /* of the next frame, this many are sent; -1: all */
	long flip; /* of the next frame, this byte is changed; -1: none */
	struct text logs[RECORD_STREAMS + 1]; /* of the case at hand */
} fake = { .cut_bytes = -1, .flip = -1 };

static size_t case_index(const char *words)
{
	size_t len = strcspn(words, " ");

	for (size_t i = 0; i < fake.request.cases_nr; i++)
		if (strlen(fake.request.cases[i]) == len &&
		    !strncmp(fake.request.cases[i], words, len))
			return i;
	words_broken("'%s' is no case of the request", words);
}

static void begin_record(enum record_type type)
{
	record_init(&fake.record, type, fake.nonce, fake.seq);
}

static void send_frame(void)
{
	size_t bytes = fake.frame_bytes;

	if (fake.flip >= 0) {
		if ((size_t)fake.flip >= bytes)
			words_broken("flip %ld: the frame is shorter",
				     fake.flip);
		fake.frame[fake.flip] ^= 0x20;
	}
	if (fake.cut_bytes >= 0 && (size_t)fake.cut_bytes < bytes)
		bytes = fake.cut_bytes;
	send_all(RECORDS_FD, fake.frame, bytes);
	fake.flip = fake.cut_bytes = -1;
}

static void send_record(void)
{
	if (record_encode(&fake.record, fake.frame, sizeof(fake.frame),
			  &fake.frame_bytes))
		words_broken("a %s record can not be encoded",
			     record_type_name(fake.record.type));
	fake.seq++;
	send_frame();
}

static void put_fact(const char *words, const char *name, enum record_key key,
		     const char *fact)
{
	CLEANUP_FREE char *said = words_value(words, name);
	const char *text = said ?: keyfile_get(&fake.facts, fact);

	if (!text)
		words_broken("the facts lack %s", fact);
	record_put_text(&fake.record, key, text);
}

static void do_hello(const char *words)
{
	CLEANUP_FREE char *module = words_value(words, "module");

	begin_record(RECORD_HELLO);
	put_fact(words, "machine", RECORD_KEY_MACHINE, "machine");
	put_fact(words, "release", RECORD_KEY_RELEASE, "release");
	put_fact(words, "version", RECORD_KEY_VERSION, "uname_version");
	put_fact(words, "build_id", RECORD_KEY_BUILD_ID, "build_id");
	put_fact(words, "btf", RECORD_KEY_BTF_SHA256, "btf_sha256");
	put_fact(words, "config", RECORD_KEY_CONFIG_SHA256, "config_sha256");
	record_put_number(&fake.record, RECORD_KEY_CPUS, 2);
	record_put_number(&fake.record, RECORD_KEY_MEM_KIB, 1000000);
	record_put_number(&fake.record, RECORD_KEY_UPTIME_MS, 1234);
	for (uint64_t i = words_number(words, "slices", RECORD_SLICES); i; i--)
		record_put_number(&fake.record, RECORD_KEY_SLICE_US,
				  words_number(words, "slice_us", 1000));
	for (size_t i = 0; i < fake.facts.nr && !module; i++) {
		const struct keyfile_entry *e = &fake.facts.entries[i];
		CLEANUP_FREE char *text = NULL;

		if (strncmp(e->key, "module.", 7))
			continue;
		text = text_format("%s %s", e->key + 7, e->value);
		record_put_text(&fake.record, RECORD_KEY_MODULE, text);
	}
	if (module && strcmp(module, "none")) {
		CLEANUP_FREE char *text = text_dup(module);

		*strchrnul(text, ':') = ' ';
		record_put_text(&fake.record, RECORD_KEY_MODULE, text);
	}
	send_record();
}

/* Without words the cases of the request, else those named. */
static void do_plan(const char *words)
{
	begin_record(RECORD_PLAN);
	for (size_t i = 0; i < fake.request.cases_nr && !*words; i++)
		record_put_text(&fake.record, RECORD_KEY_CASE,
				fake.request.cases[i]);
	while (*words) {
		size_t len = strcspn(words, " ");

		record_put_bytes(&fake.record, RECORD_KEY_CASE, words, len);
		words += len + strspn(words + len, " ");
	}
	send_record();
}

static void do_start(const char *words)
{
	size_t index = case_index(words);
	CLEANUP_FREE char *object =
		words_object(words, fake_rundir, fake.request.cases[index]);

	for (int i = 0; i <= RECORD_STREAMS; i++)
		text_reset(&fake.logs[i]);
	begin_record(RECORD_START);
	record_put_text(&fake.record, RECORD_KEY_CASE,
			fake.request.cases[index]);
	record_put_number(&fake.record, RECORD_KEY_INDEX,
			  words_number(words, "index", index));
	record_put_text(&fake.record, RECORD_KEY_OBJECT_SHA256, object);
	record_put_number(&fake.record, RECORD_KEY_UPTIME_MS, 2000);
	send_record();
	marks_put(MARK_BEGIN, fake.request.cases[index]);
}

static void send_log(const char *words, enum record_stream stream,
		     const char *text)
{
	struct text data CLEANUP_TEXT = TEXT_INIT;

	words_unescape(text, &data);
	text_put(&fake.logs[stream], data.data, data.bytes);
	begin_record(RECORD_LOG);
	record_put_number(&fake.record, RECORD_KEY_INDEX, case_index(words));
	record_put_number(&fake.record, RECORD_KEY_STREAM, stream);
	record_put_bytes(&fake.record, RECORD_KEY_DATA, data.data, data.bytes);
	send_record();
}

static void do_libbpf(const char *words)
{
	send_log(words, RECORD_STREAM_LIBBPF, strchrnul(words, ' ') + 1);
}

static void do_verifier(const char *words)
{
	send_log(words, RECORD_STREAM_VERIFIER, strchrnul(words, ' ') + 1);
}

static void do_prints(const char *words)
{
	send_log(words, RECORD_STREAM_STDOUT, strchrnul(words, ' ') + 1);
}

static void do_prints_err(const char *words)
{
	send_log(words, RECORD_STREAM_STDERR, strchrnul(words, ' ') + 1);
}

/* KIB of the case's log, so that it is longer than any record. */
static void do_verifier_flood(const char *words)
{
	char line[1025];

	memset(line, 'v', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	for (long kib = atol(strchrnul(words, ' ')); kib > 0; kib--)
		send_log(words, RECORD_STREAM_VERIFIER, line);
}

static uLong logs_crc(void)
{
	uLong crc = crc32(0, NULL, 0);

	for (int i = RECORD_STREAM_LIBBPF; i <= RECORD_STREAMS; i++)
		crc = crc32(crc, (const Bytef *)fake.logs[i].data,
			    fake.logs[i].bytes);
	return crc;
}

static void do_verdict(const char *words)
{
	size_t index = case_index(words);
	CLEANUP_FREE char *stage_name = words_value(words, "stage");
	CLEANUP_FREE char *reason = words_value(words, "reason");
	enum record_stage stage = RECORD_STAGE_DONE;

	if (stage_name && !record_stage_parse(stage_name, &stage))
		words_broken("'%s' is no stage", stage_name);
	marks_put(MARK_END, fake.request.cases[index]);
	begin_record(RECORD_VERDICT);
	record_put_text(&fake.record, RECORD_KEY_CASE,
			fake.request.cases[index]);
	record_put_number(&fake.record, RECORD_KEY_INDEX,
			  words_number(words, "index", index));
	record_put_number(&fake.record, RECORD_KEY_STAGE, stage);
	record_put_number(&fake.record, RECORD_KEY_ERRNO,
			  words_number(words, "errno", 0));
	record_put_number(&fake.record, RECORD_KEY_LIBBPF_BYTES,
			  fake.logs[RECORD_STREAM_LIBBPF].bytes);
	record_put_number(
		&fake.record, RECORD_KEY_VERIFIER_BYTES,
		words_number(words, "bytes",
			     fake.logs[RECORD_STREAM_VERIFIER].bytes));
	record_put_number(&fake.record, RECORD_KEY_STDOUT_BYTES,
			  words_number(words, "stdout_bytes",
				       fake.logs[RECORD_STREAM_STDOUT].bytes));
	record_put_number(&fake.record, RECORD_KEY_STDERR_BYTES,
			  fake.logs[RECORD_STREAM_STDERR].bytes);
	record_put_number(&fake.record, RECORD_KEY_LOG_CRC,
			  words_number(words, "crc", logs_crc()));
	record_put_number(&fake.record, RECORD_KEY_ELAPSED_US, 1500);
	words_put_number(words, "retval", &fake.record, RECORD_KEY_RETVAL);
	words_put_number(words, "prog_id", &fake.record, RECORD_KEY_PROG_ID);
	words_put_number(words, "proven", &fake.record, RECORD_KEY_PROVEN);
	if (reason)
		record_put_text(&fake.record, RECORD_KEY_REASON, reason);
	record_put_number(&fake.record, RECORD_KEY_INSNS, 2);
	record_put_number(&fake.record, RECORD_KEY_STATES, 1);
	record_put_number(&fake.record, RECORD_KEY_PEAK_STATES, 1);
	record_put_number(&fake.record, RECORD_KEY_VERIFY_US, 77);
	send_record();
}

/* START, a log that shows two instructions, VERDICT. */
static void do_case(const char *words)
{
	do_start(words);
	send_log(words, RECORD_STREAM_VERIFIER,
		 "0: (b7) r0 = 0\\n1: (95) exit\\n"
		 "processed 2 insns (limit 1000000)\\n");
	do_verdict(words);
}

static void do_end(const char *words)
{
	begin_record(RECORD_END);
	record_put_number(&fake.record, RECORD_KEY_COUNT,
			  words_number(words, "count", fake.request.cases_nr));
	record_put_number(&fake.record, RECORD_KEY_UPTIME_MS, 3000);
	send_record();
}

static void do_error(const char *words)
{
	begin_record(RECORD_ERROR);
	record_put_text(&fake.record, RECORD_KEY_REASON, words);
	send_record();
}

/* The last frame to the console instead of the channel. */
static void do_frame_to_console(const char *words)
{
	send_all(STDOUT_FILENO, fake.frame, fake.frame_bytes);
}

static void do_again(const char *words)
{
	send_frame();
}

static void do_nonce(const char *words)
{
	memcpy(fake.nonce, fake.request.nonce, sizeof(fake.nonce));
	if (!strcmp(words, "foreign"))
		fake.nonce[0] ^= 1;
}

static void do_seq(const char *words)
{
	fake.seq = (uint32_t)((long)fake.seq + atol(words));
}

static void do_cut(const char *words)
{
	fake.cut_bytes = atol(words);
}

static void do_flip(const char *words)
{
	fake.flip = atol(words);
}

static void do_close_pipes(const char *words)
{
	close(RECORDS_FD);
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
}

static const struct {
	const char *name;
	void (*run)(const char *words);
} commands[] = {
	/* [machine|release|...=x] [module=name:hash] [slices=N slice_us=N] */
	{ "hello", do_hello },
	{ "plan", do_plan }, /* [ID...] */
	{ "case", do_case }, /* ID, words of verdict */
	{ "start", do_start }, /* ID [index=N object=HASH] */
	{ "libbpf", do_libbpf }, /* ID TEXT */
	{ "verifier", do_verifier }, /* ID TEXT */
	{ "verifier-flood", do_verifier_flood }, /* ID KIB */
	{ "prints", do_prints }, /* ID TEXT */
	{ "prints_err", do_prints_err }, /* ID TEXT */
	{ "verdict", do_verdict }, /* ID [stage= errno= retval= reason=...] */
	{ "end", do_end }, /* [count=N] */
	{ "error", do_error }, /* TEXT */
	{ "console", do_console }, /* TEXT, as a line */
	{ "console-raw", do_console_raw }, /* TEXT as it is */
	{ "lose-mark", do_lose_mark }, /* begin|end, from here on */
	{ "frame-to-console", do_frame_to_console },
	{ "raw", do_raw }, /* TEXT into the channel */
	{ "stderr", do_stderr }, /* TEXT */
	{ "flood", do_flood }, /* console|records KIB */
	{ "again", do_again }, /* the last frame once more */
	{ "nonce", do_nonce }, /* foreign|own */
	{ "seq", do_seq }, /* what to add to the next number */
	{ "cut", do_cut }, /* bytes that are sent of the next frame */
	{ "flip", do_flip }, /* byte of the next frame that is changed */
	{ "sleep", do_sleep }, /* SECONDS; monitor and keys are answered */
	{ "monitor", do_monitor }, /* in which way */
	{ "vcpu", do_vcpu }, /* what it is at when it is looked at */
	{ "exit", do_exit }, /* CODE */
	{ "die", do_die }, /* by signal NUMBER */
	{ "ignore-term", do_ignore_term },
	{ "close-pipes", do_close_pipes },
	{ "signal-rig", do_signal_rig }, /* NUMBER */
	{ "signal-rig-at", do_signal_rig_at }, /* NUMBER FILE of the run */
	{ "limit-rig", do_limit_rig }, /* BYTES a file, from here on */
	{ "chmod-rundir", do_chmod_rundir }, /* MODE */
	{ "remove-rundir", do_remove_rundir },
};

/* "under kvm" or "under tcg" ahead of a command: else it is not for us. */
static char *for_us(char *line)
{
	static const char under[] = "under ";

	if (strncmp(line, under, strlen(under)) != 0)
		return line;
	line += strlen(under);
	return strncmp(line, fake.kvm ? "kvm " : "tcg ", 4) ? NULL : line + 4;
}

static void run_line(char *line)
{
	char *words = line + strcspn(line, " ");

	if (*words)
		*words++ = '\0';
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (!strcmp(commands[i].name, line)) {
			commands[i].run(words);
			return;
		}
	}
	words_broken("'%s' is no command", line);
}

static void read_request(char **argv)
{
	static const char lead[] = "name=" RECORD_REQUEST_NAME ",file=";
	struct text why CLEANUP_TEXT = TEXT_INIT;

	for (; *argv; argv++) {
		if (!strncmp(*argv, lead, sizeof(lead) - 1))
			fake.request_path = *argv + sizeof(lead) - 1;
		if (!strcmp(*argv, "-accel"))
			fake.kvm = argv[1] && !strncmp(argv[1], "kvm", 3);
	}
	if (!fake.request_path)
		words_broken("no -fw_cfg with the request");
	if (request_read(fake.request_path, &fake.request, &why))
		words_broken("%s", why.data);
	fake_rundir = boots_rundir(fake.request_path, &fake.boot);
	do_nonce("own");
}

static void run_script(FILE *f)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	bool here = true;

	if (!boots_told(f, fake.boot))
		words_broken("the script does not tell of boot %u", fake.boot);
	while (getline(&line, &size, f) >= 0) {
		const char *which = boots_line(line);

		line[strcspn(line, "\n")] = '\0';
		if (which)
			here = boots_here(which, fake.boot);
		else if (here && line[0] && line[0] != '#' && for_us(line))
			run_line(for_us(line));
	}
}

int main(int argc, char **argv)
{
	const char *script = getenv("FAKE_QEMU_SCRIPT");
	const char *facts = getenv("FAKE_QEMU_FACTS");
	const char *pid = getenv("FAKE_QEMU_PID");
	struct text why CLEANUP_TEXT = TEXT_INIT;
	FILE *f;

	if (argc == 2 && !strcmp(argv[1], "--version")) {
		puts("fake-qemu 1");
		return 0;
	}
	for (int i = 0; i <= RECORD_STREAMS; i++)
		text_init(&fake.logs[i]);
	fake_inherits_nothing(argv);
	read_request(argv);
	fake_rundir_is_private();
	if (facts && keyfile_read(facts, &fake.facts, &why))
		words_broken("%s", why.data);
	f = pid ? fopen(pid, "we") : NULL;
	if (f) {
		fprintf(f, "%d\n", (int)getpid());
		fclose(f);
	}
	f = script ? fopen(script, "re") : NULL;
	if (!f)
		words_broken("FAKE_QEMU_SCRIPT names no file");
	run_script(f);
	fclose(f);
	return 0;
}
