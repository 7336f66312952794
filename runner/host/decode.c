// SPDX-License-Identifier: GPL-2.0-only
#include "decode.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arch.h"
#include "cleanup.h"
#include "kline.h"
#include "process.h"
#include "result.h"
#include "rundir.h"
#include "vm.h"

#define OUTPUT_BYTES (1024 * 1024)
#define SOURCE_BYTES 400
/* The script guesses where the tree was, wrongly on arm64; this is always there. */
#define ANCHOR "vfs_read+0x4/0x8"
#define ANCHOR_FILE "fs/read_write.c"
#define NOT "not decoded: " /* what a line that gives a reason begins with */

struct places {
	const char *list[DECODE_PLACES_MAX];
	size_t nr;
	size_t left_out;
	size_t of_modules;
};

static void add_place(struct places *p, const char *place)
{
	for (size_t i = 0; i < p->nr; i++)
		if (!strcmp(p->list[i], place))
			return;
	if (!kline_is_place(place))
		return;
	if (strchr(place, '['))
		p->of_modules++;
	else if (p->nr == DECODE_PLACES_MAX)
		p->left_out++;
	else
		p->list[p->nr++] = place;
}

/* The innermost of each splat first, so that each gets its share. */
static void collect(const struct result *r, struct places *ret)
{
	*ret = (struct places){ 0 };
	for (size_t depth = 0; depth < SPLAT_FRAMES_MAX; depth++)
		for (size_t i = 0; i < r->splats_nr; i++)
			if (!r->splats[i]->excuse &&
			    depth < r->splats[i]->frames_nr)
				add_place(ret,
					  r->splats[i]->frames[depth].place);
}

/*
 * How the script is told which binutils to take: the arch's, the machine's own
 * when that is of the arch, or LLVM's. NULL, and told, when there are none.
 */
static char *find_tools(const struct arch *arch, struct text *why)
{
	const char *cross = keyfile_get(&arch->conf, "CROSS_COMPILE") ?: "";
	const char *clang = getenv("CLANG") ?: "clang";
	const char *suffix = strstr(clang, "clang");
	struct utsname host = { 0 };
	CLEANUP_FREE char *with = text_format("%saddr2line", cross);
	CLEANUP_FREE char *llvm =
		text_format("llvm-addr2line%s", suffix ? suffix + 5 : "");
	CLEANUP_FREE char *found = process_find(with);
	CLEANUP_FREE char *own = process_find("addr2line");
	CLEANUP_FREE char *of_llvm = process_find(llvm);

	uname(&host);
	if (found)
		return text_format("CROSS_COMPILE=%s", cross);
	if (own && !strcmp(host.machine, arch->machine))
		return text_dup("CROSS_COMPILE=");
	if (of_llvm)
		return text_format("LLVM=%s",
				   suffix && suffix[5] ? suffix + 5 : "1");
	text_printf(why, "%s: not found", with);
	return NULL;
}

/*
 * A file in memory that holds the content or, without one, can take so many
 * bytes and no more; behind what was written to it are zeros.
 */
static int open_memory(const struct text *content)
{
	CLEANUP_FD int fd =
		memfd_create("decode", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		return -errno;
	if (!content)
		return ftruncate(fd, OUTPUT_BYTES) ||
				       fcntl(fd, F_ADD_SEALS, F_SEAL_GROW)
			       ? -errno
			       : take_fd(&fd);
	if (write(fd, content->data, content->bytes) != (ssize_t)content->bytes)
		return -EIO;
	return lseek(fd, 0, SEEK_SET) ? -errno : take_fd(&fd);
}

static void read_back(int fd, struct text *ret)
{
	char buf[4096];
	size_t bytes;
	off_t at = 0;

	do {
		ssize_t n = pread(fd, buf, sizeof(buf), at);

		bytes = n > 0 ? strnlen(buf, n) : 0;
		text_put(ret, buf, bytes);
		at += bytes;
	} while (bytes == sizeof(buf));
}

/* A signal that ends a run ends this, and what is known by then is kept. */
static int wait_for(struct process *p, int limit_ms, int *ret_status)
{
	CLEANUP_FD int signals = -1;
	struct pollfd fds[2] = { { .fd = p->pidfd, .events = POLLIN } };
	sigset_t set;

	vm_signals(&set);
	signals = signalfd(-1, &set, SFD_CLOEXEC);
	fds[1] = (struct pollfd){ .fd = signals, .events = POLLIN };
	poll(fds, 2, limit_ms);
	return fds[1].revents ? -EINTR : process_reap(p, 0, ret_status);
}

/* Runs the script; what it says until it ends, or has to. */
static void run_script(const char *const *argv, int limit_ms,
		       const struct text *input, struct text *ret,
		       struct text *why)
{
	CLEANUP_FD int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	CLEANUP_FD int in = open_memory(input);
	CLEANUP_FD int out = open_memory(NULL);
	struct process p CLEANUP(process_release) = PROCESS_INIT;
	int status = 0, err;

	if (null < 0 || in < 0 || out < 0) {
		text_puts(why, "no descriptors to be had");
		return;
	}
	err = process_spawn(argv, (int[]){ in, out, null }, 3, &p);
	if (!err)
		err = wait_for(&p, limit_ms, &status);
	if (err == -EINTR)
		text_puts(why, "the run was interrupted");
	else if (err == -EAGAIN)
		text_printf(why, "the decoder took more than %g s",
			    limit_ms / 1000.0);
	else if (err)
		text_printf(why, "%s: %s", argv[0], strerror(-err));
	else if (!WIFEXITED(status) || WEXITSTATUS(status))
		text_puts(why, "the decoder failed");
	/* with all its children, before what they wrote is looked at */
	process_release(&p);
	read_back(out, ret);
}

/* Of "function (file:line file:line)" what is in brackets; NULL: nothing. */
static char *source_of(const char *place, const char *line, size_t bytes)
{
	size_t name = strcspn(place, "+");
	struct text clean = TEXT_INIT;

	if (bytes < name + 4 || strncmp(line, place, name) != 0 ||
	    strncmp(line + name, " (", 2) != 0 || line[bytes - 1] != ')')
		return NULL;
	bytes -= name + 3;
	text_put_clean_line(&clean, line + name + 2,
			    bytes < SOURCE_BYTES ? bytes : SOURCE_BYTES);
	return text_take(&clean);
}

/* The folder of the tree, as its first line tells by a file that is known. */
static char *root_of(const char *output)
{
	size_t bytes = strcspn(output, "\n");
	const char *end = memmem(output, bytes, ANCHOR_FILE ":",
				 sizeof(ANCHOR_FILE ":") - 1);
	const char *begin = end;

	while (begin && begin > output && !strchr(" (", begin[-1]))
		begin--;
	return text_format("%.*s", (int)(end - begin), begin ?: "");
}

/*
 * How much of a path is the tree's folder: that one, or another of the same
 * last name, in which a compiler cache found what was compiled there.
 */
static size_t root_bytes(const char *path, const char *root)
{
	size_t bytes = strlen(root), word = strcspn(path, " ");
	const char *last = root + bytes, *at;

	if (bytes < 2 || *path != '/')
		return 0;
	if (!strncmp(path, root, bytes))
		return bytes;
	for (last--; last > root && last[-1] != '/';)
		last--;
	/* with the slash before it, of which a root has one */
	at = last > root ? memmem(path, word, last - 1, strlen(last - 1))
			 : NULL;
	return at ? at - path + strlen(last - 1) : 0;
}

static void put_below(const char *source, const char *root, struct text *out)
{
	while (*source) {
		size_t word;

		source += root_bytes(source, root);
		word = strcspn(source, " ");
		word += strspn(source + word, " ");
		text_put(out, source, word);
		source += word;
	}
}

/* A line of the output belongs to the place of the same number. */
static size_t put_sources(const struct places *p, const char *output,
			  struct text *out)
{
	CLEANUP_FREE char *root = root_of(output);
	size_t known = 0;

	output = strchrnul(output, '\n');
	for (size_t i = 0; i < p->nr && *output++; i++) {
		size_t bytes = strcspn(output, "\n");
		CLEANUP_FREE char *source =
			source_of(p->list[i], output, bytes);

		if (source) {
			text_printf(out, "%s\t", p->list[i]);
			put_below(source, root, out);
			text_putc(out, '\n');
			known++;
		}
		output += bytes;
	}
	return known;
}

static void decode(const struct places *p, const char *kernel,
		   const struct arch *arch, int limit_ms, struct text *out)
{
	CLEANUP_FREE char *script =
		text_format("%s/decode_stacktrace.sh", kernel);
	CLEANUP_FREE char *vmlinux = text_format("%s/vmlinux", kernel);
	struct text input CLEANUP_TEXT = TEXT_INIT;
	struct text output CLEANUP_TEXT = TEXT_INIT;
	struct text why CLEANUP_TEXT = TEXT_INIT;
	CLEANUP_FREE char *tools = find_tools(arch, &why);

	if (!why.bytes && (access(script, R_OK) || access(vmlinux, R_OK)))
		text_puts(&why, "the kernel's folder lacks vmlinux or "
				"decode_stacktrace.sh");
	text_puts(&input, ANCHOR "\n");
	for (size_t i = 0; i < p->nr; i++)
		text_printf(&input, "%s\n", p->list[i]);
	/* nothing of it may come from the net, nor from the caller's tongue */
	if (!why.bytes)
		run_script((const char *[]){ "env", "-u", "DEBUGINFOD_URLS",
					     "-u", "LLVM", "-u",
					     "CROSS_COMPILE", "LC_ALL=C", tools,
					     "bash", script, vmlinux, "/",
					     NULL },
			   limit_ms, &input, &output, &why);
	if (put_sources(p, output.data, out) < p->nr && !why.bytes)
		text_puts(&why, "the decoder does not know them all");
	if (why.bytes)
		text_printf(out, NOT "%s\n", why.data);
}

int decode_write(const struct rundir *d, const char *kernel,
		 const struct arch *arch, const struct result *r, int limit_ms)
{
	struct text out CLEANUP_TEXT = TEXT_INIT;
	struct places p;

	collect(r, &p);
	if (p.nr)
		decode(&p, kernel, arch, limit_ms, &out);
	if (p.of_modules)
		text_puts(&out, NOT "modules are kept without debug "
				    "information\n");
	if (p.left_out)
		text_printf(&out, NOT "%zu functions more than %d\n",
			    p.left_out, DECODE_PLACES_MAX);
	return out.bytes ? rundir_put_text(d, DECODE_FILE, &out) : 0;
}

static void apply(struct result *r, const char *place, const char *source)
{
	for (size_t i = 0; i < r->splats_nr; i++)
		for (size_t k = 0; k < r->splats[i]->frames_nr; k++) {
			struct splat_frame *f = &r->splats[i]->frames[k];

			if (!f->source && !strcmp(f->place, place))
				f->source = text_dup(source);
		}
}

int decode_read(const struct rundir *d, struct result *r, struct text *why)
{
	struct text file CLEANUP_TEXT = TEXT_INIT;
	struct text clean CLEANUP_TEXT = TEXT_INIT;
	char *at;
	int err = rundir_has(d, DECODE_FILE) ? rundir_get(d, DECODE_FILE, &file)
					     : 0;

	if (err) {
		text_printf(why, "%s/" DECODE_FILE ": %s", d->path,
			    strerror(-err));
		return err;
	}
	/* it may have been anybody's since */
	text_put_clean(&clean, file.data, file.bytes);
	at = clean.data;
	for (char *line; (line = strsep(&at, "\n"));) {
		char *source = strchr(line, '\t');

		if (!strncmp(line, NOT, strlen(NOT))) {
			result_warn(r, "stacks: %s", line);
		} else if (source) {
			*source++ = '\0';
			apply(r, line, source);
		}
	}
	return 0;
}
