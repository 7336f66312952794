/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gate-table: the kfuncs of a kernel as people read them, a line each.
 */
#ifndef RIG_GATE_TABLE_H
#define RIG_GATE_TABLE_H

struct gate;
struct term;

/* Colours tell the kinds apart, where the terminal has them. */
void gate_table_put(const struct gate *g, const struct term *t);

#endif
