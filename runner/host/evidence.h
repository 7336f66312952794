/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * evidence: a run directory, read and judged.
 *
 * `rig run` and `rig report` come to their result by this one way, so they
 * come to the same. Read are manifest.json, request, progs/, kernel.facts,
 * splats.deny, splats.allow, phases, vm.json, console.raw and records.bin.
 */
#ifndef RIG_EVIDENCE_H
#define RIG_EVIDENCE_H

/* What is said of a run until it is over. */
#define EVIDENCE_UNFINISHED \
	"the run did not finish: rig was killed, or is still at it"

struct result;
struct rundir;
struct text;

/*
 * Fills *ret, which is initialised. 0; or -errno when the directory is none of
 * a run: then `why` says what is missing. A run whose rig was killed is a
 * RIG_ERROR; its cases are those of the boots that were over.
 */
int evidence_read(const struct rundir *d, struct result *ret, struct text *why);

#endif
