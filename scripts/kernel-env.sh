# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# How this rig calls a kernel's make; sourced after lib.sh and the arch's conf. What it sets decides the bytes
# that come out, so this file is part of a kernel's hash.
#
# The release is pinned by LOCALVERSION: a git tree without a release tag would add "+", and kernel and module would
# differ. Time, user and host are fixed. The worktree is ../src from every build folder, and ccache makes names below
# RIG_CACHE relative, so one variant's objects serve the next wherever no header differs (it leaves the value of
# -fmacro-prefix-map out of its hash). Depend mode spares the preprocessor; kernel-cc keeps from it what it can not see.
# That one is called by its name alone: a path would be another command to kbuild in every clone.

kernel_cross=
# shellcheck disable=SC2153 # from the conf
[ "$(uname -m)" = "$HOST_MACHINE" ] || kernel_cross=$CROSS_COMPILE
kernel_jobs=$(nproc)

LOCALVERSION=-rig
KBUILD_BUILD_TIMESTAMP=1970-01-01
KBUILD_BUILD_USER=kfunc-rig
KBUILD_BUILD_HOST=kfunc-rig
CCACHE_DIR=$RIG_CACHE/ccache
CCACHE_BASEDIR=$RIG_CACHE
CCACHE_NOHASHDIR=1
CCACHE_DEPEND=1
CCACHE_MAXSIZE=5G
PATH=$PATH:$here
export LOCALVERSION KBUILD_BUILD_TIMESTAMP KBUILD_BUILD_USER KBUILD_BUILD_HOST
export CCACHE_DIR CCACHE_BASEDIR CCACHE_NOHASHDIR CCACHE_DEPEND CCACHE_MAXSIZE
# What a caller's environment may hold and what must not reach the kernel.
unset KBUILD_OUTPUT KCFLAGS KCPPFLAGS KAFLAGS INSTALL_MOD_PATH MAKEFLAGS MFLAGS MAKELEVEL CFLAGS LDFLAGS C W V O KDIR

# kernel_make SRC OBJ ARGUMENT... A rustc that the host may have is hidden: its version would be in the configuration.
kernel_make()
{
	kernel_src=$1 kernel_obj=$2
	shift 2
	make -C "$kernel_src" O="$kernel_obj" ARCH="$KARCH" CROSS_COMPILE="$kernel_cross" \
		CC="kernel-cc ${kernel_cross}gcc" HOSTCC='ccache gcc' PAHOLE=pahole RUSTC=no-rustc "-j$kernel_jobs" "$@"
}

# The versions that a kernel depends on, one a line.
kernel_tools()
{
	"${kernel_cross}gcc" --version | head -n 1
	"${kernel_cross}ld" --version | head -n 1
	pahole --version
}
