# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by what builds and boots in $BUILD: one at a time, for the image and the programs are shared. The descriptor (8) is
# inherited, so the lock is rig's as well, until it ends.

# Asked in a shell of its own: what fails in exec ends this one, with an exit status that means something else.
if ! (mkdir -p "$BUILD" && true >>"$BUILD/lock") 2>/dev/null; then
	echo "RIG_ERROR: BUILD=$BUILD: can not be written; set BUILD to a folder that can"
	exit 8
fi
exec 8>>"$BUILD/lock"
if ! flock -n 8; then
	echo "rig: waiting for another make in $BUILD" >&2
	flock 8
fi
