# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What is taken out of a finished build, and the facts about it. Sourced by build-kernel; it reads that script's
# variables (variant, commit, hash, log...).

# pack_btf FILE OUT: the raw BTF of an ELF file. A build can skip BTF with a mere remark, so its absence is looked for.
pack_btf()
{
	rm -f "$2"
	"$(kernel_binutil objcopy)" --dump-section ".BTF=$2" "$1" /dev/null 2>/dev/null || :
	[ -s "$2" ] || rig_die "$RIG_GATE_FAIL" "$name: $(basename "$1") has no BTF; see $log"
}

pack()
{
	pack_obj=$1 pack_out=$2
	mkdir -p "$pack_out/modules" "$pack_out/faults"
	pack_btf "$pack_obj/vmlinux" "$pack_out/vmlinux.btf"
	cp "$pack_obj/$IMAGE" "$pack_out/Image"
	cp "$pack_obj/.config" "$pack_out/config"
	cp "$pack_obj/vmlinux" "$pack_obj/System.map" "$pack_obj/usr/gen_init_cpio" "$log" "$pack_out/"
	cp "$pack_obj/rig-bpftool/bootstrap/bpftool" "$pack_obj/tools/bpf/resolve_btfids/resolve_btfids" "$pack_out/"
	cp "$worktree/scripts/decode_stacktrace.sh" "$pack_out/"
	for pack_fault in drivers/misc/lkdtm/lkdtm.ko lib/test_lockup.ko; do
		"$(kernel_binutil strip)" --strip-debug -o "$pack_out/faults/${pack_fault##*/}" "$pack_obj/$pack_fault"
	done
	"$pack_out/bpftool" btf dump file "$pack_out/vmlinux.btf" format c >"$pack_out/vmlinux.h" ||
		rig_die "$RIG_GATE_FAIL" "$name: bpftool could not make vmlinux.h of its BTF"
	pack_facts >"$pack_out/facts.new"
	mv "$pack_out/facts.new" "$pack_out/facts"
}

pack_facts()
{
	pack_banner=$(grep -aom 1 'Linux version [^()]* ([^)]*) (.*' "$pack_out/vmlinux" | head -n 1)
	pack_id=$("$(kernel_binutil readelf)" -n "$pack_out/vmlinux" | awk '/Build ID:/ { print $3; exit }')
	[ -n "$pack_id" ] || rig_die "$RIG_GATE_FAIL" "$name: vmlinux has no build id"
	echo "variant=$variant"
	echo "arch=$ARCH"
	echo "release=$(cat "$pack_obj/include/config/kernel.release")"
	echo "uname_version=$(printf '%s\n' "$pack_banner" | sed 's/.*) #/#/')"
	echo "build_id=$pack_id"
	echo "btf_sha256=$(rig_sha256 <"$pack_out/vmlinux.btf")"
	echo "config_sha256=$(rig_sha256 <"$pack_out/config")"
	echo "tree_hash=$tree_hash"
	echo "series_sha256=$series_sha256"
	echo "compiler=$("$kernel_cc" --version | head -n 1)"
	echo "pahole=$(pahole --version)"
	echo "hash=$hash"
	for pack_module in "$pack_out"/modules/*.ko; do
		pack_btf "$pack_module" "$pack_out/.btf"
		echo "module.$(basename "$pack_module" .ko)=$(rig_sha256 <"$pack_out/.btf")"
		rm -f "$pack_out/.btf"
	done
	echo "resolve_btfids_warnings=0"
}
