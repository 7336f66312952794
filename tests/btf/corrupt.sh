# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Files that are not what they should be: resolve_btfids stops, of its own will, and harms nothing. Sourced by run.

whole=$out/whole.o
object "$here/tags.c" "$whole" 2>>"$out/wrong" || wrong "tags.c: does not compile"
bad=$out/bad.o

# poke OFFSET BYTES: printf's BYTES into the BTF.
poke()
{
	# shellcheck disable=SC2059 # octal bytes
	printf "$2" | dd of="$bad.BTF.1" bs=1 seek="$1" conv=notrunc status=none
}

# whole_again: the good object, to spoil.
whole_again()
{
	cp "$whole" "$bad"
	cp "$whole.BTF.1" "$bad.BTF.1"
}

# corrupt WORDS OFFSET BYTES
corrupt()
{
	whole_again
	poke "$2" "$3"
	must_stop "$bad" "load BTF from $bad.BTF.1|malformed BTF"
	result "corrupted BTF: $1"
	says "$bad"
}

# where BYTES: of a pattern in the BTF, the first place.
where()
{
	LC_ALL=C grep -obUaP "$1" "$whole.BTF.1" | head -n 1 | cut -d : -f 1
}

corrupt 'another magic' 0 '\000\000'
corrupt 'a header longer than the file' 4 '\377\377\377\000'
corrupt 'more types than there are' 12 '\377\377\000\000'
corrupt 'strings behind the end' 16 '\377\377\000\000'
corrupt 'a function whose prototype is no type' "$(($(where '\x00\x00\x00\x0c') + 4))" '\377\377\000\000'
corrupt 'a kind that does not exist' "$(($(where '\x00\x00\x00\x0c') + 3))" '\037'
corrupt 'a name that is not in the strings' "$(($(where '\x00\x00\x00\x0c') - 4))" '\377\377\377\000'

# A typedef that leads to any type there is, itself among them: the tool may pass or stop, but it ends.
object "$here/aliases.c" "$bad" 2>>"$out/wrong" || wrong "aliases.c: does not compile"
typedef=$(LC_ALL=C grep -obUaP '\x00\x00\x00\x08[\x01-\x3f]\x00\x00\x00' "$bad.BTF.1" | cut -d : -f 1)
[ "$(printf '%s\n' "$typedef" | wc -l)" -eq 1 ] || wrong "aliases.c: not one typedef in its BTF: $typedef"
id=1
while [ "$id" -lt 27 ]; do
	poke "$((typedef + 4))" "\\$(printf %03o "$id")"
	status=0
	timeout 10 "$tool" --btf "$bad.BTF.1" "$bad" >"$bad.said" 2>&1 || status=$?
	[ "$status" -ne 124 ] || wrong "a typedef that leads to type $id: it does not end"
	case $status in 1[3-9]? | 129) wrong "a typedef that leads to type $id: it dies of signal $((status - 128))" ;; esac
	id=$((id + 1))
done
rm -f "$bad".*
result "corrupted BTF: a typedef that leads anywhere"

bytes=$(wc -c <"$whole.BTF.1")
cut=0
while [ "$cut" -lt "$bytes" ]; do
	whole_again
	truncate -s "$cut" "$bad.BTF.1"
	must_stop "$bad" "load BTF from $bad.BTF.1"
	cut=$((cut + bytes / 24 + 1))
done
result "BTF cut at 24 places"

bytes=$(wc -c <"$whole")
cut=0
while [ "$cut" -lt "$bytes" ]; do
	whole_again
	truncate -s "$cut" "$bad"
	must_stop "$bad" .
	cut=$((cut + bytes / 24 + 1))
done
result "ELF cut at 24 places"
says "$bad"

whole_again
objcopy --strip-all "$bad"
must_stop "$bad" 'has \.BTF_ids, but no symbols'
result "ELF without symbols"
says "$bad"

whole_again
rm "$bad.BTF.1"
: >"$bad.BTF.1"
must_stop "$bad" "load BTF from $bad.BTF.1"
result "no BTF at all"

# Once more over its own output: no implicit parameter is left, and that is said.
object "$here/base.c" "$bad" 2>>"$out/wrong" || wrong "base.c: does not compile"
resolve "$bad" || wrong "$bad: resolve_btfids exits with $?"
mv "$bad.BTF" "$bad.BTF.1"
rm -f "$bad.BTF_ids"
must_stop "$bad" 'kfunc bpf_foo: .*was this BTF processed before\?'
result "BTF that was processed before"
says "$bad"
