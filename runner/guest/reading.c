// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "attempt.h"
#include "reading.h"
#include "pause.h"

int reading_begin(struct reading *o, struct attempt *a, struct bpf_object *obj,
		  const char *name)
{
	struct bpf_map *map;
	size_t bytes = 0;
	int err;

	o->a = a;
	o->name = name;
	err = variable_find(bpf_object__btf(obj), name, &o->variable);
	if (err)
		return attempt_stop(a, RECORD_STAGE_NEEDS, 0,
				    err == -ENOENT
					    ? "the object has no variable '%s'"
					    : "'%s' is no integer of 4 or 8 "
					      "bytes",
				    name);
	map = bpf_object__find_map_by_name(obj, o->variable.section);
	o->data = map ? bpf_map__initial_value(map, &bytes) : NULL;
	if (!o->data || o->variable.offset + o->variable.bytes > bytes)
		return attempt_stop(a, RECORD_STAGE_NEEDS, 0,
				    "the section of variable '%s' can not be "
				    "read",
				    name);
	return 0;
}

bool reading_wait(const struct reading *o, int timeout_ms)
{
	struct pause p = pause_begin(timeout_ms);

	while (!variable_read(&o->variable, o->data))
		if (!pause_more(&p))
			return false;
	return true;
}

int reading_end(const struct reading *o)
{
	uint64_t value = variable_read(&o->variable, o->data);

	if (value > UINT32_MAX)
		return attempt_stop(o->a, RECORD_STAGE_NEEDS, 0,
				    "the value of '%s', %" PRIu64
				    ", has more than 32 bits",
				    o->name, value);
	o->a->has_retval = true;
	o->a->retval = (uint32_t)value;
	return 0;
}
