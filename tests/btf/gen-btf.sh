# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's own script around pahole and resolve_btfids, on a module: it ends as resolve_btfids does. Sourced by run.

# gen_btf OBJECT
gen_btf()
{
	OBJCOPY=objcopy PAHOLE=pahole PAHOLE_FLAGS=$features RESOLVE_BTFIDS=$tool RESOLVE_BTFIDS_FLAGS='' KBUILD_VERBOSE='' \
		objtree=$out sh "$tree/scripts/gen-btf.sh" --btf_base "$out/base.good.o" "$1" >"$1.said" 2>&1
}

source=$here/impl_in_base.c
object "$source" "$out/mod.o" 2>>"$out/wrong" || wrong "$source: does not compile"
gen_btf "$out/mod.o" || wrong "gen-btf.sh exits with $?: $(cat "$out/mod.o.said")"
gate "$source" "$out/mod.o"
result "gen-btf.sh: a good module passes, and its BTF is right"

object "$source" "$out/mod.o" -DBROKEN 2>>"$out/wrong" || wrong "$source: does not compile"
rm -f "$out/mod.o.BTF.1"
before=$(sha256sum "$out/mod.o")
gen_btf "$out/mod.o" && wrong "gen-btf.sh exits with 0"
grep -q 'kfunc bpf_mod: ' "$out/mod.o.said" || wrong "gen-btf.sh says: $(cat "$out/mod.o.said")"
[ "$before" = "$(sha256sum "$out/mod.o")" ] || wrong "the module has changed"
for leftover in "$out"/mod.o.BTF*; do
	[ ! -e "$leftover" ] || wrong "$leftover: stayed behind"
done
result "gen-btf.sh: a broken module stops it, and is left as it was"
