// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* What the guest's word is held against; without one of them none is proven. */
static const char *const needed[] = {
	"release", "uname_version", "build_id", "btf_sha256", "config_sha256",
};

static int is_asked_for(const struct keyfile *facts, const char *key,
			const char *asked, struct text *why)
{
	const char *value = NULL;
	int err = keyfile_need(facts, key, &value, why);

	if (err || !strcmp(value, asked))
		return err;
	text_printf(why, "%s: the kernel's %s is %s, not %s", facts->path, key,
		    value, asked);
	return -EINVAL;
}

int kernel_read(const char *dir, const char *arch, const char *variant,
		struct kernel *ret, struct text *why)
{
	char *path = text_format("%s/facts", dir);
	struct kernel k = { 0 };
	const char *value;
	int err = keyfile_read(path, &k.facts, why);

	free(path);
	if (!err)
		err = is_asked_for(&k.facts, "arch", arch, why);
	if (!err)
		err = is_asked_for(&k.facts, "variant", variant, why);
	for (size_t i = 0; !err && i < sizeof(needed) / sizeof(needed[0]); i++)
		err = keyfile_need(&k.facts, needed[i], &value, why);
	if (!err) {
		k.release = keyfile_get(&k.facts, "release");
		k.image = text_format("%s/Image", dir);
		if (access(k.image, R_OK)) {
			err = -errno;
			text_printf(why, "%s: %s", k.image, strerror(-err));
		}
	}
	if (err) {
		kernel_release(&k);
		return err;
	}
	*ret = k;
	return 0;
}

void kernel_release(struct kernel *k)
{
	keyfile_release(&k->facts);
	free(k->image);
	*k = (struct kernel){ 0 };
}
