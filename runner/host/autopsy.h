/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * autopsy: the black box, connected with the VM that it is of.
 *
 * autopsy_init() beside the VM, autopsy_record() for each record; when the
 * guest's time is up autopsy_begin(); then, in the VM's loop, autopsy_read()
 * when QEMU's monitor has something, autopsy_line() for each line of the
 * console, autopsy_tick() at autopsy_wake_ms(), until autopsy_is_done().
 * autopsy_tell() when QEMU is gone, autopsy_release().
 */
#ifndef RIG_AUTOPSY_H
#define RIG_AUTOPSY_H

#include "blackbox.h"
#include "record.h"

struct console;
struct rundir;
struct session;
struct vm_report;
struct wires;

struct autopsy_reason {
	const char *cause;
	bool flood;
	int64_t allowed_ms;
	const char *system_map; /* of the kernel, or NULL */
};

struct autopsy {
	struct blackbox box;
	struct wires *wires;
	const struct console *console;
	const struct session *session;
	size_t lines; /* of the console, that ended */
	size_t first_own; /* of the console's lines; 0: none is */
	int64_t end_ms;
	int64_t record_ms; /* when the last one came, of that type */
	enum record_type record_type;
	char *last_record;
	bool late_records;
	char process_state;
	struct autopsy_reason reason;
};

/* All are borrowed. */
void autopsy_init(struct autopsy *a, struct wires *wires,
		  const struct console *console, const struct session *session);
void autopsy_release(struct autopsy *a);

void autopsy_begin(struct autopsy *a, const struct autopsy_reason *reason,
		   int64_t now_ms);

/* False: nothing more comes of it, it need not be listened to. */
bool autopsy_read(struct autopsy *a, int64_t now_ms);

void autopsy_line(struct autopsy *a, const char *line, size_t bytes,
		  int64_t now_ms);
void autopsy_tick(struct autopsy *a, int64_t now_ms);

/* A sound record came; and one, sound or not, when the time was up. */
void autopsy_record(struct autopsy *a, enum record_type type, int64_t now_ms);
void autopsy_late_record(struct autopsy *a);

bool autopsy_is_begun(const struct autopsy *a);
bool autopsy_is_done(const struct autopsy *a);
/* INT64_MAX: not at all. */
int64_t autopsy_wake_ms(const struct autopsy *a);

/*
 * Puts the black box's files into the directory, and what it came to into the
 * report. 0, also when there was no look, or -errno.
 */
int autopsy_tell(struct autopsy *a, const struct rundir *d,
		 struct vm_report *report);

#endif
