// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "blackbox.h"
#include "cleanup.h"
#include "console.h"
#include "report-json.h"
#include "rundir.h"

#define BEFORE_LINES 40
#define ANSWER_LINES 5000
#define BLOCKED_MAX 5 /* tasks that a sentence names */

static const char *const answer_names[] = {
	[BLACKBOX_NOT_ASKED] = "not asked",
	[BLACKBOX_SILENT] = "silent",
	[BLACKBOX_REFUSED] = "refused",
	[BLACKBOX_ANSWERED] = "answered",
};

static const char *const means_names[] = {
	[BLACKBOX_KEYS] = "sysrq",
	[BLACKBOX_CRASH] = "sysrq c",
	[BLACKBOX_NMI] = "NMI",
};

static_assert(sizeof(answer_names) / sizeof(answer_names[0]) ==
		      BLACKBOX_ANSWER_NR,
	      "every answer has a name");
static_assert(sizeof(means_names) / sizeof(means_names[0]) == BLACKBOX_MEANS_NR,
	      "every means has a name");

/* The console: its last lines before the black box, and what it made of it. */
struct words {
	size_t line;
	size_t first_own; /* 0: none is */
	char *before[BEFORE_LINES];
	size_t before_nr;
	struct text answer;
	size_t answer_nr;
	struct text blocked;
	size_t blocked_nr;
};

static void words_release(struct words *w)
{
	for (size_t i = 0; i < w->before_nr; i++)
		free(w->before[i]);
	text_release(&w->answer);
	text_release(&w->blocked);
}

/* "task:init            state:D stack:0     pid:43 ..." */
static void note_blocked(struct words *w, const char *line)
{
	const char *task = strstr(line, "task:");
	const char *state = task ? strstr(task, " state:D") : NULL;
	const char *pid = state ? strstr(state, " pid:") : NULL;
	char who[32];

	if (!pid)
		return;
	snprintf(who, sizeof(who), "(pid %d)", atoi(pid + strlen(" pid:")));
	/* all tasks are listed after those that are blocked */
	if (strstr(w->blocked.data, who))
		return;
	task += strlen("task:");
	while (state > task && state[-1] == ' ')
		state--;
	if (w->blocked_nr++ < BLOCKED_MAX)
		text_printf(&w->blocked, "%s%.*s %s",
			    w->blocked.bytes ? ", " : "", (int)(state - task),
			    task, who);
	else if (w->blocked_nr == BLOCKED_MAX + 1)
		text_puts(&w->blocked, ", and more");
}

static void take_line(void *context, const char *bytes, size_t nr)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;
	struct words *w = context;

	w->line++;
	text_put_clean_line(&line, bytes, nr);
	if (w->first_own && w->line >= w->first_own) {
		if (w->answer_nr++ < ANSWER_LINES)
			text_printf(&w->answer, "%s\n", line.data);
		note_blocked(w, line.data);
		return;
	}
	if (w->before_nr == BEFORE_LINES) {
		free(w->before[0]);
		memmove(w->before, w->before + 1,
			(BEFORE_LINES - 1) * sizeof(w->before[0]));
		w->before_nr--;
	}
	w->before[w->before_nr++] = text_take(&line);
}

static void read_words(const struct rundir *d,
		       const struct blackbox_scene *scene, struct words *w)
{
	struct console *c = text_alloc(1, sizeof(*c));
	struct text console CLEANUP_TEXT = TEXT_INIT;

	*w = (struct words){ .first_own = scene->console_line };
	text_init(&w->answer);
	text_init(&w->blocked);
	console_init(c, take_line, w);
	/* one that can not be read again is no loss here */
	if (!rundir_get(d, "console.raw", &console))
		console_feed(c, console.data, console.bytes);
	console_close(c);
	free(c);
}

static enum hang_class classify(const struct blackbox *b,
				const struct blackbox_scene *scene,
				const struct words *w, struct text *sentence)
{
	const struct hang_facts facts = {
		.flood = b->flood,
		.lines = b->flood ? b->lines : 0,
		.answered = b->status || (b->done && !b->lost),
		.process_state = scene->process_state,
		.status = b->status,
		.vcpus = b->vcpus,
		.vcpus_nr = b->vcpus_nr,
		.symbols = &b->symbols,
		.blocked = w->blocked_nr ? w->blocked.data : NULL,
		.late_records = scene->late_records,
	};

	return hang_classify(&facts, sentence);
}

static void put_sample(const struct blackbox *b, const struct vcpu_sample *s,
		       struct text *out)
{
	if (s->user)
		text_printf(out, "user space at 0x%" PRIx64, s->pc);
	else
		symbols_put(&b->symbols, s->pc, out);
	text_printf(out, ", interrupts %s%s", s->irqs_off ? "off" : "on",
		    s->halted ? ", halted" : "");
}

/* Can the word be a return address: into the kernel's code, at no begin? */
static bool put_return(const struct blackbox *b, uint64_t word,
		       struct text *out)
{
	uint64_t offset;

	if (!symbols_find(&b->symbols, word, &offset) || !offset)
		return false;
	symbols_put(&b->symbols, word, out);
	return true;
}

static void put_vcpu(const struct blackbox *b, size_t index, struct text *out)
{
	const struct blackbox_vcpu *box = &b->boxes[index];
	const struct hang_vcpu *v = &b->vcpus[index];
	struct text found CLEANUP_TEXT = TEXT_INIT;

	text_printf(out, "\nvCPU %zu\n", index);
	for (size_t i = 0; i < HANG_LOOKS && i < v->looks; i++) {
		text_printf(out, "  look %zu: ", i + 1);
		put_sample(b, &v->samples[i], out);
		text_putc(out, '\n');
	}
	for (size_t i = 0; i < box->stack_nr; i++) {
		text_reset(&found);
		if (put_return(b, box->stack[i], &found))
			text_printf(out, "  on its stack: ? %s\n", found.data);
	}
}

static void put_registers(const struct blackbox *b, struct text *out)
{
	for (size_t i = 0; i < b->vcpus_nr; i++)
		for (size_t j = 0; j < HANG_LOOKS; j += HANG_LOOKS - 1)
			if (b->boxes[i].registers[j])
				text_printf(out,
					    "\nRegisters of vCPU %zu, look "
					    "%zu\n%s",
					    i, j + 1, b->boxes[i].registers[j]);
}

static void put_people(const struct blackbox *b,
		       const struct blackbox_scene *scene,
		       const struct words *w, enum hang_class class,
		       const char *sentence, struct text *out)
{
	text_printf(out,
		    "%s: %s\n\nWhy it was looked at: %s\nThe last record: %s\n",
		    hang_class_name(class), sentence, scene->cause,
		    scene->last_record ?: "none");
	if (scene->end_ms)
		text_printf(out, "The look took %" PRId64 " ms\n",
			    scene->end_ms - b->begin_ms);
	else
		text_puts(out, "The look was broken off\n");
	text_printf(out, "QEMU: status %s, %zu vCPUs%s%s\n",
		    b->status ?: "unknown", b->vcpus_nr,
		    b->trouble.bytes ? "; " : "", b->trouble.data);
	for (int i = 0; i < BLACKBOX_MEANS_NR; i++)
		if (b->answers[i])
			text_printf(out, "The kernel, asked by %s%s%s: %s\n",
				    means_names[i],
				    i == BLACKBOX_KEYS ? " " : "",
				    i == BLACKBOX_KEYS ? b->asked : "",
				    answer_names[b->answers[i]]);
	for (size_t i = 0; i < b->vcpus_nr; i++)
		put_vcpu(b, i, out);
	text_printf(out, "\nThe last lines of the console, up to line %zu\n",
		    w->first_own ? w->first_own - 1 : w->line);
	for (size_t i = 0; i < w->before_nr; i++)
		text_printf(out, "  %s\n", w->before[i]);
	if (w->first_own)
		text_printf(out,
			    "\nWhat the kernel then said (console.raw from "
			    "line %zu on)\n%s",
			    w->first_own, w->answer.data);
	put_registers(b, out);
}

static json_t *pack_vcpu(const struct blackbox *b, size_t index)
{
	const struct blackbox_vcpu *box = &b->boxes[index];
	const struct hang_vcpu *v = &b->vcpus[index];
	json_t *looks = json_array(), *stack = json_array();
	struct text t CLEANUP_TEXT = TEXT_INIT;

	for (size_t i = 0; i < HANG_LOOKS && i < v->looks; i++) {
		const struct vcpu_sample *s = &v->samples[i];

		text_reset(&t);
		symbols_put(&b->symbols, s->pc, &t);
		json_array_append_new(
			looks,
			json_pack("{s:o, s:s, s:b, s:b, s:b, s:s*}", "pc",
				  json_sprintf("0x%016" PRIx64, s->pc), "place",
				  t.data, "user", s->user, "irqs_off",
				  s->irqs_off, "halted", s->halted, "registers",
				  box->registers[i]));
	}
	for (size_t i = 0; i < box->stack_nr; i++) {
		text_reset(&t);
		if (put_return(b, box->stack[i], &t))
			json_array_append_new(stack, json_string(t.data));
	}
	return json_pack("{s:o, s:o}", "looks", looks, "stack", stack);
}

static int put_json(const struct blackbox *b,
		    const struct blackbox_scene *scene, const struct words *w,
		    enum hang_class class, const char *sentence,
		    struct text *out)
{
	json_t *vcpus = json_array(), *means = json_object();

	for (size_t i = 0; i < b->vcpus_nr; i++)
		json_array_append_new(vcpus, pack_vcpu(b, i));
	for (int i = 0; i < BLACKBOX_MEANS_NR; i++)
		json_object_set_new(means, means_names[i],
				    json_string(answer_names[b->answers[i]]));
	return report_json_dump(
		json_pack("{s:s, s:s, s:s, s:I, s:s?, s:s?, s:s, s:s?, s:o, "
			  "s:s, s:o, s:I, s:b}",
			  "class", hang_class_name(class), "sentence", sentence,
			  "cause", scene->cause, "took_ms",
			  (json_int_t)(scene->end_ms
					       ? scene->end_ms - b->begin_ms
					       : -1),
			  "last_record", scene->last_record, "status",
			  b->status, "trouble", b->trouble.data, "blocked",
			  w->blocked_nr ? w->blocked.data : NULL, "kernel",
			  means, "keys", b->asked, "vcpus", vcpus,
			  "console_line", (json_int_t)scene->console_line,
			  "late_records", scene->late_records),
		out);
}

int blackbox_keep(const struct blackbox *b, const struct rundir *d,
		  const struct blackbox_scene *scene, enum hang_class *ret,
		  struct text *sentence)
{
	struct words w CLEANUP(words_release);
	struct text people CLEANUP_TEXT = TEXT_INIT;
	struct text json CLEANUP_TEXT = TEXT_INIT;
	int err;

	read_words(d, scene, &w);
	*ret = classify(b, scene, &w, sentence);
	put_people(b, scene, &w, *ret, sentence->data, &people);
	err = put_json(b, scene, &w, *ret, sentence->data, &json);
	if (!err)
		err = rundir_put_text(d, "blackbox.json", &json);
	return err ?: rundir_put_text(d, "blackbox.txt", &people);
}
