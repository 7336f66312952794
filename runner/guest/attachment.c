// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "attachment.h"
#include "attempt.h"
#include "words.h"

static int take_link(struct attachment *t, struct attempt *a,
		     struct bpf_link *link, const char *name)
{
	struct bpf_link_info info = {};
	uint32_t bytes = sizeof(info);
	int err = (int)libbpf_get_error(link);

	if (err) {
		words_say("runner: '%s' can not be attached: %s\n", name,
			  strerror(-err));
		return attempt_stop(a, RECORD_STAGE_ATTACH, -err,
				    "'%s' can not be attached", name);
	}
	t->link = link;
	if (bpf_link_get_info_by_fd(bpf_link__fd(link), &info, &bytes))
		return attempt_stop(a, RECORD_STAGE_NEEDS, 0,
				    "what '%s' is attached by is no link: %s",
				    name, strerror(errno));
	t->id = info.id;
	return 0;
}

int attachment_program(struct attachment *t, struct attempt *a,
		       struct bpf_program *prog)
{
	return take_link(t, a, bpf_program__attach(prog),
			 bpf_program__name(prog));
}

int attachment_map(struct attachment *t, struct attempt *a, struct bpf_map *map)
{
	return take_link(t, a, bpf_map__attach_struct_ops(map),
			 bpf_map__name(map));
}

int attachment_release(struct attachment *t, struct attempt *a)
{
	uint32_t id = t->id;
	int fd;

	bpf_link__destroy(t->link);
	t->link = NULL;
	t->id = 0;
	if (!id)
		return 0;
	fd = bpf_link_get_fd_by_id(id);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd >= 0)
		close(fd);
	return attempt_stop(a, RECORD_STAGE_NEEDS, 0,
			    "it was detached, and yet the kernel has its link");
}
