// SPDX-License-Identifier: GPL-2.0-only
#include "identity.h"

#include <string.h>

#include "keyfile.h"
#include "session.h"
#include "text.h"

/* One thing compared; returns the number of differences. */
static int compare(const char *what, const char *got, const char *want,
		   struct text *why)
{
	if (want && *want && got && !strcmp(got, want))
		return 0;
	text_printf(why, "%s%s is %s, built was %s", why->bytes ? "; " : "",
		    what, got ?: "not told", want && *want ? want : "not told");
	return 1;
}

static int compare_modules(const struct hello *hello,
			   const struct keyfile *facts, struct text *why)
{
	int differences = 0;

	for (size_t i = 0; i < hello->modules_nr; i++) {
		const char *module = hello->modules[i];
		const char *space = strchr(module, ' ');
		struct text key CLEANUP_TEXT = TEXT_INIT;
		struct text what CLEANUP_TEXT = TEXT_INIT;

		if (!space) {
			differences += compare("a module", module, NULL, why);
			continue;
		}
		text_puts(&key, "module.");
		text_put(&key, module, space - module);
		text_puts(&what, "BTF of module ");
		text_put(&what, module, space - module);
		differences += compare(what.data, space + 1,
				       keyfile_get(facts, key.data), why);
	}
	return differences;
}

bool identity_agrees(const struct hello *hello, const struct keyfile *facts,
		     const char *machine, struct text *why)
{
	const struct {
		const char *what;
		const char *got;
		const char *want;
	} rows[] = {
		{ "machine", hello->machine, machine },
		{ "release", hello->release, keyfile_get(facts, "release") },
		{ "version", hello->version,
		  keyfile_get(facts, "uname_version") },
		{ "build id", hello->build_id, keyfile_get(facts, "build_id") },
		{ "BTF", hello->btf_sha256, keyfile_get(facts, "btf_sha256") },
		{ "config", hello->config_sha256,
		  keyfile_get(facts, "config_sha256") },
	};
	struct text all CLEANUP_TEXT = TEXT_INIT;
	int differences = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		differences +=
			compare(rows[i].what, rows[i].got, rows[i].want, &all);
	differences += compare_modules(hello, facts, &all);
	if (differences)
		text_printf(why,
			    "the kernel that booted is not the one that "
			    "was built: %s",
			    all.data);
	return !differences;
}
