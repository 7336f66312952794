/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ending: a run directory turned into reports and closing lines.
 *
 * The last act of `run`, `fail` and `report`: read the evidence, write the
 * reports, say how it went.
 */
#ifndef RIG_ENDING_H
#define RIG_ENDING_H

#include <stdbool.h>

#include "judge.h"
#include "outcome.h"

struct arch;
struct manifest;
struct rundir;
struct term;

/*
 * Failed first, then run: until more is known the directory says of every case
 * that it was not run, and of the run that it did not finish. False, and told,
 * when that can not be written.
 */
bool ending_begin(const struct rundir *d, struct manifest *m, struct term *t);

/*
 * The run's outcome; RIG_ERROR when the evidence can not be read or a report
 * not be written, whatever the cases did. `told` as for term_closing().
 */
enum outcome ending_tell(const struct rundir *d, struct term *t,
			 const enum verdict *told);

/*
 * When the VMs are gone: decodes the traces of what they said (decode.h) with
 * the kernel's folder of the store.
 */
void ending_decode(const struct rundir *d, const char *kernel,
		   const struct arch *arch, struct term *t);

/*
 * A run that ends before its VM: notes it in the manifest, then as
 * ending_tell().
 */
enum outcome ending_fail(const struct rundir *d, struct manifest *m,
			 enum outcome outcome, const char *phase,
			 const char *reason, struct term *t);

#endif
