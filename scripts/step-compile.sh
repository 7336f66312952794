# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The C files of a patch compiled for their warnings alone, each the way its folder is built. Sourced by step-warnings,
# after lib.sh, the confs and kernel-env.sh; it reads that script's src, obj and kernel.
#
# The build folder has only what these files need, and W=1 throughout: one command line for all, so nothing of it is
# ever built twice, and the folder that kernels come from never sees it.

# What the kernel's W=1 adds, for programs of the host, which have no such switch.
compile_host_extra='-Wextra -Wunused -Wunused-but-set-variable -Wunused-const-variable -Wmissing-declarations
	-Wmissing-prototypes -Wold-style-definition -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers'

# compile_way FILE: how it can be compiled, in a word.
compile_way()
{
	case $1 in
	tools/testing/selftests/bpf/test_kmods/*.c) echo module ;;
	tools/testing/selftests/*/progs/*.c | tools/testing/selftests/*.bpf.c | drivers/hid/bpf/progs/*.bpf.c | tools/sched_ext/*.bpf.c) echo bpf ;;
	tools/bpf/resolve_btfids/*.c) echo host ;;
	tools/* | samples/* | Documentation/*) echo none ;;
	*.c) echo kernel ;;
	*) echo none ;;
	esac
}

# compile_prepare: headers and tools that any of them includes or is made with.
compile_prepare()
{
	kernel_make "$src" "$obj" W=1 prepare modules_prepare
}

# compile_kernel FILE...: objects of the kernel. One that the configuration does not build is not made.
compile_kernel()
{
	compile_objects=
	for compile_file; do
		rm -f "$obj/${compile_file%.c}.o"
		compile_objects="$compile_objects ${compile_file%.c}.o"
	done
	# shellcheck disable=SC2086 # a word an object
	[ -z "$compile_objects" ] || kernel_make "$src" "$obj" W=1 -k $compile_objects
}

compile_module()
{
	compile_copy=$obj/rig-kmods
	rm -rf "$compile_copy"
	cp -r "$src/$(dirname "$1")" "$compile_copy"
	compile_object=$(basename "${1%.c}.o")
	kernel_make "$src" "$obj" M="$compile_copy" W=1 "$compile_object" || return
	mkdir -p "$obj/$(dirname "$1")"
	cp "$compile_copy/$compile_object" "$obj/${1%.c}.o"
}

compile_host()
{
	mkdir -p "$obj/$(dirname "$1")"
	# shellcheck disable=SC2086 # flags are words
	gcc -g -O2 -Wall $compile_host_extra -I"$src/tools/include" -I"$src/tools/include/uapi" \
		-I"$obj/tools/bpf/resolve_btfids/libbpf/include" -I"$src/tools/lib" -c -o "$obj/${1%.c}.rig.o" "$src/$1"
}

# A BPF program has no W=1: the warnings are those of its own Makefile.
compile_bpf()
{
	mkdir -p "$obj/$(dirname "$1")"
	"${CLANG:-clang-19}" -target bpf -mcpu=v3 -g -O2 -std=gnu11 -Wall -fno-strict-aliasing -fms-extensions \
		-Wno-compare-distinct-pointer-types -Wno-missing-declarations -Wno-microsoft-anon-tag \
		-Wno-initializer-overrides -D__TARGET_ARCH_"$BPF_ARCH" -I"$kernel" \
		-I"$obj/tools/bpf/resolve_btfids/libbpf/include" -I"$src/tools/include/uapi" \
		-I"$src/tools/testing/selftests/bpf" -I"$src/tools/testing/selftests/bpf/libarena/include" \
		-I"$src/$(dirname "$1")" -I"$src/tools/sched_ext/include" \
		-idirafter "/usr/include/$(gcc -print-multiarch)" -idirafter /usr/include \
		-c -o "$obj/${1%.c}.rig.o" "$src/$1"
}

# compile_all FILE...: all of them, each by its way; what was made is there afterwards.
compile_all()
{
	compile_of_kernel=
	for compile_one; do
		[ "$(compile_way "$compile_one")" != kernel ] || compile_of_kernel="$compile_of_kernel $compile_one"
	done
	# shellcheck disable=SC2086 # a word a file
	compile_kernel $compile_of_kernel || :
	for compile_one; do
		rm -f "$obj/${compile_one%.c}.rig.o"
		case $(compile_way "$compile_one") in
		module) rm -f "$obj/${compile_one%.c}.o" && compile_module "$compile_one" || : ;;
		host) compile_host "$compile_one" || : ;;
		bpf) compile_bpf "$compile_one" || : ;;
		esac
	done
}

# compile_made FILE: was it?
compile_made()
{
	case $(compile_way "$1") in
	kernel | module) [ -e "$obj/${1%.c}.o" ] ;;
	host | bpf) [ -e "$obj/${1%.c}.rig.o" ] ;;
	*) return 1 ;;
	esac
}
