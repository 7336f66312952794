/* SPDX-License-Identifier: GPL-2.0-only */
/* swap: what two places hold, exchanged; how an owned thing changes hands. */
#ifndef RIG_SWAP_H
#define RIG_SWAP_H

#define SWAP(a, b)                         \
	do {                               \
		__typeof__(a) _kept = (a); \
		(a) = (b);                 \
		(b) = _kept;               \
	} while (0)

#endif
