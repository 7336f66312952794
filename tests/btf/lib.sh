# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What tests/btf/run is made of: objects as the kernel's build makes them, and TAP. Sourced. Input: tree, tool, rig, out.

number=0
failed=0

# result WORDS: ok when the file wrong, which a test fills, is empty.
result()
{
	number=$((number + 1))
	if [ -s "$out/wrong" ]; then
		failed=$((failed + 1))
		echo "not ok $number - $1"
		sort -u "$out/wrong" | head -n 20 | sed 's/^/# /'
	else
		echo "ok $number - $1"
	fi
	: >"$out/wrong"
}

wrong()
{
	printf '%s\n' "$*" >>"$out/wrong"
}

# value FILE KEY: what the "// KEY: " lines at the top of a source say.
value()
{
	sed -n "s|^// $2: ||p" "$1"
}

# letters N: a name as long as that.
letters()
{
	printf 'bpf_'
	head -c "$(($1 - 4))" /dev/zero | tr '\0' x
}

# object SOURCE OUT [FLAG...]: compiled, with a .BTF_ids like the kernel's, and pahole's BTF as OUT.BTF.1.
object()
{
	object_source=$1 object_out=$2
	shift 2
	object_compiler=$(value "$object_source" compiler)
	object_base=$(value "$object_source" base)
	rm -f "$object_out"*
	"${object_compiler:-gcc}" -g -O2 -c -I"$tree/tools/include" -DCONFIG_DEBUG_INFO_BTF -include linux/btf_ids.h \
		"$@" -o "$object_out" "$object_source" &&
		pahole -J "$features" ${object_base:+--btf_base "$out/$object_base.good.o"} \
			--btf_encode_detached="$object_out.BTF.1" "$object_out"
}

# resolve OBJECT [OPTION...]: the step under test, as gen-btf.sh takes it; what it says is in OBJECT.said.
resolve()
{
	resolve_object=$1
	shift
	"$tool" "$@" --btf "$resolve_object.BTF.1" "$resolve_object" >"$resolve_object.said" 2>&1
}

# must_stop OBJECT ERE [OPTION...]: resolve_btfids stops and says that; nothing is written, nothing harmed.
must_stop()
{
	stop_object=$1 stop_words=$2
	shift 2
	before=$(sha256sum "$stop_object" "$stop_object.BTF.1") || wrong "$stop_object: an input is not there"
	status=0
	resolve "$stop_object" "$@" || status=$?
	[ "$status" -ne 0 ] || wrong "$stop_object: resolve_btfids exits with 0"
	# what main() returns of -1 is 255; a signal is told as 128 and its number
	case $status in 1[3-9]? | 129) wrong "$stop_object: resolve_btfids dies of signal $((status - 128))" ;; esac
	grep -qE -- "$stop_words" "$stop_object.said" || wrong "$stop_object: it says, and not $stop_words: $(cat "$stop_object.said")"
	[ "$before" = "$(sha256sum "$stop_object" "$stop_object.BTF.1")" ] || wrong "$stop_object: an input has changed"
	for leftover in "$stop_object.BTF" "$stop_object.BTF_ids" "$stop_object.BTF.base"; do
		[ ! -e "$leftover" ] || wrong "$leftover: was written"
	done
	rm -f "$stop_object.BTF" "$stop_object.BTF_ids" "$stop_object.BTF.base"
}

# must_pass OBJECT [OPTION...]: it says nothing; the results are put into the object, as gen-btf.sh does for a module.
must_pass()
{
	pass_object=$1
	status=0
	resolve "$@" || status=$?
	[ "$status" -eq 0 ] || wrong "$pass_object: resolve_btfids exits with $status"
	[ ! -s "$pass_object.said" ] || wrong "$pass_object: it says: $(cat "$pass_object.said")"
	objcopy --add-section ".BTF=$pass_object.BTF" "$pass_object" 2>>"$out/wrong" &&
		"$tool" --patch_btfids "$pass_object.BTF_ids" "$pass_object" 2>>"$out/wrong" || wrong "$pass_object: can not be put together"
}

# gate SOURCE OBJECT [OPTION...]: no finding, and each line that the source says the table holds.
gate()
{
	gate_source=$1 gate_object=$2
	shift 2
	gate_name=$(basename "$gate_source" .c)
	gate_base=$(value "$gate_source" base)
	[ -e "$gate_object" ] || return 0
	rm -rf "$out/kernel"
	mkdir -p "$out/kernel/modules"
	if [ -n "$gate_base" ]; then
		cp "$out/$gate_base.good.o" "$out/kernel/vmlinux"
		cp "$gate_object" "$out/kernel/modules/$gate_name.ko"
	else
		cp "$gate_object" "$out/kernel/vmlinux"
	fi
	"$rig" gate --kernel "$out/kernel" --table "$@" >"$out/table" 2>"$out/findings" || wrong "$gate_object: rig gate exits with $?"
	cat "$out/findings" >>"$out/wrong"
	sed 's/  */ /g' "$out/table" >"$out/cells"
	value "$gate_source" holds | while IFS= read -r line; do
		case $line in
		*'x+'*) grep -qxE -- "$(printf '%s' "$line" | sed 's/[*()]/\\&/g')" "$out/cells" ;;
		*) grep -qxF -- "$line" "$out/cells" ;;
		esac || wrong "$gate_object: the table has no line '$line': $(cut -c 1-200 "$out/cells")"
	done
}
