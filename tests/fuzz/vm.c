// SPDX-License-Identifier: GPL-2.0-only
/* vm.json: how QEMU ended. A number that was read is the one that stands there. */
#include "target.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "rundir.h"
#include "text.h"
#include "vm.h"

static void must_be_there(json_t *json, const char *key, int64_t value)
{
	fuzz_must(json_integer_value(json_object_get(json, key)) == value);
}

void fuzz_vm(const uint8_t *data, size_t bytes)
{
	const struct rundir *d = fuzz_dir();
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct vm_report r = { 0 }, again = { 0 };
	char *said;

	free(fuzz_file("vm.json", data, bytes));
	if (vm_report_read(d, &r, &why)) {
		fuzz_must(!r.failure && !r.errors);
		fuzz_must_say(&why);
		return;
	}
	json_t *json = json_loadb((const char *)data, bytes,
				  JSON_REJECT_DUPLICATES, NULL);

	fuzz_must(json_is_object(json));
	must_be_there(json, "exit_code", r.exit_code);
	must_be_there(json, "signal", r.signal);
	must_be_there(json, "boot_ms", r.boot_ms);
	must_be_there(json, "cases_ms", r.cases_ms);
	fuzz_must(!strcmp(json_string_value(json_object_get(json, "cause")),
			  watch_cause_name(r.cause)));
	json_decref(json);
	fuzz_must(r.cause || !(r.told_to_go || r.unreaped));
	fuzz_must(!vm_report_write(&r, d) && !vm_report_read(d, &again, &why));
	fuzz_must(r.started == again.started && r.exited == again.exited &&
		  r.told_to_go == again.told_to_go &&
		  r.unreaped == again.unreaped && r.cause == again.cause);
	fuzz_must(!strcmp(r.errors ?: "", again.errors ?: ""));
	fuzz_must(!strcmp(r.failure ?: "", again.failure ?: ""));
	said = vm_report_said(&r);
	fuzz_must(!said || (r.errors && strlen(said) <= strlen(r.errors)));
	free(said);
	vm_report_release(&r);
	vm_report_release(&again);
}
