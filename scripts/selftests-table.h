/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * selftests-table.h: prints an array of the kernel's selftests, { prog_name,
 * err_msg }, as facts of those programs. scripts/selftests-facts puts the array
 * between this and a use of the macro.
 *
 * Messages become patterns of test_loader's, for which only "{{" is special.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "[0-9]\\+"

static void put_message(const char *at)
{
	while (*at) {
		if (strncmp(at, DIGITS, strlen(DIGITS)) == 0) {
			fputs("{{[0-9]+}}", stdout);
			at += strlen(DIGITS);
			continue;
		}
		if (*at == '\\' || *at == '\t' || strncmp(at, "{{", 2) == 0)
			exit(1);
		if (*at == '\n')
			fputs("\\n", stdout);
		else
			putchar(*at);
		at++;
	}
}

#define RIG_PRINT_TABLE(array, file)                                      \
	int main(void)                                                    \
	{                                                                 \
		for (size_t i = 0; i < sizeof(array) / sizeof(array[0]);  \
		     i++) {                                               \
			const char *name = array[i].prog_name;            \
                                                                          \
			printf(#file "/%s\ttest_expect_failure\n", name); \
			printf(#file "/%s\ttest_expect_msg=", name);      \
			put_message(array[i].err_msg);                    \
			putchar('\n');                                    \
		}                                                         \
		return 0;                                                 \
	}
