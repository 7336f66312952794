// SPDX-License-Identifier: GPL-2.0-only
#include "hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include "cleanup.h"

static void finish(struct sha256_ctx *ctx, char ret_hex[HASH_HEX_SIZE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(ctx, sizeof(digest), digest);
	base16_encode_update(ret_hex, sizeof(digest), digest);
	ret_hex[HASH_HEX_SIZE - 1] = '\0';
}

void hash_bytes(const void *data, size_t bytes, char ret_hex[HASH_HEX_SIZE])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, bytes, data);
	finish(&ctx, ret_hex);
}

int hash_file(const char *path, char ret_hex[HASH_HEX_SIZE])
{
	CLEANUP_FD int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint8_t buf[64 * 1024];
	struct sha256_ctx ctx;
	ssize_t n;

	if (fd < 0)
		return -errno;
	sha256_init(&ctx);
	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		sha256_update(&ctx, n, buf);
	}
	finish(&ctx, ret_hex);
	return 0;
}
