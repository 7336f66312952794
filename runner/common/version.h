/* SPDX-License-Identifier: GPL-2.0-only */
/* version: of the rig; what `rig --version` and the manifest say. */
#ifndef RIG_VERSION_H
#define RIG_VERSION_H

#define RIG_VERSION "0.1"

#endif
