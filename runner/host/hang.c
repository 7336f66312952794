// SPDX-License-Identifier: GPL-2.0-only
#include "hang.h"

#include <assert.h>
#include <string.h>

#include "symbols.h"
#include "text.h"

static const char *const names[] = {
	[HANG_UNKNOWN] = "unknown",
	[HANG_IDLE] = "idle",
	[HANG_BUSY] = "busy",
	[HANG_USER] = "user space stuck",
	[HANG_SPINNING] = "spinning",
	[HANG_IRQS_OFF] = "irqs off",
	[HANG_STOPPED] = "guest stopped",
	[HANG_FLOOD] = "console flood",
	[HANG_QEMU] = "QEMU stuck",
};

static_assert(sizeof(names) / sizeof(names[0]) == HANG_CLASS_NR,
	      "every class has a name");

const char *hang_class_name(enum hang_class class)
{
	return names[class];
}

bool hang_class_parse(const char *name, enum hang_class *ret)
{
	for (unsigned int i = 0; i < HANG_CLASS_NR; i++) {
		if (!strcmp(names[i], name)) {
			*ret = i;
			return true;
		}
	}
	return false;
}

/*
 * x86 says when a processor is halted, and one that can not be woken is not
 * idle. arm64 does not, and waits with interrupts off: the place must tell.
 */
static bool is_idle(const struct symbols *symbols, const struct vcpu_sample *s)
{
	if (s->user)
		return false;
	return s->halted ? !s->irqs_off : symbols_is_idle(symbols, s->pc);
}

static bool is_same_function(const struct symbols *symbols, uint64_t a,
			     uint64_t b)
{
	uint64_t offset;
	const char *x = symbols_find(symbols, a, &offset);
	const char *y = symbols_find(symbols, b, &offset);

	/* without a name, a loop is taken to be no longer than a page */
	return x || y ? x == y : a >> 12 == b >> 12;
}

/* What the looks at one processor have in common. */
struct summary {
	size_t idle, user, irqs_off; /* of so many looks */
	const struct vcpu_sample
		*place; /* the last in the function most seen */
	size_t place_nr;
};

static struct summary summarise(const struct hang_vcpu *v,
				const struct symbols *symbols)
{
	struct summary sum = { 0 };

	for (size_t i = v->looks; i-- > 0;) {
		const struct vcpu_sample *s = &v->samples[i];
		size_t same = 0;

		sum.idle += is_idle(symbols, s);
		sum.user += s->user;
		sum.irqs_off += s->irqs_off && !s->user;
		for (size_t j = 0; j < v->looks; j++)
			same += v->samples[j].user == s->user &&
				is_same_function(symbols, v->samples[j].pc,
						 s->pc);
		if (!s->user && same > sum.place_nr) {
			sum.place = s;
			sum.place_nr = same;
		}
	}
	return sum;
}

/*
 * Most looks decide, for one may have met an interrupt: QEMU's monitor finds a
 * processor where it waits for a device more often than anywhere else. That
 * interrupts are off must be so each time.
 */
static enum hang_class classify_vcpu(const struct hang_vcpu *v,
				     const struct summary *sum)
{
	const size_t most = HANG_LOOKS / 2 + 1;

	if (v->looks < HANG_LOOKS)
		return HANG_UNKNOWN;
	if (sum->idle >= most)
		return HANG_IDLE;
	if (sum->user >= most)
		return HANG_USER;
	if (sum->irqs_off == HANG_LOOKS && !sum->idle)
		return HANG_IRQS_OFF;
	return sum->place_nr >= most ? HANG_SPINNING : HANG_BUSY;
}

static void describe_vcpu(const struct hang_facts *f, size_t index,
			  enum hang_class class, const struct summary *sum,
			  struct text *out)
{
	const struct vcpu_sample *first = &f->vcpus[index].samples[0];

	text_printf(out, "vCPU %zu ", index);
	if (class == HANG_USER) {
		text_puts(out, "stays in user space");
		return;
	}
	if (sum->place->halted)
		text_puts(out, "is halted");
	else if (sum->place_nr > HANG_LOOKS / 2)
		text_puts(out, "spins");
	else
		text_puts(out, "runs");
	text_puts(out, " in ");
	symbols_put(f->symbols, sum->place->pc, out);
	if (sum->place_nr <= HANG_LOOKS / 2 && !first->user &&
	    !is_same_function(f->symbols, first->pc, sum->place->pc)) {
		text_puts(out, " and ");
		symbols_put(f->symbols, first->pc, out);
	}
	if (class == HANG_IRQS_OFF)
		text_puts(out, " with interrupts off");
}

/* What runs now here, now there, leaves every processor idle most of the time. */
static const struct vcpu_sample *find_wanderer(const struct hang_facts *f)
{
	const struct vcpu_sample *found = NULL;
	size_t looks = 0;

	for (size_t look = 0; look < HANG_LOOKS; look++) {
		const struct vcpu_sample *runs = NULL;

		for (size_t i = 0; i < f->vcpus_nr; i++)
			if (!is_idle(f->symbols, &f->vcpus[i].samples[look]))
				runs = &f->vcpus[i].samples[look];
		looks += runs != NULL;
		found = runs ?: found;
	}
	return looks > HANG_LOOKS / 2 ? found : NULL;
}

static enum hang_class classify_vcpus(const struct hang_facts *f,
				      struct text *out)
{
	enum hang_class worst = HANG_UNKNOWN;
	bool all_idle = f->vcpus_nr > 0;
	const struct vcpu_sample *wanderer;
	struct summary what = { 0 };
	size_t who = 0;

	for (size_t i = 0; i < f->vcpus_nr; i++) {
		struct summary sum = summarise(&f->vcpus[i], f->symbols);
		enum hang_class class = classify_vcpu(&f->vcpus[i], &sum);

		all_idle = all_idle && class == HANG_IDLE;
		if (class > worst) {
			worst = class;
			what = sum;
			who = i;
		}
	}
	/* one that is not known may be the one that does not wait */
	if (worst == HANG_IDLE && !all_idle)
		worst = HANG_UNKNOWN;
	if (worst == HANG_UNKNOWN) {
		text_puts(out, "what the guest was at is not known");
	} else if (worst == HANG_IDLE && (wanderer = find_wanderer(f))) {
		text_puts(out, "what runs moves from vCPU to vCPU, in ");
		if (wanderer->user)
			text_puts(out, "user space");
		else
			symbols_put(f->symbols, wanderer->pc, out);
		worst = HANG_BUSY;
	} else if (worst == HANG_IDLE) {
		text_puts(out, "every vCPU is idle");
	} else {
		describe_vcpu(f, who, worst, &what, out);
	}
	return worst;
}

static enum hang_class describe_qemu(const struct hang_facts *f,
				     struct text *out)
{
	text_puts(out, "QEMU did not answer");
	if (f->process_state == 'T')
		text_puts(out, ": its process is stopped");
	else if (f->process_state)
		text_printf(out, ", its process is in state %c",
			    f->process_state);
	return HANG_QEMU;
}

enum hang_class hang_classify(const struct hang_facts *f, struct text *sentence)
{
	enum hang_class class;

	if (!f->answered) {
		class = describe_qemu(f, sentence);
	} else if (!f->status || strcmp(f->status, "running") != 0) {
		text_printf(sentence,
			    "QEMU does not run the guest, it says: %s",
			    f->status ?: "nothing");
		class = HANG_STOPPED;
	} else {
		class = classify_vcpus(f, sentence);
	}
	if (f->lines)
		text_printf(sentence,
			    "; %zu lines came to its console meanwhile",
			    f->lines);
	if (f->blocked)
		text_printf(sentence, "; blocked: %s", f->blocked);
	if (f->late_records)
		text_puts(sentence, "; it still sent records");
	return f->flood ? HANG_FLOOD : class;
}
