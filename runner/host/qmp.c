// SPDX-License-Identifier: GPL-2.0-only
#include "qmp.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void qmp_init(struct qmp *q)
{
	*q = (struct qmp){ 0 };
	text_init(&q->in);
	text_init(&q->out);
}

void qmp_release(struct qmp *q)
{
	text_release(&q->in);
	text_release(&q->out);
}

void qmp_ask(struct qmp *q, const char *command, json_t *arguments)
{
	json_t *json = json_pack("{s:s, s:o*, s:i}", "execute", command,
				 "arguments", arguments, "id", ++q->asked);
	char *dump = json ? json_dumps(json, JSON_COMPACT) : NULL;

	if (dump)
		text_printf(&q->out, "%s\n", dump);
	q->broken = q->broken || !dump;
	q->waiting = true;
	free(dump);
	json_decref(json);
}

void qmp_feed(struct qmp *q, const void *data, size_t bytes)
{
	if (q->broken)
		return;
	if (q->used) {
		q->in.bytes -= q->used;
		memmove(q->in.data, q->in.data + q->used, q->in.bytes);
		q->used = 0;
	}
	q->bytes += bytes;
	/* what is too much is not kept, and qmp_next() finds that it was */
	if (q->bytes <= QMP_MAX_BYTES)
		text_put(&q->in, data, bytes);
}

static int break_off(struct qmp *q, struct text *why, const char *what)
{
	q->broken = true;
	text_puts(why, what);
	return -EPROTO;
}

/* The answer that is waited for: 0, else -EPROTO. */
static int take_answer(struct qmp *q, json_t *line, json_t **ret,
		       struct text *why)
{
	json_t *id = json_object_get(line, "id");
	json_t *value = json_object_get(line, "return");
	const char *error = NULL;

	if (!q->waiting || !json_is_integer(id) ||
	    json_integer_value(id) != q->asked)
		return break_off(q, why, "QEMU answered what was not asked");
	if (!value &&
	    json_unpack(line, "{s:{s:s}}", "error", "desc", &error) != 0)
		return break_off(q, why,
				 "QEMU's answer is neither value nor "
				 "error");
	q->waiting = false;
	if (error)
		text_put_clean_line(why, error, strlen(error));
	*ret = json_incref(value);
	return 0;
}

/* As qmp_next(), for one line. */
static int take_line(struct qmp *q, const char *bytes, size_t nr, json_t **ret,
		     struct text *why)
{
	json_t *line = json_loadb(bytes, nr, JSON_REJECT_DUPLICATES, NULL);
	int err;

	if (!json_is_object(line)) {
		err = break_off(q, why, "QEMU's answer is no JSON object");
	} else if (json_object_get(line, "event")) {
		err = -EAGAIN;
	} else if (!q->greeted) {
		q->greeted = json_object_get(line, "QMP") != NULL;
		*ret = NULL;
		err = q->greeted ? 0 : break_off(q, why, "QEMU did not greet");
	} else {
		err = take_answer(q, line, ret, why);
	}
	json_decref(line);
	return err;
}

int qmp_next(struct qmp *q, json_t **ret, struct text *why)
{
	int err = -EAGAIN;

	if (q->broken)
		return break_off(q, why, "QEMU's monitor can not be believed");
	if (q->bytes > QMP_MAX_BYTES)
		return break_off(q, why,
				 "QEMU's monitor does not come to an "
				 "end");
	while (err == -EAGAIN) {
		const char *line = q->in.data + q->used;
		size_t left = q->in.bytes - q->used;
		const char *end = memchr(line, '\n', left);
		size_t bytes = end ? (size_t)(end - line) : left;

		if (bytes > QMP_LINE_MAX_BYTES)
			return break_off(q, why, "QEMU's answer is too long");
		if (!end)
			return -EAGAIN;
		q->used += bytes + 1;
		err = take_line(q, line, bytes, ret, why);
	}
	return err;
}
