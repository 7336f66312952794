// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "rundir.h"
#include "text.h"
#include "vm.h"

#define STATUS_MAX 255 /* of a process */

void vm_report_release(struct vm_report *r)
{
	free(r->failure);
	free(r->hang);
	free(r->errors);
	timing_release(&r->timing);
	*r = (struct vm_report){ 0 };
}

static void put_look(json_t *json, const struct vm_report *r)
{
	if (!r->hang)
		return;
	json_object_set_new(json, "class",
			    json_string(hang_class_name(r->hang_class)));
	json_object_set_new(json, "hang", json_string(r->hang));
	json_object_set_new(json, "blackbox_line",
			    json_integer((json_int_t)r->blackbox_line));
}

int vm_report_write(const struct vm_report *r, const struct rundir *d)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	json_t *json = json_pack(
		"{s:b, s:s*, s:s, s:b, s:b, s:b, s:i, s:i, s:I, s:I, s:o, s:s*}",
		"started", r->started, "failure", r->failure, "cause",
		watch_cause_name(r->cause), "told_to_go", r->told_to_go,
		"unreaped", r->unreaped, "exited", r->exited, "exit_code",
		r->exit_code, "signal", r->signal, "boot_ms",
		(json_int_t)r->boot_ms, "cases_ms", (json_int_t)r->cases_ms,
		"timing", timing_json(&r->timing), "errors", r->errors);
	char *dump;

	if (json)
		put_look(json, r);
	dump = json ? json_dumps(json, JSON_INDENT(2)) : NULL;

	json_decref(json);
	if (!dump)
		return -ENOMEM;
	text_printf(&t, "%s\n", dump);
	free(dump);
	return rundir_put_text(d, "vm.json", &t);
}

/*
 * A line from which the console is not judged is believed only of a guest that
 * was looked at, and that is none without a deadline or a flood.
 */
static bool read_look(json_t *json, struct vm_report *r)
{
	const char *class = NULL, *hang = NULL;
	struct text clean = TEXT_INIT;
	json_int_t line = 0;

	if (json_unpack(json, "{s?s, s?s, s?I}", "class", &class, "hang", &hang,
			"blackbox_line", &line))
		return false;
	if (!hang)
		return !class && !line;
	if (!class || !hang_class_parse(class, &r->hang_class) || line < 0 ||
	    !watch_cause_looks(r->cause))
		return false;
	text_put_clean_line(&clean, hang, strlen(hang));
	r->hang = text_take(&clean);
	r->blackbox_line = (size_t)line;
	return true;
}

int vm_report_read(const struct rundir *d, struct vm_report *ret,
		   struct text *why)
{
	const char *failure = NULL, *cause = NULL, *errors = NULL;
	int started, told_to_go, unreaped, exited;
	json_int_t exit_code, signal, boot_ms, cases_ms;
	struct vm_report r = { 0 };
	json_error_t error;
	json_t *json, *timing;
	int err = rundir_get_json(d, "vm.json", &json, why);

	if (err)
		return err;
	/* "i" would take 2^32 for 0 */
	if (json_unpack_ex(
		    json, &error, 0,
		    "{s:b, s?s, s:s, s:b, s:b, s:b, s:I, s:I, s:I, s:I, s:o, s?s}",
		    "started", &started, "failure", &failure, "cause", &cause,
		    "told_to_go", &told_to_go, "unreaped", &unreaped, "exited",
		    &exited, "exit_code", &exit_code, "signal", &signal,
		    "boot_ms", &boot_ms, "cases_ms", &cases_ms, "timing",
		    &timing, "errors", &errors) ||
	    !watch_cause_parse(cause, &r.cause) || exit_code < 0 ||
	    exit_code > STATUS_MAX || signal < 0 || signal > STATUS_MAX ||
	    /* nobody is told to go without a cause, which is found then */
	    ((told_to_go || unreaped) && !r.cause) || !read_look(json, &r) ||
	    !timing_parse(timing, &r.timing)) {
		text_printf(why, "%s/vm.json: %s", d->path,
			    *error.text ? error.text
					: "no such cause, exit code, signal, "
					  "look or timing");
		vm_report_release(&r);
		json_decref(json);
		return -EINVAL;
	}
	r.started = started;
	r.failure = failure ? text_dup(failure) : NULL;
	r.told_to_go = told_to_go;
	r.unreaped = unreaped;
	r.exited = exited;
	r.exit_code = (int)exit_code;
	r.signal = (int)signal;
	r.boot_ms = boot_ms;
	r.cases_ms = cases_ms;
	r.errors = errors ? text_dup(errors) : NULL;
	json_decref(json);
	*ret = r;
	return 0;
}

/* What QEMU says when it goes because of a signal; it exits as if all were well. */
static const char going[] = "terminating on signal ";

bool vm_report_was_ended(const struct vm_report *r)
{
	return r->errors && !r->told_to_go && strstr(r->errors, going);
}

char *vm_report_said(const struct vm_report *r)
{
	struct text t = TEXT_INIT;

	for (const char *at = r->errors ?: ""; *at;) {
		size_t bytes = strcspn(at, "\n");
		const char *found = r->told_to_go ? strstr(at, going) : NULL;

		bytes += at[bytes] == '\n';
		if (!found || found >= at + bytes)
			text_put(&t, at, bytes);
		at += bytes;
	}
	return t.bytes ? text_take(&t) : NULL;
}
