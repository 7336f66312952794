// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "qmp.h"

static const char greeting[] = "{\"QMP\": {\"version\": {}}}\r\n";

static void feed(struct qmp *q, const char *s)
{
	qmp_feed(q, s, strlen(s));
}

static void assert_broken(struct qmp *q, const char *want)
{
	struct text why = TEXT_INIT;
	json_t *json = NULL;

	assert_int_equal(qmp_next(q, &json, &why), -EPROTO);
	assert_string_equal(why.data, want);
	assert_null(json);
	/* and it stays so, whatever comes */
	feed(q, greeting);
	assert_int_equal(qmp_next(q, &json, &why), -EPROTO);
	text_release(&why);
	qmp_release(q);
}

static struct qmp greeted(void)
{
	struct text why = TEXT_INIT;
	json_t *json = NULL;
	struct qmp q;

	qmp_init(&q);
	feed(&q, greeting);
	assert_int_equal(qmp_next(&q, &json, &why), 0);
	assert_null(json);
	return q;
}

/* However the bytes are cut, the answers are the same. */
static void test_answers(void **state)
{
	static const char all[] =
		"{\"QMP\": {}}\r\n"
		"{\"event\": \"STOP\"}\r\n"
		"{\"return\": {\"status\": \"running\"}, \"id\": 1}\r\n"
		"{\"event\": \"RESUME\"}\r\n"
		"{\"id\": 2, \"error\": {\"class\": \"x\", \"desc\": "
		"\"not \\u001b so\"}}\r\n";

	for (size_t piece = 1; piece < sizeof(all); piece++) {
		struct text why = TEXT_INIT;
		size_t answers = 0;
		struct qmp q;

		qmp_init(&q);
		for (size_t at = 0; at < sizeof(all) - 1; at += piece) {
			size_t left = sizeof(all) - 1 - at;
			json_t *json = NULL;
			int err;

			qmp_feed(&q, all + at, left < piece ? left : piece);
			while (!(err = qmp_next(&q, &json, &why))) {
				if (answers == 1)
					assert_string_equal(
						json_string_value(
							json_object_get(
								json,
								"status")),
						"running");
				else
					assert_null(json);
				if (answers == 2)
					assert_string_equal(why.data,
							    "not \\x1b so");
				json_decref(json);
				json = NULL;
				answers++;
				qmp_ask(&q, "query-status", NULL);
			}
			assert_int_equal(err, -EAGAIN);
		}
		assert_int_equal(answers, 3);
		text_release(&why);
		qmp_release(&q);
	}
}

static void test_commands(void **state)
{
	struct qmp q;

	qmp_init(&q);
	qmp_ask(&q, "chardev-send-break", json_pack("{s:s}", "id", "console"));
	qmp_ask(&q, "inject-nmi", NULL);
	assert_string_equal(q.out.data,
			    "{\"execute\":\"chardev-send-break\",\"arguments\":"
			    "{\"id\":\"console\"},\"id\":1}\n"
			    "{\"execute\":\"inject-nmi\",\"id\":2}\n");
	qmp_release(&q);
}

static void test_hostile(void **state)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
		{ "}{\n", "QEMU's answer is no JSON object" },
		{ "[]\n", "QEMU's answer is no JSON object" },
		{ "\n", "QEMU's answer is no JSON object" },
		{ "{\"id\": 1, \"id\": 1, \"return\": 1}\n",
		  "QEMU's answer is no JSON object" },
		{ "{\"return\": {}}\n", "QEMU answered what was not asked" },
		{ "{\"return\": {}, \"id\": 2}\n",
		  "QEMU answered what was not asked" },
		{ "{\"return\": {}, \"id\": \"1\"}\n",
		  "QEMU answered what was not asked" },
		{ "{\"id\": 1}\n", "QEMU's answer is neither value nor error" },
		{ "{\"id\": 1, \"error\": \"no\"}\n",
		  "QEMU's answer is neither value nor error" },
	};
	struct qmp q;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		q = greeted();
		qmp_ask(&q, "query-status", NULL);
		feed(&q, rows[i].line);
		assert_broken(&q, rows[i].why);
	}
	/* an answer when nothing was asked; and the same one again */
	q = greeted();
	feed(&q, "{\"return\": {}, \"id\": 0}\n");
	assert_broken(&q, "QEMU answered what was not asked");
	qmp_init(&q);
	feed(&q, "{\"return\": {}, \"id\": 0}\n");
	assert_broken(&q, "QEMU did not greet");
}

static void test_bounds(void **state)
{
	static char much[QMP_LINE_MAX_BYTES + 1];
	struct text why = TEXT_INIT;
	json_t *json = NULL;
	struct qmp q = greeted();

	memset(much, 'x', sizeof(much));
	qmp_feed(&q, much, QMP_LINE_MAX_BYTES);
	assert_int_equal(qmp_next(&q, &json, &why), -EAGAIN);
	qmp_feed(&q, much, 1);
	assert_broken(&q, "QEMU's answer is too long");
	/* short lines, but without an end */
	q = greeted();
	memset(much, ' ', sizeof(much));
	for (size_t fed = 0; fed <= QMP_MAX_BYTES; fed += QMP_LINE_MAX_BYTES) {
		feed(&q, "{\"event\": 1");
		qmp_feed(&q, much, QMP_LINE_MAX_BYTES - 32);
		feed(&q, "}\n");
		if (qmp_next(&q, &json, &why) != -EAGAIN)
			break;
	}
	assert_broken(&q, "QEMU's monitor can not be believed");
	assert_string_equal(why.data, "QEMU's monitor does not come to an end");
	text_release(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests_name("qmp", tests, NULL, NULL);
}
