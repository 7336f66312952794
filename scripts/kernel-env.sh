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
# With LLVM=1 the kernel is compiled by CLANG and linked by the lld beside it; kbuild tells one LLVM from another by a suffix or a
# folder. Programs of the host, the runner and libbpf stay with gcc.
kernel_llvm='' kernel_cc=${kernel_cross}gcc kernel_ld=${kernel_cross}ld
if [ "${LLVM:-}" = 1 ]; then
	kernel_cc=${CLANG:-clang-19}
	kernel_ld=${kernel_cc%clang*}ld.lld${kernel_cc##*clang}
	case $kernel_cc in
	*/clang) kernel_llvm=${kernel_cc%clang} ;;
	clang-*) kernel_llvm=${kernel_cc#clang} ;;
	clang) kernel_llvm=1 ;;
	*) rig_die "$RIG_USAGE" "CLANG=$kernel_cc: with LLVM=1 it is clang, clang-<version> or <folder>/clang, for what belongs to it is called likewise" ;;
	esac
fi
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
		LLVM="$kernel_llvm" CC="kernel-cc $kernel_cc" HOSTCC='ccache gcc' PAHOLE=pahole RUSTC=no-rustc "-j$kernel_jobs" "$@"
}

# The versions that a kernel depends on, one a line.
kernel_tools()
{
	"$kernel_cc" --version | head -n 1
	"$kernel_ld" --version | head -n 1
	pahole --version
}

# kernel_binutil NAME: strip, objcopy and such, by the name that they have in this toolchain.
kernel_binutil()
{
	case $kernel_llvm in
	'') echo "$kernel_cross$1" ;;
	1) echo "llvm-$1" ;;
	*/) echo "${kernel_llvm}llvm-$1" ;;
	*) echo "llvm-$1$kernel_llvm" ;;
	esac
}
