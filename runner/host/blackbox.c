// SPDX-License-Identifier: GPL-2.0-only
#include "blackbox.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Parts of the time that is allowed; together they are less than all of it. */
#define REPLY_PART 4 /* QEMU, for one answer */
#define GAP_PART 24 /* between two looks; from first to last a second */
#define PACE_PART 30 /* between two keys: the port has room for one break */
#define HEAR_PART 8 /* the kernel, for its first word */
#define CRASH_PART 5 /* a panic first stops the other CPUs */
#define QUIET_PART 20 /* without a word it has said all */

/*
 * Lines a second, in each gap. The longest reports have some hundred, and
 * whoever finds a lockup again and again waits seconds in between: however
 * noisy, it has a gap with fewer. What floods writes thousands.
 */
#define FLOOD_RATE 160

enum {
	STEP_GREETING,
	STEP_CAPABILITIES,
	STEP_STATUS,
	STEP_VCPUS,
	STEP_REGISTERS,
	STEP_GAP,
	STEP_STACKS,
	STEP_BREAK,
	STEP_PACE,
	STEP_LISTEN,
	STEP_NMI,
	STEP_NR,
};

void blackbox_init(struct blackbox *b)
{
	*b = (struct blackbox){ .wake_ms = INT64_MAX };
	qmp_init(&b->qmp);
	text_init(&b->keys);
	text_init(&b->trouble);
}

void blackbox_release(struct blackbox *b)
{
	for (size_t i = 0; i < b->vcpus_nr; i++)
		for (size_t j = 0; j < HANG_LOOKS; j++)
			free(b->boxes[i].registers[j]);
	free(b->boxes);
	free(b->vcpus);
	free(b->status);
	qmp_release(&b->qmp);
	text_release(&b->keys);
	text_release(&b->trouble);
	symbols_release(&b->symbols);
	*b = (struct blackbox){ 0 };
}

static void wait_for(struct blackbox *b, unsigned int step, unsigned int part,
		     int64_t now_ms)
{
	b->step = step;
	b->wake_ms = now_ms + b->allowed_ms / part;
}

static void finish(struct blackbox *b)
{
	b->done = true;
	b->wake_ms = INT64_MAX;
}

static void ask(struct blackbox *b, unsigned int step, const char *command,
		json_t *arguments, int64_t now_ms)
{
	qmp_ask(&b->qmp, command, arguments);
	wait_for(b, step, REPLY_PART, now_ms);
}

/* What only QEMU's monitor for people can tell, of the vCPU at hand. */
static void ask_monitor(struct blackbox *b, unsigned int step, const char *line,
			int64_t now_ms)
{
	ask(b, step, "human-monitor-command",
	    json_pack("{s:s, s:I}", "command-line", line, "cpu-index",
		      (json_int_t)b->vcpu),
	    now_ms);
}

static void ask_break(struct blackbox *b, int64_t now_ms)
{
	b->meddled = true;
	ask(b, STEP_BREAK, "chardev-send-break",
	    json_pack("{s:s}", "id", "console"), now_ms);
}

/*
 * Level 9 first, else the console shows nothing of the rest. Without an NMI
 * the CPU that is asked for backtraces waits ten seconds for one that lets no
 * interrupt in, and answers nothing else.
 */
static void choose_keys(struct blackbox *b)
{
	struct hang_facts facts = {
		.answered = true,
		.status = "running",
		.vcpus = b->vcpus,
		.vcpus_nr = b->vcpus_nr,
		.symbols = &b->symbols,
	};
	struct text ignored CLEANUP_TEXT = TEXT_INIT;
	enum hang_class class = hang_classify(&facts, &ignored);

	strcpy(b->todo, "9");
	if (b->has_nmi || class != HANG_IRQS_OFF)
		strcat(b->todo, "l");
	strcat(b->todo, class == HANG_IDLE ? "wdt" : "wd");
	b->key = 0;
}

/* The kernel is asked, or asked by stronger means. */
static void ask_kernel(struct blackbox *b, int64_t now_ms)
{
	bool runs = b->status && !strcmp(b->status, "running");

	if (b->flood || !runs || b->means == BLACKBOX_MEANS_NR) {
		finish(b);
		return;
	}
	if (b->means == BLACKBOX_NMI) {
		b->answers[b->means] = BLACKBOX_SILENT;
		ask(b, STEP_NMI, "inject-nmi", NULL, now_ms);
		return;
	}
	if (b->means == BLACKBOX_CRASH) {
		strcpy(b->todo, "c");
		b->key = 0;
	} else {
		choose_keys(b);
	}
	ask_break(b, now_ms);
}

static void ask_next_stack(struct blackbox *b, int64_t now_ms)
{
	char line[64];

	/* of a program's stack nothing can be told */
	while (b->vcpu < b->vcpus_nr &&
	       (b->vcpus[b->vcpu].looks < HANG_LOOKS ||
		b->vcpus[b->vcpu].samples[HANG_LOOKS - 1].user))
		b->vcpu++;
	if (b->vcpu == b->vcpus_nr) {
		ask_kernel(b, now_ms);
		return;
	}
	snprintf(line, sizeof(line), "x /%ugx 0x%" PRIx64, BLACKBOX_STACK_WORDS,
		 b->vcpus[b->vcpu].samples[HANG_LOOKS - 1].sp);
	ask_monitor(b, STEP_STACKS, line, now_ms);
}

static void ask_next_registers(struct blackbox *b, int64_t now_ms)
{
	if (b->vcpu < b->vcpus_nr) {
		ask_monitor(b, STEP_REGISTERS, "info registers", now_ms);
		return;
	}
	b->vcpu = 0;
	if (++b->look < HANG_LOOKS) {
		b->gap_ms = now_ms;
		wait_for(b, STEP_GAP, GAP_PART, now_ms);
		return;
	}
	b->flood = b->flood || b->loud_gaps == HANG_LOOKS - 1;
	ask_next_stack(b, now_ms);
}

/* A console that pauses once in that second is not flooded. */
static void end_gap(struct blackbox *b, int64_t now_ms)
{
	int64_t most = FLOOD_RATE * (now_ms - b->gap_ms) / 1000;

	b->lines += b->gap_lines;
	b->loud_gaps += b->gap_lines > (size_t)most;
	b->gap_lines = 0;
}

static void take_status(struct blackbox *b, json_t *json, int64_t now_ms)
{
	const char *status = json_string_value(json_object_get(json, "status"));
	struct text clean = TEXT_INIT;

	if (status) {
		text_put_clean_line(&clean, status, strlen(status));
		b->status = text_take(&clean);
	}
	ask(b, STEP_VCPUS, "query-cpus-fast", NULL, now_ms);
}

static void take_vcpus(struct blackbox *b, json_t *json, int64_t now_ms)
{
	const char *target = json_string_value(
		json_object_get(json_array_get(json, 0), "target"));

	b->has_nmi = target && !strcmp(target, "x86_64");
	b->vcpus_nr = json_array_size(json);
	if (b->vcpus_nr > BLACKBOX_VCPUS_MAX)
		b->vcpus_nr = BLACKBOX_VCPUS_MAX;
	b->boxes = text_alloc(b->vcpus_nr + 1, sizeof(*b->boxes));
	b->vcpus = text_alloc(b->vcpus_nr + 1, sizeof(*b->vcpus));
	ask_next_registers(b, now_ms);
}

static void take_registers(struct blackbox *b, json_t *json, int64_t now_ms)
{
	struct hang_vcpu *v = &b->vcpus[b->vcpu];
	const char *said = json_string_value(json) ?: "";
	struct text clean = TEXT_INIT;

	text_put_clean(&clean, said, strlen(said));
	if (vcpu_parse(said, &v->samples[v->looks]))
		v->looks++;
	b->boxes[b->vcpu].registers[b->look] = text_take(&clean);
	b->vcpu++;
	ask_next_registers(b, now_ms);
}

static void take_stack(struct blackbox *b, json_t *json, int64_t now_ms)
{
	struct blackbox_vcpu *box = &b->boxes[b->vcpu++];

	box->stack_nr = vcpu_parse_words(json_string_value(json) ?: "",
					 box->stack, BLACKBOX_STACK_WORDS);
	ask_next_stack(b, now_ms);
}

static void take_break(struct blackbox *b, json_t *json, int64_t now_ms)
{
	size_t asked = strlen(b->asked);

	if (!json) {
		b->answers[b->means++] = BLACKBOX_REFUSED;
		ask_kernel(b, now_ms);
		return;
	}
	text_putc(&b->keys, b->todo[b->key]);
	if (b->means == BLACKBOX_KEYS && asked + 1 < sizeof(b->asked))
		b->asked[asked] = b->todo[b->key];
	if (b->todo[++b->key])
		wait_for(b, STEP_PACE, PACE_PART, now_ms);
	else
		wait_for(b, STEP_LISTEN,
			 b->means == BLACKBOX_CRASH ? CRASH_PART : HEAR_PART,
			 now_ms);
	if (!b->answers[b->means])
		b->answers[b->means] = BLACKBOX_SILENT;
}

static void take_nmi(struct blackbox *b, json_t *json, int64_t now_ms)
{
	if (json) {
		wait_for(b, STEP_LISTEN, HEAR_PART, now_ms);
		return;
	}
	b->answers[BLACKBOX_NMI] = BLACKBOX_REFUSED;
	finish(b);
}

static void take_answer(struct blackbox *b, json_t *json, int64_t now_ms)
{
	switch (b->step) {
	case STEP_GREETING:
		ask(b, STEP_CAPABILITIES, "qmp_capabilities", NULL, now_ms);
		break;
	case STEP_CAPABILITIES:
		ask(b, STEP_STATUS, "query-status", NULL, now_ms);
		break;
	case STEP_STATUS:
		take_status(b, json, now_ms);
		break;
	case STEP_VCPUS:
		take_vcpus(b, json, now_ms);
		break;
	case STEP_REGISTERS:
		take_registers(b, json, now_ms);
		break;
	case STEP_STACKS:
		take_stack(b, json, now_ms);
		break;
	case STEP_BREAK:
		take_break(b, json, now_ms);
		break;
	case STEP_NMI:
		take_nmi(b, json, now_ms);
		break;
	default:
		blackbox_close(b, "QEMU spoke when it was not asked");
		break;
	}
}

void blackbox_begin(struct blackbox *b, int64_t allowed_ms, bool flood,
		    struct symbols *symbols, int64_t now_ms)
{
	b->symbols = *symbols;
	*symbols = (struct symbols){ 0 };
	b->begun = true;
	b->flood = flood;
	b->allowed_ms = allowed_ms;
	b->begin_ms = now_ms;
	wait_for(b, STEP_GREETING, REPLY_PART, now_ms);
}

void blackbox_take_qmp(struct blackbox *b, const void *data, size_t bytes,
		       int64_t now_ms)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	json_t *json = NULL;
	int err;

	if (!b->begun || b->done)
		return;
	qmp_feed(&b->qmp, data, bytes);
	while (!b->done && !(err = qmp_next(&b->qmp, &json, &why))) {
		take_answer(b, json, now_ms);
		json_decref(json);
		text_reset(&why);
	}
	if (!b->done && err == -EPROTO)
		blackbox_close(b, why.data);
}

void blackbox_close(struct blackbox *b, const char *why)
{
	if (!b->begun || b->done)
		return;
	text_printf(&b->trouble, "%s%s", b->trouble.bytes ? "; " : "", why);
	b->lost = true;
	finish(b);
}

void blackbox_take_line(struct blackbox *b, const char *line, size_t bytes,
			int64_t now_ms)
{
	static const char *const words[] = {
		[BLACKBOX_KEYS] = "sysrq: ",
		[BLACKBOX_CRASH] = "sysrq: ",
		[BLACKBOX_NMI] = "NMI",
	};

	b->gap_lines += b->step == STEP_GAP;
	if (!b->meddled || b->done || b->means == BLACKBOX_MEANS_NR)
		return;
	if (b->answers[b->means] == BLACKBOX_SILENT &&
	    memmem(line, bytes, words[b->means], strlen(words[b->means])))
		b->answers[b->means] = BLACKBOX_ANSWERED;
	b->heard_ms = now_ms;
}

/* It has said all when it has been quiet for a while. */
static void listen(struct blackbox *b, int64_t now_ms)
{
	int64_t quiet_ms = b->heard_ms + b->allowed_ms / QUIET_PART;

	if (b->answers[b->means] != BLACKBOX_ANSWERED) {
		b->means++;
		ask_kernel(b, now_ms);
	} else if (now_ms < quiet_ms) {
		b->wake_ms = quiet_ms;
	} else {
		finish(b);
	}
}

void blackbox_tick(struct blackbox *b, int64_t now_ms)
{
	if (!b->begun || b->done || now_ms < b->wake_ms)
		return;
	switch (b->step) {
	case STEP_GAP:
		end_gap(b, now_ms);
		ask_next_registers(b, now_ms);
		break;
	case STEP_PACE:
		ask_break(b, now_ms);
		break;
	case STEP_LISTEN:
		listen(b, now_ms);
		break;
	default:
		b->stuck = true;
		blackbox_close(b, "QEMU did not answer in time");
		break;
	}
}
