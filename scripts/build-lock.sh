# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by what builds and boots in $BUILD: one at a time, for the image and the programs are shared. The descriptor (8) is
# inherited, so the lock is rig's as well, until it ends.

mkdir -p "$BUILD"
exec 8>>"$BUILD/lock"
if ! flock -n 8; then
	echo "rig: waiting for another make in $BUILD" >&2
	flock 8
fi
