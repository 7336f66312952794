// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const struct option_row *find(const struct option_row *rows, size_t nr,
				     const char *word)
{
	for (size_t i = 0; i < nr; i++) {
		if (rows[i].kind == OPTION_OPERAND) {
			if (word[0] != '-')
				return &rows[i];
		} else if (!strncmp(word, "--", 2)) {
			size_t len = strlen(rows[i].name);

			if (!strncmp(word + 2, rows[i].name, len) &&
			    (!word[2 + len] || word[2 + len] == '='))
				return &rows[i];
		}
	}
	return NULL;
}

static bool parse_seconds(const char *word, int64_t *ret_ms)
{
	char *end;
	double seconds = strtod(word, &end);

	if (end == word || *end || !(seconds > 0) || seconds > 1e6)
		return false;
	*ret_ms = (int64_t)(seconds * 1000 + 0.5);
	return *ret_ms > 0;
}

static bool parse_number(const char *word, int64_t *ret)
{
	char *end;

	errno = 0;
	*ret = strtoll(word, &end, 10);
	return end != word && !*end && !errno && *ret >= 0;
}

/* NULL, or what is wrong with the value. */
static const char *set(const struct option_row *row, const char *value,
		       void *values)
{
	void *at = (char *)values + row->offset;
	struct option_list *list = at;

	switch (row->kind) {
	case OPTION_TEXT:
		if (*(const char **)at)
			return "is given twice";
		*(const char **)at = value;
		return *value ? NULL : "is empty";
	case OPTION_LIST:
	case OPTION_OPERAND:
		list->values = text_grow(list->values, list->nr,
					 sizeof(*list->values));
		list->values[list->nr++] = value;
		return *value ? NULL : "is empty";
	case OPTION_SECONDS:
		return parse_seconds(value, at) ? NULL
						: "is no time in "
						  "seconds";
	case OPTION_NUMBER:
		return parse_number(value, at) ? NULL : "is no number";
	case OPTION_FLAG:
		*(bool *)at = true;
		return NULL;
	}
	return "is of no known kind";
}

static bool is_set(const struct option_row *row, const void *values)
{
	const void *at = (const char *)values + row->offset;

	if (row->kind == OPTION_LIST || row->kind == OPTION_OPERAND)
		return ((const struct option_list *)at)->nr;
	return *(const char *const *)at;
}

int options_parse(const struct option_row *rows, size_t nr, char **words,
		  void *values, struct text *why)
{
	for (; *words; words++) {
		const struct option_row *row;
		const char *value = NULL, *wrong = NULL;

		if (!strcmp(*words, "--help") || !strcmp(*words, "-h"))
			return 1;
		row = find(rows, nr, *words);
		if (!row) {
			text_printf(why, "'%s' is no option here", *words);
			return -EINVAL;
		}
		if (row->kind == OPTION_OPERAND) {
			value = *words;
		} else {
			value = strchr(*words, '=');
			value = value ? value + 1 : NULL;
		}
		if (row->kind == OPTION_FLAG && value)
			wrong = "takes no value";
		else if (row->kind != OPTION_FLAG && !value && !words[1])
			wrong = "wants a value";
		else if (row->kind != OPTION_FLAG && !value)
			value = *++words;
		if (!wrong)
			wrong = set(row, value, values);
		if (wrong) {
			text_printf(why, "%s%s%s%s %s",
				    row->kind == OPTION_OPERAND ? "" : "--",
				    row->name, value ? " " : "", value ?: "",
				    wrong);
			return -EINVAL;
		}
	}
	for (size_t i = 0; i < nr; i++) {
		if (rows[i].required && !is_set(&rows[i], values)) {
			text_printf(why, "%s%s is missing",
				    rows[i].kind == OPTION_OPERAND ? "" : "--",
				    rows[i].name);
			return -EINVAL;
		}
	}
	return 0;
}

void options_help(const struct option_row *rows, size_t nr, FILE *out)
{
	for (size_t i = 0; i < nr; i++) {
		bool operand = rows[i].kind == OPTION_OPERAND;
		struct text t CLEANUP_TEXT = TEXT_INIT;

		text_printf(&t, "%s%s%s%s", operand ? "" : "--", rows[i].name,
			    rows[i].value ? " " : "", rows[i].value ?: "");
		fprintf(out, "  %-24s %s%s\n", t.data, rows[i].help,
			rows[i].required ? " (required)" : "");
	}
}
