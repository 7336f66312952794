// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "rundir.h"
#include "text.h"

/* One value a key, and nothing after the object: no file means two things. */
int rundir_get_json(const struct rundir *d, const char *name, json_t **ret,
		    struct text *why)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	json_error_t error;
	json_t *json;
	int err = rundir_get(d, name, &t);

	if (err) {
		text_printf(why, "%s/%s: %s", d->path, name, strerror(-err));
		return err;
	}
	json = json_loadb(t.data, t.bytes, JSON_REJECT_DUPLICATES, &error);
	if (json_is_object(json)) {
		*ret = json;
		return 0;
	}
	text_printf(why, "%s/%s: ", d->path, name);
	if (json)
		text_puts(why, "it is no object");
	else /* it quotes the file */
		text_put_clean_line(why, error.text, strlen(error.text));
	json_decref(json);
	return -EINVAL;
}
