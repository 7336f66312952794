// SPDX-License-Identifier: GPL-2.0-only
/*
 * The console: lines out of a stream, what makes them fit for people, and what
 * tells a crash and a splat from the rest, and makes reports of them.
 */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "console.h"
#include "kline.h"
#include "splat-scan.h"
#include "splats.h"
#include "text.h"

/* An escape for a byte is 4 long, for a character of 2 to 4 bytes 6 to 8. */
#define CLEAN_GROWTH 4

/* As configs/splats.deny has them; a line of two kinds of splats. */
#define DENY "WARNING: CPU: [0-9]+\nBUG: sleeping function\n"
#define ALLOW "WARNING: CPU: 7\t2026-12-31\tit is known\n"

struct heard {
	struct text lines;
	size_t nr, crashes, splats, excused, denied, fatal;
	struct splat_scan scan;
};

static struct splats splats;

static void must_stay_clean(const char *line, size_t bytes)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	struct text once CLEANUP_TEXT = TEXT_INIT;
	struct text twice CLEANUP_TEXT = TEXT_INIT;

	text_put_clean_line(&t, line, bytes);
	fuzz_must(t.bytes == strlen(t.data));
	fuzz_must(t.bytes <= CLEAN_GROWTH * bytes);
	fuzz_must_be_clean(t.data);
	text_put_clean(&once, line, bytes);
	for (const char *c = once.data; *c; c++)
		fuzz_must(*c == '\n' || *c == '\t' ||
			  ((unsigned char)*c >= ' ' && *c != 0x7f));
	text_put_clean(&twice, once.data, once.bytes);
	fuzz_must(once.bytes == strlen(once.data));
	fuzz_must(!strcmp(once.data, twice.data));
}

static void take_line(void *context, const char *line, size_t bytes)
{
	struct text clean CLEANUP_TEXT = TEXT_INIT;
	struct heard *h = context;
	bool crash = console_is_crash(line, bytes);

	fuzz_must(bytes <= CONSOLE_LINE_BYTES);
	fuzz_must(!memchr(line, '\n', bytes));
	fuzz_must(!bytes || line[bytes - 1] != '\r');
	h->nr++;
	h->crashes += crash;
	text_put(&h->lines, line, bytes);
	text_putc(&h->lines, '\n');
	text_put_clean_line(&clean, line, bytes);
	h->denied += splats_denies(&splats, clean.data);
	h->fatal += crash;
	splat_scan_take(&h->scan, h->nr, clean.data, crash);
}

/* A report is named, is somewhere, and has a reason to be one. */
static void take_splat(void *context, struct splat_report *r)
{
	struct heard *h = context;

	h->splats++;
	h->excused += r->excuse != NULL;
	fuzz_must(r->denied || r->fatal);
	fuzz_must(!r->fatal || !r->excuse);
	fuzz_must(r->title && strlen(r->fingerprint) == 12);
	fuzz_must_be_clean(r->title);
	fuzz_must(r->first && r->first <= r->last && r->last <= h->nr);
	fuzz_must(r->lines_nr && r->lines_nr <= r->last - r->first + 1);
	fuzz_must(r->frames_nr <= SPLAT_FRAMES_MAX);
	for (size_t i = 0; i < r->frames_nr; i++)
		fuzz_must(kline_is_place(r->frames[i].place));
	text_printf(&h->lines, "%s %s\n", r->fingerprint, r->title);
	splat_free(r);
}

static void hear(const uint8_t *data, size_t bytes, bool pieces,
		 struct heard *ret)
{
	struct console *c = text_alloc(1, sizeof(*c));

	*ret = (struct heard){ 0 };
	text_init(&ret->lines);
	splat_scan_init(&ret->scan, &splats, take_splat, ret);
	console_init(c, take_line, ret);
	for (size_t at = 0, piece; at < bytes; at += piece) {
		piece = pieces ? fuzz_piece(data, at, bytes) : bytes;
		console_feed(c, (const char *)data + at, piece);
	}
	console_close(c);
	splat_scan_close(&ret->scan);
	/* grouped or not, what is denied or lost is in a report */
	fuzz_must(!(ret->denied + ret->fatal) == !ret->splats);
	fuzz_must(ret->splats <= ret->denied + ret->fatal);
	splat_scan_release(&ret->scan);
	free(c);
}

static void read_splats(void)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	char *deny = fuzz_file("deny", DENY, strlen(DENY));
	char *allow = fuzz_file("allow", ALLOW, strlen(ALLOW));

	fuzz_must(!splats_read(deny, allow, "2026-01-01", &splats, &why));
	free(deny);
	free(allow);
}

void fuzz_console(const uint8_t *data, size_t bytes)
{
	struct heard whole, pieces;

	if (!splats.deny.nr)
		read_splats();
	hear(data, bytes, false, &whole);
	hear(data, bytes, true, &pieces);
	fuzz_must(whole.nr == pieces.nr && whole.splats == pieces.splats);
	fuzz_must(whole.lines.bytes == pieces.lines.bytes);
	fuzz_must(!memcmp(whole.lines.data, pieces.lines.data,
			  whole.lines.bytes));
	/* no cut hides a crash, and none makes one */
	fuzz_must(console_is_crash((const char *)data, bytes) ==
		  (whole.crashes > 0));
	must_stay_clean((const char *)data, bytes);
	text_release(&whole.lines);
	text_release(&pieces.lines);
}
