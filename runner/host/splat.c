// SPDX-License-Identifier: GPL-2.0-only
#include "splat.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "kline.h"
#include "text.h"

#define NR(array) (sizeof(array) / sizeof((array)[0]))
#define FINGERPRINT_FRAMES 3

static const char *const whens[] = {
	[SPLAT_BOOT] = "boot",
	[SPLAT_CASE] = "case",
	[SPLAT_AFTER] = "after",
	[SPLAT_SHUTDOWN] = "shutdown",
};

static_assert(NR(whens) == SPLAT_WHEN_NR, "every time has a name");

/*
 * What reports, waits or locks for others: the functions that stand on top of
 * every trace of a kind. The first below them is whose fault it is. "*": any.
 */
static const char machinery[] =
	"dump_stack* __dump_stack show_stack dump_backtrace show_regs "
	"panic vpanic nmi_panic __warn* warn_slowpath* report_bug* "
	"handle_bug bug_handler bug_brk_handler brk_handler "
	"call_break_hook do_el1_brk64 el1_* el1h_* exc_* asm_exc_* "
	"asm_sysvec_* sysvec_* __sysvec_* die __die die_kernel_fault "
	"__do_kernel_fault do_page_fault do_translation_fault do_mem_abort "
	"__might_resched __might_sleep __schedule_bug __schedule schedule* "
	"preempt_schedule* irqentry_exit* print_*bug* print_report "
	"print_address_* check_noncircular check_prev* check_usage* "
	"check_irq_usage check_deadlock* check_wait_context validate_chain "
	"mark_lock* mark_usage __lock_acquire lock_acquire* __lock_release "
	"lock_release* lockdep_* debug_check_no_* mutex_lock* "
	"__mutex_lock* down_read* down_write* rwsem_down_* _raw_*lock* "
	"do_raw_* queued_spin_* native_queued_* __wait_for_common "
	"wait_for_completion* kasan_* __asan_* __kasan_* ubsan_* __ubsan_* "
	"kfence_* kcsan_* __tsan_* exit_to_user_mode* __delay* delay_* "
	"__const_udelay refcount_* __refcount_* __list_add_valid* "
	"__list_del_entry_valid* watchdog_timer_fn watchdog_hardlockup_* "
	"nmi_cpu_backtrace* rcu_check_gp_* rcu_dump_* rcu_sched_clock_irq "
	"__switch_to ";

/*
 * Where an interrupt came in: what is below it was at work by chance, and is
 * another the next time.
 */
static const char interrupts[] =
	"asm_sysvec_* asm_common_interrupt el1_interrupt el1h_64_irq* "
	"el0_interrupt* el0t_64_irq* ";

const char *splat_machinery(void)
{
	return machinery;
}

const char *splat_when_name(enum splat_when when)
{
	return whens[when];
}

struct splat_report *splat_new(size_t line, const struct splat_place *place)
{
	struct splat_report *r = text_alloc(1, sizeof(*r));

	r->first = r->last = line;
	r->when = place->when;
	r->id = place->id ? text_dup(place->id) : NULL;
	r->times = r->boot = 1;
	r->kind = SPLAT_OTHER;
	return r;
}

void splat_forget_frames(struct splat_report *r)
{
	for (size_t i = 0; i < r->frames_nr; i++) {
		free(r->frames[i].name);
		free(r->frames[i].place);
		free(r->frames[i].source);
	}
	free(r->frames);
	r->frames = NULL;
	r->frames_nr = 0;
}

void splat_free(struct splat_report *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->lines_nr; i++)
		free(r->lines[i]);
	free(r->lines);
	splat_forget_frames(r);
	free(r->title);
	free(r->words);
	free(r->id);
	free(r->excuse);
	free(r->shard);
	free(r);
}

void splat_head(struct splat_report *r, const struct splat_head *head,
		const char *text)
{
	r->head = head;
	r->kind = head ? head->kind : SPLAT_OTHER;
	free(r->words);
	r->words = text_dup(text);
}

void splat_add(struct splat_report *r, size_t line, const struct kline *k)
{
	size_t bytes = strnlen(k->text, SPLAT_LINE_BYTES);

	r->last = line;
	if (r->lines_nr == SPLAT_LINES_MAX)
		return;
	/* not in the middle of a character */
	while (k->text[bytes] && (k->text[bytes] & 0xc0) == 0x80)
		bytes--;
	r->lines = text_grow(r->lines, r->lines_nr, sizeof(*r->lines));
	r->lines[r->lines_nr++] = text_format("%.*s", (int)bytes, k->text);
}

/*
 * A name that compilers and loaders do not change: "f.isra.0" is f, and a BPF
 * program's tag tells which instructions it has.
 */
static char *frame_name(const struct kline_frame *f)
{
	size_t bytes = f->function_bytes, skip = 0;
	const char *dot = memchr(f->function + 1, '.', bytes - 1);
	static const char bpf[] = "bpf_prog_";

	if (dot)
		bytes = dot - f->function;
	if (bytes > sizeof(bpf) + 16 && !strncmp(f->function, bpf, 9) &&
	    strspn(f->function + 9, "0123456789abcdef") >= 16)
		skip = 9 + 16 + 1;
	return text_format("%s%.*s%s%.*s%s", skip ? bpf : "",
			   (int)(bytes - skip), f->function + skip,
			   f->module ? " [" : "", (int)f->module_bytes,
			   f->module ?: "", f->module ? "]" : "");
}

void splat_frame(struct splat_report *r, const struct kline_frame *f)
{
	char *name;

	if (!f->function || !f->reliable || r->frames_nr == SPLAT_FRAMES_MAX)
		return;
	/* called by the end of the function before it, which did not return */
	if (!strncmp(f->function + f->function_bytes, "+0x0/", 5))
		return;
	name = frame_name(f);
	if (r->frames_nr && !strcmp(r->frames[r->frames_nr - 1].name, name)) {
		free(name);
		return;
	}
	r->frames = text_grow(r->frames, r->frames_nr, sizeof(*r->frames));
	r->frames[r->frames_nr++] = (struct splat_frame){
		.name = name,
		.place = text_format("%.*s%s%.*s%s", (int)f->place_bytes,
				     f->function, f->module ? " [" : "",
				     (int)f->module_bytes, f->module ?: "",
				     f->module ? "]" : ""),
	};
}

/* Does the name, up to its blank, fit the pattern, up to its own? */
static bool is_like(const char *name, const char *pattern)
{
	for (; !strchr("* ", *pattern); name++, pattern++)
		if (*name != *pattern)
			return false;
	if (*pattern == ' ')
		return strchr(" ", *name) != NULL;
	for (; !is_like(name, pattern + 1); name++)
		if (strchr(" ", *name))
			return false;
	return true;
}

static bool is_one_of(const char *list, const char *name)
{
	for (const char *at = list; *at; at += strcspn(at, " ") + 1)
		if (is_like(name, at))
			return true;
	return false;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* A number, or hex digits that can only be one: what stands for it is N. */
static bool is_number(const char *word, size_t bytes)
{
	size_t hex = strspn(word, "0123456789abcdefABCDEF");
	size_t letters = strspn(word, "abcdefABCDEF");

	return isdigit((unsigned char)*word) ||
	       (hex >= bytes && bytes >= 8 && letters < bytes);
}

/* The text without what differs from time to time. */
static void put_plain(const char *text, struct text *out)
{
	while (*text) {
		size_t bytes = 0;

		while (is_word(text[bytes]))
			bytes++;
		if (!bytes) {
			/* a source's line says less than its function does */
			bytes = *text == ':' ? strspn(text + 1, "0123456789")
					     : 0;
			if (bytes)
				text += bytes + 1 + (text[bytes + 1] == '!');
			else
				text_putc(out, *text++);
			continue;
		}
		if (is_number(text, bytes))
			text_putc(out, 'N');
		else
			text_put(out, text, bytes);
		text += bytes;
	}
}

/* Where in the sentence what is told is of this time only. */
static size_t told_bytes(const char *text)
{
	static const char *const cuts[] = {
		", address",	" at virtual address", " at address",
		" at addr",	" for address",	       ", CPU#",
		" in process ",
	};
	struct kline_frame f;
	size_t bytes = strlen(text);

	for (size_t i = 0; i < NR(cuts); i++) {
		const char *at = strstr(text, cuts[i]);

		if (at && (size_t)(at - text) < bytes)
			bytes = at - text;
	}
	/* the function is told behind "in" */
	if (kline_find_frame(text, &f) && (size_t)(f.function - text) < bytes) {
		bytes = f.function - text;
		while (bytes && text[bytes - 1] == ' ')
			bytes--;
		if (bytes > 3 && (!strncmp(text + bytes - 3, " at", 3) ||
				  !strncmp(text + bytes - 3, " in", 3)))
			bytes -= 3;
	}
	return bytes;
}

static void put_title(const struct splat_report *r, struct text *out)
{
	char *told;

	if (r->head && r->head->title) {
		text_puts(out, r->head->title);
		return;
	}
	told = text_format("%.*s", (int)told_bytes(r->words), r->words);
	put_plain(told, out);
	free(told);
}

void splat_name(struct splat_report *r)
{
	struct text title = TEXT_INIT, hashed = TEXT_INIT;
	char hex[HASH_HEX_SIZE];
	size_t top = r->frames_nr;

	for (size_t i = 0, nr = 0; i < r->frames_nr && nr < FINGERPRINT_FRAMES;
	     i++) {
		if (nr && is_one_of(interrupts, r->frames[i].name))
			break;
		if (is_one_of(machinery, r->frames[i].name))
			continue;
		if (!nr++)
			top = i;
		text_printf(&hashed, "%s\n", r->frames[i].name);
	}
	put_title(r, &title);
	if (top < r->frames_nr)
		text_printf(&title, " in %.*s",
			    (int)strcspn(r->frames[top].name, " "),
			    r->frames[top].name);
	else
		text_puts(&hashed, title.data);
	text_printf(&hashed, "\n%s", splat_kind_name(r->kind));
	hash_bytes(hashed.data, hashed.bytes, hex);
	memcpy(r->fingerprint, hex, SPLAT_FINGERPRINT_SIZE - 1);
	free(r->title);
	r->title = text_take(&title);
	text_release(&hashed);
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

bool splat_is_again(const struct splat_report *before,
		    const struct splat_report *r)
{
	return !strcmp(before->fingerprint, r->fingerprint) &&
	       !strcmp(before->title, r->title) && before->when == r->when &&
	       is_same(before->id, r->id) &&
	       is_same(before->excuse, r->excuse) && before->fatal == r->fatal;
}

char *splat_say(const struct splat_report *r)
{
	static const char *const leads[] = {
		[SPLAT_BOOT] = "at boot",
		[SPLAT_CASE] = "in ",
		[SPLAT_AFTER] = "after ",
		[SPLAT_SHUTDOWN] = "at shutdown",
	};

	return text_format("%s%s: %s (line %zu of the console)", leads[r->when],
			   r->id ?: "", r->title, r->first);
}
