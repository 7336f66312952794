// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU's monitor: answers out of a stream, and processors out of answers. The
 * peer is asked as soon as it has answered, so every line can count.
 */
#include "target.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "qmp.h"
#include "vcpu.h"

#define WORDS 8

/* What came of it, in one text; the last line says how it ended. */
static void converse(const uint8_t *data, size_t bytes, bool pieces,
		     struct text *out)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	json_t *json = NULL;
	struct qmp q;
	int err = -EAGAIN;

	qmp_init(&q);
	for (size_t at = 0, piece; at < bytes && err == -EAGAIN; at += piece) {
		piece = pieces ? fuzz_piece(data, at, bytes) : bytes;
		qmp_feed(&q, data + at, piece);
		while (!(err = qmp_next(&q, &json, &why))) {
			char *dump =
				json ? json_dumps(json, JSON_ENCODE_ANY) : NULL;

			fuzz_must(q.greeted && !q.waiting);
			fuzz_must_be_clean(why.data);
			text_printf(out, "%s %s\n", dump ?: "-", why.data);
			text_reset(&why);
			free(dump);
			json_decref(json);
			qmp_ask(&q, "query-status", NULL);
		}
	}
	fuzz_must(err == -EAGAIN || err == -EPROTO);
	fuzz_must((err == -EPROTO) == q.broken && q.broken == (why.bytes > 0));
	text_puts(out, why.data);
	qmp_release(&q);
}

static void look(const uint8_t *data, size_t bytes)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	struct vcpu_sample sample = { .pc = 1 };
	uint64_t words[WORDS];

	text_put(&t, data, bytes);
	fuzz_must(vcpu_parse(t.data, &sample) || sample.pc == 1);
	fuzz_must(vcpu_parse_words(t.data, words, WORDS) <= WORDS);
}

void fuzz_qmp(const uint8_t *data, size_t bytes)
{
	struct text whole CLEANUP_TEXT = TEXT_INIT;
	struct text pieces CLEANUP_TEXT = TEXT_INIT;

	converse(data, bytes, false, &whole);
	converse(data, bytes, true, &pieces);
	fuzz_must(!strcmp(whole.data, pieces.data));
	look(data, bytes);
}
