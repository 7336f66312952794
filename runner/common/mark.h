/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mark: the lines that the guest's runner puts around each case in the
 * kernel's log: MARK_PREFIX, MARK_BEGIN or MARK_END, a blank, the case's id.
 */
#ifndef RIG_MARK_H
#define RIG_MARK_H

#define MARK_PREFIX "kfunc-rig: "
#define MARK_BEGIN "begin"
#define MARK_END "end"

#endif
