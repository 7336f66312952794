// SPDX-License-Identifier: GPL-2.0-only
#include "request.h"

#include <errno.h>
#include <nettle/base16.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "cleanup.h"
#include "hash.h"
#include "plan.h"
#include "text.h"

static void put_hex(const uint8_t bytes[RECORD_NONCE_BYTES], struct text *out)
{
	for (size_t i = 0; i < RECORD_NONCE_BYTES; i++)
		text_printf(out, "%02x", bytes[i]);
}

void request_put(const uint8_t nonce[RECORD_NONCE_BYTES], const char *arch,
		 const char *variant, const struct plan *plan, struct text *out)
{
	text_puts(out, RECORD_REQUEST_FIRST_LINE "\nnonce ");
	put_hex(nonce, out);
	text_printf(out, "\narch %s\nvariant %s\n", arch, variant);
	for (size_t i = 0; i < plan->nr; i++)
		text_printf(out, "case %s\n", plan->cases[i].id);
}

void request_release(struct request *r)
{
	for (size_t i = 0; i < r->cases_nr; i++)
		free(r->cases[i]);
	free(r->cases);
	free(r->arch);
	free(r->variant);
	*r = (struct request){ 0 };
}

static bool parse_nonce(const char *hex, uint8_t ret[RECORD_NONCE_BYTES])
{
	struct base16_decode_ctx ctx;
	size_t bytes = RECORD_NONCE_BYTES;

	base16_decode_init(&ctx);
	return strlen(hex) == 2 * RECORD_NONCE_BYTES &&
	       base16_decode_update(&ctx, &bytes, ret, strlen(hex), hex) &&
	       bytes == RECORD_NONCE_BYTES && base16_decode_final(&ctx);
}

char *request_make_seed(void)
{
	uint8_t random[RECORD_NONCE_BYTES];
	struct text seed = TEXT_INIT;

	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		return NULL;
	put_hex(random, &seed);
	return seed.data;
}

void request_nonce(const char *seed, const char *boot,
		   uint8_t ret[RECORD_NONCE_BYTES])
{
	CLEANUP_FREE char *from = text_format("%s %s", seed, boot);
	char hex[HASH_HEX_SIZE];

	hash_bytes(from, strlen(from), hex);
	hex[2 * RECORD_NONCE_BYTES] = '\0';
	parse_nonce(hex, ret);
}

static bool take_line(struct request *r, char *line, bool *has_nonce)
{
	char *value = strchr(line, ' ');

	if (!value || !value[1])
		return false;
	*value++ = '\0';
	if (!strcmp(line, "nonce") && !*has_nonce) {
		*has_nonce = true;
		return parse_nonce(value, r->nonce);
	}
	if (!strcmp(line, "arch") && !r->arch) {
		r->arch = text_dup(value);
	} else if (!strcmp(line, "variant") && !r->variant) {
		r->variant = text_dup(value);
	} else if (!strcmp(line, "case")) {
		r->cases = text_grow(r->cases, r->cases_nr, sizeof(*r->cases));
		r->cases[r->cases_nr++] = text_dup(value);
	} else {
		return false;
	}
	return true;
}

int request_read(const char *path, struct request *ret, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(path, "re");
	CLEANUP_FREE char *line = NULL;
	struct request r = { 0 };
	bool has_nonce = false;
	size_t size = 0;
	int err = 0, n = 0;
	ssize_t len;

	if (!f) {
		err = -errno;
		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	while (!err && (len = getline(&line, &size, f)) >= 0) {
		bool has_nul = strlen(line) != (size_t)len;

		line[strcspn(line, "\n")] = '\0';
		if (has_nul)
			err = -EINVAL;
		if (n++ ? !take_line(&r, line, &has_nonce)
			: strcmp(line, RECORD_REQUEST_FIRST_LINE) != 0)
			err = -EINVAL;
	}
	if (!err &&
	    (ferror(f) || !has_nonce || !r.arch || !r.variant || !r.cases_nr))
		err = -EINVAL;
	if (err) {
		text_printf(why, "%s:%d: it is no request, or not a whole one",
			    path, n);
		request_release(&r);
		return err;
	}
	*ret = r;
	return 0;
}
