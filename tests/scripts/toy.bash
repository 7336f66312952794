# SPDX-License-Identifier: GPL-2.0-only
# A toy kernel tree, and a conf and series for it; loaded by the tests of this folder.

scripts=$BATS_TEST_DIRNAME/../../scripts

# toy_environment [DIR]: DIR is home, cache and all; default: a folder that is the test's own.
toy_environment() {
	cd "${1:-$BATS_TEST_TMPDIR}"
	export HOME=$PWD RIG_CACHE=$PWD/cache RIG_SPACE_TREE=1 RIG_SPACE_KERNEL=1 ARCH=x86_64
	export RIG_PATCHES=$PWD/patches GIT_CONFIG_GLOBAL=/dev/null
	unset KDIR TREE VARIANT XDG_CACHE_HOME RIG_LOCK_HELD
	export GIT_AUTHOR_NAME=toy GIT_AUTHOR_EMAIL=toy@localhost GIT_COMMITTER_NAME=toy GIT_COMMITTER_EMAIL=toy@localhost
	cat >toy.conf <<-'END'
		NAME='toy'
		SERIES='toy'
		VERSION='7'
		PATCHLEVEL='3'
		TARBALL_URL=''
		TARBALL_SHA256=''
		DEB_PACKAGE='none'
		DEB_SUITES=''
	END
}

# toy_seed FUNCTION..., in setup_file: the first starts in an empty folder, the next in what the one before left. What each
# leaves is kept under its name, for tests to begin with.
toy_seed() {
	mkdir "$BATS_FILE_TMPDIR/toy"
	for seed; do
		toy_environment "$BATS_FILE_TMPDIR/toy"
		"$seed"
		cp -a "$BATS_FILE_TMPDIR/toy" "$BATS_FILE_TMPDIR/$seed"
	done
	cd ..
}

# toy_grow FUNCTION: the folder as that left it, in the same place, for git and the facts name their folders in full.
toy_grow() {
	rm -rf "$BATS_FILE_TMPDIR/toy"
	cp -a "$BATS_FILE_TMPDIR/$1" "$BATS_FILE_TMPDIR/toy"
	toy_environment "$BATS_FILE_TMPDIR/toy"
}

# toy_tree DIR [PATCHLEVEL]
toy_tree() {
	mkdir -p "$1/kernel"
	printf '# SPDX\nVERSION = 7\nPATCHLEVEL = %s\nSUBLEVEL = 4\nEXTRAVERSION =\n' "${2:-3}" >"$1/Makefile"
	echo 'mainmenu "toy"' >"$1/Kconfig"
	# A distribution's archive ignores everything that is in it.
	echo '*' >"$1/.gitignore"
	seq 1 40 >"$1/kernel/a.c"
	seq 101 140 >"$1/kernel/b.c"
	printf '#!/bin/sh\n' >"$1/run"
	chmod 755 "$1/run"
	ln -s kernel/a.c "$1/link"
}

toy_git() {
	toy_tree "$1" "${2:-}"
	git -C "$1" init -q
	git -C "$1" add -f .
	git -C "$1" commit -q -m toy
}

# toy_patch DIR NAME SED-EXPRESSION FILE: one more patch in the series of DIR.
toy_patch() {
	mkdir -p "$1"
	[ -d work ] || toy_git work
	sed -i "$3" "work/$4"
	git -C work commit -q -a -m "toy: $2"
	git -C work format-patch -q -1 --stdout >"$1/$2.patch"
	echo "$2.patch" >>"$1/series"
}

# Baseline of one patch, series of two.
toy_series() {
	toy_patch patches/toy/baseline 1-base 's/^5$/five/' kernel/a.c
	toy_patch patches/toy/series 1-one 's/^105$/one-oh-five/' kernel/b.c
	toy_patch patches/toy/series 2-two 's/^30$/thirty/' kernel/a.c
}
