// SPDX-License-Identifier: GPL-2.0-only
#include "fake-monitor.h"

#include <inttypes.h>
#include <jansson.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cleanup.h"
#include "fake-words.h"
#include "text.h"

#define MONITOR_FD 4
#define VCPUS 2

static struct {
	char *mode; /* NULL: it answers as QEMU does */
	char *status;
	char *keys; /* "silent", or NULL */
	int talk; /* lines each 10 ms */
	char *nmi; /* what the guest says to it, or NULL */
	bool greeted;
	unsigned int looks;
	char *vcpus[VCPUS]; /* the words of its line in the script */
	char in[64 * 1024];
	size_t bytes;
} monitor;

static bool monitor_is(const char *mode)
{
	return monitor.mode && !strcmp(monitor.mode, mode);
}

static void monitor_say(const char *words)
{
	size_t bytes = strlen(words);

	if (write(MONITOR_FD, words, bytes) != (ssize_t)bytes)
		monitor.mode = "silent";
}

/* An address a look, the last of them for all further ones; then flags. */
static uint64_t monitor_pc(const char *words, unsigned int look)
{
	uint64_t pc = 0;
	char *end;

	do {
		pc = strtoull(words, &end, 16);
		words = end + (*end == ',');
	} while (*end == ',' && look--);
	return pc;
}

static char *monitor_registers(size_t vcpu)
{
	const char *words =
		monitor.vcpus[vcpu % VCPUS] ?: "ffffffff81000310 halted";

	return text_format("RAX=0000000000000000 RSP=ffffffff82000000\r\n"
			   "RIP=%016" PRIx64 " RFL=%08x [-------] CPL=%d II=0 "
			   "A20=1 SMM=0 HLT=%d\r\n",
			   monitor_pc(words, monitor.looks / VCPUS),
			   strstr(words, "irqs-off") ? 2 : 0x202,
			   strstr(words, "user") ? 3 : 0,
			   strstr(words, "halted") != NULL);
}

static json_t *monitor_hmp(json_t *arguments)
{
	const char *line = NULL;
	char *text = NULL;
	json_t *answer;
	int vcpu = 0;

	json_unpack(arguments, "{s:s, s:i}", "command-line", &line, "cpu-index",
		    &vcpu);
	if (line && !strcmp(line, "info registers")) {
		text = monitor_registers(vcpu);
		monitor.looks++;
	}
	answer = json_string(text
				     ?: "ffffffff82000000: 0xffffffff81000208 "
					"0x0000000000000001\r\n");
	free(text);
	return answer;
}

static json_t *monitor_answer(const char *command, json_t *arguments)
{
	if (!strcmp(command, "query-status"))
		return json_pack("{s:s}", "status",
				 monitor.status ?: "running");
	if (!strcmp(command, "query-cpus-fast"))
		return json_pack("[{s:i, s:s}, {s:i, s:s}]", "cpu-index", 0,
				 "target", "x86_64", "cpu-index", 1, "target",
				 "x86_64");
	if (!strcmp(command, "human-monitor-command"))
		return monitor_hmp(arguments);
	if (!strcmp(command, "inject-nmi")) {
		if (!monitor.nmi)
			return NULL;
		printf("%s\r\n", monitor.nmi);
		fflush(stdout);
	}
	return json_object();
}

/* Events, each sound, and more than anybody takes. */
static void monitor_flood(void)
{
	char *line = text_format("{\"event\": \"%4000s\"}\r\n", "for ever");

	for (int i = 0; i < 2000 && !monitor_is("silent"); i++)
		monitor_say(line);
	free(line);
}

/* One line of the rig's. */
static void monitor_take(const char *line)
{
	json_t *json = json_loads(line, 0, NULL);
	const char *command = NULL;
	json_t *answer;
	int id = 0;
	char *dump;

	json_unpack(json, "{s:s, s:i}", "execute", &command, "id", &id);
	if (!command)
		words_broken("'%s' is no command to a monitor", line);
	answer = monitor_is("refuse")
			 ? NULL
			 : monitor_answer(command,
					  json_object_get(json, "arguments"));
	if (monitor_is("late"))
		usleep(50 * 1000);
	if (monitor_is("foreign"))
		id++;
	json_decref(json);
	json = answer ? json_pack("{s:o, s:i}", "return", answer, "id", id)
		      : json_pack("{s:{s:s}, s:i}", "error", "desc",
				  "not \x1b supported", "id", id);
	dump = json_dumps(json, JSON_COMPACT);
	monitor_say("{\"event\": \"NIC_RX_FILTER_CHANGED\", \"data\": {}}\r\n");
	monitor_say(monitor_is("junk") ? "}{ junk" : dump);
	monitor_say("\r\n");
	if (monitor_is("flood"))
		monitor_flood();
	free(dump);
	json_decref(json);
}

static void monitor_read(void)
{
	size_t room = sizeof(monitor.in) - monitor.bytes - 1;
	ssize_t n = read(MONITOR_FD, monitor.in + monitor.bytes, room);
	char *end;

	if (n <= 0) {
		monitor.mode = "silent";
		return;
	}
	monitor.bytes += n;
	monitor.in[monitor.bytes] = '\0';
	while ((end = strchr(monitor.in, '\n'))) {
		*end = '\0';
		monitor_take(monitor.in);
		monitor.bytes -= end + 1 - monitor.in;
		memmove(monitor.in, end + 1, monitor.bytes + 1);
	}
}

/* A key on the console: the kernel's answer, if it has one. */
static void monitor_key(void)
{
	char key;

	if (read(STDIN_FILENO, &key, 1) != 1)
		return;
	if (monitor.keys && !strcmp(monitor.keys, "silent"))
		return;
	if (monitor.keys && !strcmp(monitor.keys, "crash") && key != 'c')
		return;
	printf("[   90.000000] sysrq: key %c\r\n", key);
	if (key == 'w' || key == 't')
		printf("[   90.000001] task:init            state:D stack:0     "
		       "pid:43    tgid:43\r\n");
	if (key == 'l')
		printf("[   90.000002] BUG: sleeping function called from "
		       "invalid context\r\n");
	if (key == 'c')
		printf("[   90.000003] Kernel panic - not syncing: sysrq "
		       "triggered crash\r\n");
	fflush(stdout);
	if (key == 'c')
		exit(0);
}

static double monitor_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

void do_sleep(const char *words)
{
	double end = monitor_now() + atof(words), left;

	if (!monitor.greeted && !monitor_is("silent"))
		monitor_say(
			"{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n");
	monitor.greeted = true;
	while ((left = end - monitor_now()) > 0) {
		struct pollfd fds[] = {
			{ .fd = STDIN_FILENO, .events = POLLIN },
			{ .fd = monitor_is("silent") ? -1 : MONITOR_FD,
			  .events = POLLIN },
		};

		for (int i = 0; i < monitor.talk; i++)
			puts("[   90.000003] and another line");
		fflush(stdout);
		if (poll(fds, 2, monitor.talk ? 10 : (int)(left * 1000) + 1) <=
		    0)
			continue;
		if (fds[1].revents)
			monitor_read();
		if (fds[0].revents)
			monitor_key();
	}
}

void do_monitor(const char *words)
{
	if (!strncmp(words, "status ", 7))
		monitor.status = text_dup(words + 7);
	else if (!strncmp(words, "nmi ", 4))
		monitor.nmi = text_dup(words + 4);
	else if (!strncmp(words, "talk ", 5))
		monitor.talk = atoi(words + 5);
	else if (!strncmp(words, "keys ", 5))
		monitor.keys = text_dup(words + 5);
	else if (!strcmp(words, "closed"))
		close(MONITOR_FD);
	else
		monitor.mode = text_dup(words);
}

void do_vcpu(const char *words)
{
	monitor.vcpus[atoi(words) % VCPUS] =
		text_dup(words + strcspn(words, " ") + 1);
}
