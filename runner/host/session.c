// SPDX-License-Identifier: GPL-2.0-only
#include "session.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Where a stream is kept, and the key under which its length is announced. */
static const struct {
	size_t log; /* offset in struct observation */
	enum record_key bytes;
} streams[] = {
	[RECORD_STREAM_LIBBPF] = { offsetof(struct observation, libbpf_log),
				   RECORD_KEY_LIBBPF_BYTES },
	[RECORD_STREAM_VERIFIER] = { offsetof(struct observation, verifier_log),
				     RECORD_KEY_VERIFIER_BYTES },
	[RECORD_STREAM_STDOUT] = { offsetof(struct observation, stdout_log),
				   RECORD_KEY_STDOUT_BYTES },
	[RECORD_STREAM_STDERR] = { offsetof(struct observation, stderr_log),
				   RECORD_KEY_STDERR_BYTES },
};

static_assert(sizeof(streams) / sizeof(streams[0]) == RECORD_STREAMS + 1,
	      "every stream is kept");

static struct text *log_of(const struct observation *seen, int stream)
{
	return (struct text *)((char *)seen + streams[stream].log);
}

void session_init(struct session *s, const struct plan *plan)
{
	*s = (struct session){ .plan = plan };
	s->seen = text_alloc(plan->nr, sizeof(*s->seen));
	for (size_t i = 0; i < plan->nr; i++)
		for (int stream = 1; stream <= RECORD_STREAMS; stream++)
			text_init(log_of(&s->seen[i], stream));
	text_init(&s->error);
	text_init(&s->defect);
}

static void hello_release(struct hello *h)
{
	for (size_t i = 0; i < h->modules_nr; i++)
		free(h->modules[i]);
	free(h->modules);
	free(h->machine);
	free(h->release);
	free(h->version);
	free(h->build_id);
	free(h->btf_sha256);
	free(h->config_sha256);
}

void session_release(struct session *s)
{
	for (size_t i = 0; s->seen && i < s->plan->nr; i++) {
		for (int stream = 1; stream <= RECORD_STREAMS; stream++)
			text_release(log_of(&s->seen[i], stream));
		free(s->seen[i].reason);
		free(s->seen[i].object_sha256);
	}
	free(s->seen);
	hello_release(&s->hello);
	text_release(&s->error);
	text_release(&s->defect);
	*s = (struct session){ 0 };
}

const char *session_running(const struct session *s)
{
	return s->running ? s->plan->cases[s->done].id : NULL;
}

static int __attribute__((format(printf, 2, 3))) spoil(struct session *s,
						       const char *format, ...)
{
	va_list args;

	s->spoilt = true;
	va_start(args, format);
	text_vprintf(&s->defect, format, args);
	va_end(args);
	return -EPROTO;
}

static char *field_text(const struct record_field *f)
{
	struct text t = TEXT_INIT;

	text_put_clean_line(&t, f->data, f->bytes);
	return text_take(&t);
}

static bool field_is(const struct record_field *f, const char *text)
{
	return f->bytes == strlen(text) && !memcmp(f->data, text, f->bytes);
}

static uint64_t number(const struct record *r, enum record_key key)
{
	struct record_field f;

	return record_find(r, key, &f) ? f.number : 0;
}

static int take_hello(struct session *s, const struct record *r)
{
	struct hello *h = &s->hello;
	struct record_field f;
	size_t pos = 0, slices = 0;

	if (s->has_hello)
		return spoil(s, "the guest said HELLO twice");
	s->has_hello = true;
	h->cpus = number(r, RECORD_KEY_CPUS);
	h->mem_kib = number(r, RECORD_KEY_MEM_KIB);
	h->uptime_ms = number(r, RECORD_KEY_UPTIME_MS);
	while (record_next(r, &pos, &f)) {
		char **at = f.key == RECORD_KEY_MACHINE	     ? &h->machine
			    : f.key == RECORD_KEY_RELEASE    ? &h->release
			    : f.key == RECORD_KEY_VERSION    ? &h->version
			    : f.key == RECORD_KEY_BUILD_ID   ? &h->build_id
			    : f.key == RECORD_KEY_BTF_SHA256 ? &h->btf_sha256
			    : f.key == RECORD_KEY_CONFIG_SHA256
				    ? &h->config_sha256
				    : NULL;

		if (at) {
			*at = field_text(&f);
		} else if (f.key == RECORD_KEY_MODULE) {
			h->modules = text_grow(h->modules, h->modules_nr,
					       sizeof(*h->modules));
			h->modules[h->modules_nr++] = field_text(&f);
		} else if (f.key == RECORD_KEY_SLICE_US) {
			if (slices < RECORD_SLICES)
				h->slices_us[slices] = f.number;
			slices++;
		}
	}
	if (slices != RECORD_SLICES) {
		memset(h->slices_us, 0, sizeof(h->slices_us));
		return spoil(s,
			     "the guest measured itself in %zu slices, "
			     "not in %d",
			     slices, RECORD_SLICES);
	}
	return 0;
}

/* The guest must run what it was asked to run, in that order. */
static int take_plan(struct session *s, const struct record *r)
{
	struct record_field f;
	size_t pos = 0, i = 0;

	if (s->has_plan)
		return spoil(s, "the guest sent its plan twice");
	s->has_plan = true;
	for (; record_next(r, &pos, &f); i++) {
		if (i == s->plan->nr || !field_is(&f, s->plan->cases[i].id))
			return spoil(s,
				     "the guest's plan is not the one it "
				     "was given, from case %zu on",
				     i);
	}
	if (i != s->plan->nr)
		return spoil(s, "the guest's plan holds %zu of %zu cases", i,
			     s->plan->nr);
	return 0;
}

static int take_start(struct session *s, const struct record *r)
{
	struct record_field f;

	if (s->running)
		return spoil(s, "a case began before %s was over",
			     session_running(s));
	if (s->done == s->plan->nr)
		return spoil(s, "a case began after the last one");
	if (number(r, RECORD_KEY_INDEX) != s->done ||
	    !record_find(r, RECORD_KEY_CASE, &f) ||
	    !field_is(&f, s->plan->cases[s->done].id))
		return spoil(s, "another case began than %s, whose turn it was",
			     s->plan->cases[s->done].id);
	s->running = true;
	s->seen[s->done].started = true;
	if (record_find(r, RECORD_KEY_OBJECT_SHA256, &f))
		s->seen[s->done].object_sha256 = field_text(&f);
	return 0;
}

static int take_log(struct session *s, const struct record *r)
{
	struct observation *seen = &s->seen[s->done];
	struct record_field f;
	struct text *log;

	if (!s->running)
		return spoil(s, "a log came while no case was running");
	if (number(r, RECORD_KEY_INDEX) != s->done)
		return spoil(s, "a log of another case came during %s",
			     session_running(s));
	log = log_of(seen, (int)number(r, RECORD_KEY_STREAM));
	if (!record_find(r, RECORD_KEY_DATA, &f))
		return spoil(s, "a log came without data");
	if (log->bytes + f.bytes > SESSION_LOG_MAX_BYTES)
		return spoil(s, "the log of %s is longer than %u MiB",
			     session_running(s), SESSION_LOG_MAX_BYTES >> 20);
	text_put(log, f.data, f.bytes);
	return 0;
}

static bool logs_are_whole(const struct observation *seen,
			   const struct record *r)
{
	uLong crc = crc32(0, NULL, 0);

	for (int stream = 1; stream <= RECORD_STREAMS; stream++) {
		const struct text *log = log_of(seen, stream);

		if (log->bytes != number(r, streams[stream].bytes))
			return false;
		crc = crc32(crc, (const Bytef *)log->data, log->bytes);
	}
	return crc == number(r, RECORD_KEY_LOG_CRC);
}

static int take_verdict(struct session *s, const struct record *r)
{
	struct observation *seen = &s->seen[s->done];
	struct record_field f;

	if (!s->running)
		return spoil(s, "a verdict came while no case was running");
	if (number(r, RECORD_KEY_INDEX) != s->done ||
	    !record_find(r, RECORD_KEY_CASE, &f) ||
	    !field_is(&f, session_running(s)))
		return spoil(s, "a verdict on another case came during %s",
			     session_running(s));
	seen->finished = true;
	seen->logs_whole = logs_are_whole(seen, r);
	seen->stage = number(r, RECORD_KEY_STAGE);
	seen->err = number(r, RECORD_KEY_ERRNO);
	seen->has_retval = record_find(r, RECORD_KEY_RETVAL, &f);
	seen->retval = number(r, RECORD_KEY_RETVAL);
	seen->prog_id = number(r, RECORD_KEY_PROG_ID);
	seen->proven = number(r, RECORD_KEY_PROVEN);
	if (record_find(r, RECORD_KEY_REASON, &f))
		seen->reason = field_text(&f);
	seen->has_stats = record_find(r, RECORD_KEY_INSNS, &f);
	seen->insns = number(r, RECORD_KEY_INSNS);
	seen->states = number(r, RECORD_KEY_STATES);
	seen->peak_states = number(r, RECORD_KEY_PEAK_STATES);
	seen->verify_us = number(r, RECORD_KEY_VERIFY_US);
	seen->elapsed_us = number(r, RECORD_KEY_ELAPSED_US);
	s->running = false;
	s->done++;
	return 0;
}

static int take_end(struct session *s, const struct record *r)
{
	if (s->running)
		return spoil(s, "END came while %s was running",
			     session_running(s));
	if (s->done != s->plan->nr)
		return spoil(s, "END came after %zu of %zu cases", s->done,
			     s->plan->nr);
	if (number(r, RECORD_KEY_COUNT) != s->done)
		return spoil(s, "END counts other than %zu cases", s->done);
	s->has_end = true;
	return 0;
}

static int take_error(struct session *s, const struct record *r)
{
	struct record_field f;

	s->has_error = true;
	if (record_find(r, RECORD_KEY_REASON, &f))
		text_put_clean_line(&s->error, f.data, f.bytes);
	return 0;
}

int session_take(struct session *s, const struct record *r)
{
	static int (*const take[])(struct session *, const struct record *) = {
		[RECORD_HELLO] = take_hello,	 [RECORD_PLAN] = take_plan,
		[RECORD_START] = take_start,	 [RECORD_LOG] = take_log,
		[RECORD_VERDICT] = take_verdict, [RECORD_END] = take_end,
		[RECORD_ERROR] = take_error,
	};

	static_assert(sizeof(take) / sizeof(take[0]) == RECORD_ERROR + 1,
		      "every type of record is taken");
	if (s->spoilt)
		return -EPROTO;
	if (s->has_end)
		return spoil(s, "%s came after END", record_type_name(r->type));
	if (s->has_error)
		return spoil(s, "%s came after ERROR",
			     record_type_name(r->type));
	if (!s->has_hello && r->type != RECORD_HELLO && r->type != RECORD_ERROR)
		return spoil(s, "%s came before HELLO",
			     record_type_name(r->type));
	if (!s->has_plan && r->type != RECORD_HELLO && r->type != RECORD_PLAN &&
	    r->type != RECORD_ERROR)
		return spoil(s, "%s came before the plan",
			     record_type_name(r->type));
	return take[r->type](s, r);
}
