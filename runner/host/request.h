/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * request: what the host asks of the guest, as a file that QEMU hands over.
 *
 * Lines of text: "kfunc-rig-request 1", "nonce <32 hex>", "arch <arch>",
 * "variant <variant>", then "case <object/program>" for each case in the order
 * of running. The run directory keeps it, so it is also how `rig report` knows
 * nonce and plan.
 */
#ifndef RIG_REQUEST_H
#define RIG_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "record.h"

struct plan;
struct text;

struct request {
	uint8_t nonce[RECORD_NONCE_BYTES];
	char *arch;
	char *variant;
	char **cases;
	size_t cases_nr;
};

/* In hexadecimal, from the kernel's random numbers; the caller frees it. NULL: there are none. */
char *request_make_seed(void);

/* The nonce of one boot of the run that has that seed: another for each name. */
void request_nonce(const char *seed, const char *boot,
		   uint8_t ret[RECORD_NONCE_BYTES]);

void request_put(const uint8_t nonce[RECORD_NONCE_BYTES], const char *arch,
		 const char *variant, const struct plan *plan,
		 struct text *out);

/* 0 or -errno; on an error `why` names file and line. */
int request_read(const char *path, struct request *ret, struct text *why);

void request_release(struct request *r);

#endif
