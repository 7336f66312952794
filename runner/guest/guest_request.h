/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guest_request: what the host asks this boot to do, a few lines of text.
 *
 *	kfunc-rig-request 1
 *	nonce <32 hex digits>
 *	arch <arch>
 *	variant <variant>
 *	case <object/program>		repeated, in the order of running
 *
 * The first line stands first; nonce, arch and variant stand exactly once.
 */
#ifndef RIG_GUEST_REQUEST_H
#define RIG_GUEST_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "record.h"

struct guest_request {
	uint8_t nonce[RECORD_NONCE_BYTES];
	char *arch;
	char *variant;
	char **cases;
	size_t cases_nr;
	char *text; /* holds all of the above */
};

/*
 * Takes over `text`, NUL-terminated and from malloc(). 0, or -EINVAL with
 * `why` naming the line. Release it in either case.
 */
int guest_request_parse(char *text, struct guest_request *ret, char *why,
			size_t why_size);

void guest_request_release(struct guest_request *r);

#endif
