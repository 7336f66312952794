// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest_request.h"

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static bool parse_nonce(const char *value, uint8_t *nonce)
{
	if (strlen(value) != 2 * RECORD_NONCE_BYTES)
		return false;
	for (int i = 0; i < RECORD_NONCE_BYTES; i++) {
		int high = hex_digit(value[2 * i]);
		int low = hex_digit(value[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		nonce[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool set_once(char **field, char *value)
{
	if (*field || !*value)
		return false;
	*field = value;
	return true;
}

static bool add_case(struct guest_request *r, char *id)
{
	char **cases = reallocarray(r->cases, r->cases_nr + 1, sizeof(*cases));

	if (!cases)
		return false;
	r->cases = cases;
	for (size_t i = 0; i < r->cases_nr; i++)
		if (strcmp(cases[i], id) == 0)
			return false;
	cases[r->cases_nr++] = id;
	return *id != '\0';
}

static bool parse_line(struct guest_request *r, char *key, char **nonce)
{
	char *value = strchr(key, ' ');

	if (!value)
		return false;
	*value++ = '\0';
	if (strcmp(key, "nonce") == 0)
		return set_once(nonce, value) && parse_nonce(value, r->nonce);
	if (strcmp(key, "arch") == 0)
		return set_once(&r->arch, value);
	if (strcmp(key, "variant") == 0)
		return set_once(&r->variant, value);
	if (strcmp(key, "case") == 0)
		return add_case(r, value);
	return false;
}

int guest_request_parse(char *text, struct guest_request *ret, char *why,
			size_t why_size)
{
	char *nonce = NULL;
	char *line, *rest = text;
	int number = 0;

	memset(ret, 0, sizeof(*ret));
	ret->text = text;
	while ((line = strsep(&rest, "\n"))) {
		if (!*line && !rest) /* after the last newline */
			break;
		number++;
		if (number == 1 ? strcmp(line, RECORD_REQUEST_FIRST_LINE) != 0
				: !parse_line(ret, line, &nonce)) {
			snprintf(why, why_size, "request: line %d is wrong",
				 number);
			return -EINVAL;
		}
	}
	if (!nonce || !ret->arch || !ret->variant || !ret->cases_nr) {
		snprintf(why, why_size, "request: it lacks %s",
			 !nonce		 ? "the nonce"
			 : !ret->arch	 ? "the arch"
			 : !ret->variant ? "the variant"
					 : "cases");
		return -EINVAL;
	}
	return 0;
}

void guest_request_release(struct guest_request *r)
{
	free(r->cases);
	free(r->text);
	memset(r, 0, sizeof(*r));
}
