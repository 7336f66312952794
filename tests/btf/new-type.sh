# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Another implicit type is one more row of the tool's table. Sourced by run; input: its variables.

source=$here/new_type.c
object "$source" "$out/new.o" 2>>"$out/wrong" || wrong "new_type.c: does not compile"
must_stop "$out/new.o" 'kfunc bpf_foo: has KF_IMPLICIT_ARGS, but no parameter is of an implicit type'
result "new_type: a struct that is no row of the table is not implicit"
says "$out/new.o"

main=$tree/tools/bpf/resolve_btfids/main.c
sed '/implicit_types\[\] = {$/a\	{ .name = "rig_meta" },' "$main" >"$out/main.c"
[ "$(diff "$main" "$out/main.c" | grep -c '^[<>]')" = 1 ] || wrong "$main: there is no table implicit_types[] to put a row into"
gcc -g -O1 -I"$tree/tools/include" -I"$tree/tools/include/uapi" -I"$libs/libbpf/include" -I"$tree/tools/lib" -c -o "$out/main.o" "$out/main.c" 2>>"$out/wrong" &&
	gcc -o "$out/more_btfids" "$out/main.o" "$libs"/rbtree.o "$libs"/zalloc.o "$libs"/string.o "$libs"/ctype.o "$libs"/str_error_r.o \
		"$libs/libbpf/libbpf.a" "$libs/libsubcmd/libsubcmd.a" -lelf -lz 2>>"$out/wrong" || wrong "resolve_btfids with one more row does not build"
result "new_type: resolve_btfids builds with one row more"

# shellcheck disable=SC2034 # read by the functions of lib.sh
tool=$out/more_btfids
object "$source" "$out/new.o" 2>>"$out/wrong" || wrong "new_type.c: does not compile"
must_pass "$out/new.o"
gate "$source" "$out/new.o" --implicit rig_meta
result "new_type: with the row, it is implicit"
"$rig" gate --kernel "$out/kernel" >"$out/said" 2>&1 && wrong "the gate takes any type for an implicit one"
grep -q 'bpf_foo: implicit-type: ' "$out/said" || wrong "the gate says: $(cat "$out/said")"
result "new_type: the gate does not take it for one unless it is told"
