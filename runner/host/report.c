// SPDX-License-Identifier: GPL-2.0-only
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "result.h"
#include "rundir.h"

static const struct {
	const char *name;
	int (*put)(const struct result *r, struct text *out);
} formats[] = {
	{ "report.ktap", report_ktap_put },
	{ "report.xml", report_junit_put },
	{ "report.csv", report_csv_put },
	{ "report.html", report_html_put },
	{ "report.md", report_md_put },
	/* last: whoever sees it sees the others */
	{ "result.json", report_json_put },
};

const char *report_split_id(const char *id, size_t *ret_bytes)
{
	const char *slash = strchr(id, '/');

	*ret_bytes = slash ? (size_t)(slash - id) : strlen(id);
	return slash ? slash + 1 : id;
}

int report_keep(const struct rundir *d, const char *name, int err,
		const struct text *report, struct text *why)
{
	if (!err)
		err = rundir_put_text(d, name, report);
	if (err)
		text_printf(why, "%s/%s: %s", d->path, name, strerror(-err));
	return err;
}

static int write_logs(const struct result *r, const struct rundir *d,
		      struct text *why)
{
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++) {
		struct text t CLEANUP_TEXT = TEXT_INIT;
		char *name = result_log_name(&r->plan.cases[i]);
		int err;

		report_log_put(r, i, &t);
		err = report_keep(d, name, 0, &t, why);
		free(name);
		if (err)
			return err;
	}
	return 0;
}

int report_write(const struct result *r, const struct rundir *d,
		 struct text *why)
{
	int err = write_logs(r, d, why);

	if (err)
		return err;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct text t CLEANUP_TEXT = TEXT_INIT;

		err = formats[i].put(r, &t);
		err = report_keep(d, formats[i].name, err, &t, why);
		if (err)
			return err;
	}
	return 0;
}
