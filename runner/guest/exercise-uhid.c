// SPDX-License-Identifier: GPL-2.0-only
/*
 * uhid: a HID device is made up, the map of struct_ops is attached to it, and
 * it sends a report; the program is to be asked about that.
 *
 * Which device a hid_bpf_ops is for stands in its first member, and can not be
 * changed after it is loaded. So the device is there before the object is.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <linux/uhid.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "attempt.h"
#include "cleanup.h"
#include "exercises.h"
#include "pause.h"

#define UHID_PATH "/dev/uhid"
#define DEVICES_DIR "/sys/bus/hid/devices"
/* Of a device that nobody makes: "<bus>:<vendor>:<product>." and its id. */
#define VENDOR 0xf055
#define PRODUCT 0x0b9f
#define NAME_LEAD "0006:F055:0B9F."
#define REPORT_STEP_MS 250

/* One report of four bytes, of a vendor's own meaning. */
static const uint8_t descriptor[] = {
	0x06, 0x00, 0xff, /* usage page: vendor defined */
	0x09, 0x01, /* usage: 1 */
	0xa1, 0x01, /* collection: application */
	0x09, 0x01, /*   usage: 1 */
	0x15, 0x00, /*   logical minimum: 0 */
	0x26, 0xff, 0x00, /*   logical maximum: 255 */
	0x75, 0x08, /*   report size: 8 bits */
	0x95, 0x04, /*   report count: 4 */
	0x81, 0x02, /*   input: data, variable, absolute */
	0xc0, /* end of the collection */
};

static const uint8_t report[] = { 1, 2, 3, 4 };

static int uhid_fd = -1;

static int send_event(const struct uhid_event *event)
{
	return write(uhid_fd, event, sizeof(*event)) == sizeof(*event) ? 0 : -1;
}

static int create_device(struct exercises_state *s)
{
	struct uhid_event event = {
		.type = UHID_CREATE2,
		.u.create2 = {
			.name = "kfunc-rig",
			.rd_size = sizeof(descriptor),
			.bus = BUS_VIRTUAL,
			.vendor = VENDOR,
			.product = PRODUCT,
		},
	};

	memcpy(event.u.create2.rd_data, descriptor, sizeof(descriptor));
	uhid_fd = open(UHID_PATH, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (uhid_fd < 0 || send_event(&event))
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0, "%s: %s",
				    UHID_PATH, strerror(errno));
	return 0;
}

/* A driver has taken the device: without one it would not be listened to. */
static int await_start(struct exercises_state *s)
{
	struct pause p = pause_begin(PAUSE_LONG_MS);
	struct pollfd poll_fd = { .fd = uhid_fd, .events = POLLIN };
	struct uhid_event event;

	while (poll(&poll_fd, 1, pause_left_ms(&p)) > 0)
		if (read(uhid_fd, &event, sizeof(event)) > 0 &&
		    event.type == UHID_START)
			return 0;
	return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
			    "no driver took the HID device");
}

/* The id under which HID-BPF knows the device; 0: it is not there. */
static int device_id(void)
{
	CLEANUP_DIR DIR *dir = opendir(DEVICES_DIR);
	const struct dirent *entry;
	const size_t lead = sizeof(NAME_LEAD) - 1;

	while (dir && (entry = readdir(dir)))
		if (strncmp(entry->d_name, NAME_LEAD, lead) == 0)
			return (int)strtol(entry->d_name + lead, NULL, 16);
	return 0;
}

static int prepare(struct exercises_state *s)
{
	size_t bytes = 0;
	int *id = bpf_map__initial_value(s->map, &bytes);

	if (!id || bytes < sizeof(*id))
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
				    "the map has no place for the device's id");
	if (device_id())
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
				    "a device of another case is still there");
	if (create_device(s) || await_start(s))
		return -1;
	*id = device_id();
	if (!*id)
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
				    "the HID device has no id");
	return 0;
}

/*
 * Reports that come while the driver is still at its beginning are dropped
 * without a word, so one that was not noticed is sent again.
 */
static int perform(struct exercises_state *s)
{
	struct uhid_event event = {
		.type = UHID_INPUT2,
		.u.input2.size = sizeof(report),
	};
	struct pause p = pause_begin(PAUSE_LONG_MS);

	memcpy(event.u.input2.data, report, sizeof(report));
	if (attachment_map(&s->attachment, s->a, s->map))
		return -1;
	do {
		if (send_event(&event))
			return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
					    "the HID device sends nothing: %s",
					    strerror(errno));
	} while (!reading_wait(&s->seen, REPORT_STEP_MS) && pause_more(&p));
	return reading_end(&s->seen);
}

static int finish(struct exercises_state *s)
{
	const struct uhid_event event = { .type = UHID_DESTROY };
	struct pause p = pause_begin(PAUSE_LONG_MS);
	int err = attachment_release(&s->attachment, s->a);

	if (uhid_fd >= 0) {
		send_event(&event);
		close(uhid_fd);
		uhid_fd = -1;
	}
	while (device_id())
		if (!pause_more(&p))
			return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
					    "the HID device was destroyed, and "
					    "is still there");
	return err;
}

const struct exercises_ops exercise_uhid = {
	.prepare = prepare,
	.perform = perform,
	.finish = finish,
};
