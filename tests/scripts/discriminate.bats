#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/discriminate: which runs it makes, which it takes again, and what it hands to the judge. The runs are made up:
# `verdicts` says for each variant what its cases came to.

setup() {
	top=$BATS_TEST_DIRNAME/../..
	rig=$(cd "$(dirname "${RIG:-$top/build/host/rig}")" && pwd)/rig
	cd "$BATS_TEST_TMPDIR"
	mkdir -p scripts configs/tree configs/arch kernel-patches/k/mutants build/host build/t/a/progs build/runs
	cp "$top"/scripts/{discriminate,run-key,lib.sh,build-lock.sh} scripts/
	printf "SERIES='k'\n" >configs/tree/t.conf
	echo "QEMU='true'" >configs/arch/a.conf
	touch configs/splats.deny configs/splats.allow
	echo object >build/t/a/progs/o.bpf.o
	mutant one o/neg
	mutant two o/pos
	printf '%s\n' 'baseline refused refused' 'patched loads refused' 'stock loads refused' \
		'mutant/one loads missed' 'mutant/two missed refused' >verdicts
	fake_rig
	fake_boot
	printf '#!/bin/sh\n' | tee scripts/check-args >scripts/prepare
	chmod +x scripts/* build/host/rig
	export BUILD=build TREE=t ARCH=a ACCEL=tcg VARIANT=patched RIG_CACHE=$BATS_TEST_TMPDIR/cache MUTANT=
	unset RIG_REUSE RIG_PATCHES
}

mutant() {
	printf 'Subject: [PATCH] %s\n\nCaught-by: %s\nCaught-with: %s\n---\ndiff --git a/f b/f\n' "$1" "$2" "${3:-s}" >"kernel-patches/k/mutants/$1.patch"
}

fake_rig() {
	cat >build/host/rig <<-END
		#!/bin/sh
		case \$1 in
		report) echo "\$2" >>judged; [ ! -e unreadable ] || { echo 'RIG_ERROR: why' && exit 8; } ;;
		plan) printf 'o/neg\no/pos\n' ;;
		gate) case \$3 in */mutant/one/*) echo 'rig: words of the gate' >&2; exit 7 ;; esac ;;
		*) exec $rig "\$@" ;;
		esac
	END
}

# As scripts/boot, but for the kernel: ready-made results, and a line in `ran` for each run.
fake_boot() {
	cat >scripts/boot <<'END'
#!/bin/sh
set -eu
dir=$BUILD/$TREE/$ARCH/$VARIANT
[ -d "$dir/kernel" ] || mkdir -p "$dir/kernel"
for made in kernel/facts kernel/Image initramfs.cpio; do echo "$VARIANT" >"$dir/$made"; done
if key=$(scripts/run-key "$dir/kernel" "$dir/initramfs.cpio" "$BUILD/$TREE/$ARCH/progs") && [ -r "$RIG_REUSE/$key" ] && [ -r "$(cat "$RIG_REUSE/$key")/result.json" ]; then
	exit 0
fi
echo "$VARIANT" >>ran
while read -r of pos neg; do [ "$of" != "$VARIANT" ] || break; done <verdicts
[ "$of" = "$VARIANT" ]
id=run$$
mkdir -p "$BUILD/runs/$id/progs"
cp "$BUILD/$TREE/$ARCH/progs"/* "$BUILD/runs/$id/progs/"
outcome=PASS status=0
case "$pos $neg" in
*missed*) outcome=TEST_FAIL status=1 ;;
BUILD_FAIL*) outcome=BUILD_FAIL status=5 ;;
esac
seen() {
	case $2 in
	loads) echo "{\"id\": \"o/$1\", \"verdict\": \"PASS\", \"sentence\": \"s\", \"seen\": {\"stage\": \"done\"}}" ;;
	refused) echo "{\"id\": \"o/$1\", \"verdict\": \"PASS\", \"sentence\": \"s\", \"seen\": {\"stage\": \"verifier\"}}" ;;
	*) echo "{\"id\": \"o/$1\", \"verdict\": \"FAIL\", \"sentence\": \"s\", \"seen\": {\"stage\": \"done\"}}" ;;
	esac
}
printf '%s\n' "{\"arch\": \"a\", \"variant\": \"$VARIANT\", \"outcome\": \"$outcome\", \"sentence\": \"its words\"," \
	" \"cases\": [$(seen pos "$pos"), $(seen neg "$neg")]}" >"$BUILD/runs/$id/result.json"
ln -sfn "runs/$id" "$BUILD/latest"
echo "$outcome: its words"
exit "$status"
END
}

discriminate() {
	run scripts/discriminate
	echo "$output"
}

@test "mutants that their cases catch are a PASS, with table and score" {
	discriminate
	[ "$status" -eq 0 ]
	[ "$(wc -l <ran)" -eq 5 ]
	[[ $output == *'mutation score: 2 of 2, 100.0 %'* ]]
	[[ ${lines[-1]} == 'PASS: 2 of 2 mutants killed'* ]]
	grep -q '| one *| KILLED | o/neg *| o/neg *| GATE_FAIL |' build/discriminate/a/discriminate.md
	grep -q '"gate_says": "rig: words of the gate"' build/discriminate/a/discriminate.json
}

@test "a mutant that survives fails the run" {
	sed -i 's/^mutant.one .*/mutant\/one loads refused/' verdicts
	discriminate
	[ "$status" -eq 1 ]
	[[ $output == *'TEST_FAIL: mutant/one SURVIVED: every case met its expectation'* ]]
	[[ $output == *'o/neg is VACUOUS'* ]]
}

@test "a mutant that its case catches for another reason is not killed" {
	mutant one o/neg 'but it loaded'
	discriminate
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == "TEST_FAIL: mutant/one OTHER_WORDS: o/neg caught it, but does not say 'but it loaded': s" ]]
}

@test "a mutant that does not build is not killed" {
	sed -i 's/^mutant.one .*/mutant\/one BUILD_FAIL x/' verdicts
	discriminate
	[ "$status" -eq 5 ]
	[[ $output == *'mutation score: 1 of 2'* ]]
	[[ $output == *'BUILD_FAIL: mutant/one BUILD_FAIL: it kills nothing: its words'* ]]
}

@test "a right kernel that fails is told before any mutant's fate" {
	sed -i 's/^stock .*/stock missed refused/' verdicts
	discriminate
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == 'TEST_FAIL: stock: its words'* ]]
}

@test "MUTANT picks, and nothing is called vacuous then" {
	MUTANT='tw*' discriminate
	[ "$status" -eq 0 ]
	[ "$(wc -l <ran)" -eq 4 ]
	[[ $output == *'1 of 1, 100.0 % (not all mutants were asked for)'* ]]
}

@test "a glob that means no mutant is a usage error that names them" {
	MUTANT='tw* none' discriminate
	[ "$status" -eq 64 ]
	[[ $output == *'none is called none; these are there: one two'* ]]
	[ ! -e ran ]
}

@test "a mutant that names no case is told before it is built" {
	mutant two o/other
	discriminate
	[ "$status" -eq 1 ]
	[[ $output == *'two.patch: names o/other, and there is no such case'* ]]
	[ "$(wc -l <ran)" -eq 3 ]
}

@test "a mutant without words is told before it is built" {
	sed -i '/^Caught-with/d' kernel-patches/k/mutants/two.patch
	discriminate
	[ "$status" -eq 1 ]
	[[ $output == *"two.patch: each Caught-by wants its line 'Caught-with: words' below it"* ]]
	[ "$(wc -l <ran)" -eq 3 ]
}

@test "the same again takes the runs there are; another object makes them anew" {
	discriminate
	discriminate
	[ "$status" -eq 0 ]
	[ "$(wc -l <ran)" -eq 5 ]
	[[ $output == *' reused |'* ]]
	[ "$(sort judged)" = "$(sort build/discriminate/a/keys/*)" ]
	touch unreadable
	discriminate
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == 'rig: patched: build/runs/run'*' can not be judged any more: RIG_ERROR: why; the next time it is run anew' ]]
	rm unreadable
	discriminate
	[ "$(wc -l <ran)" -eq 6 ]
	echo other >build/t/a/progs/o.bpf.o
	discriminate
	[ "$status" -eq 0 ]
	[ "$(wc -l <ran)" -eq 11 ]
}

@test "another make in the same folder waits until all of it is over" {
	printf '#!/bin/sh\nflock -n build/lock true || echo held >>lock\n' >scripts/prepare
	discriminate
	[ "$status" -eq 0 ]
	[ "$(grep -c held lock)" -eq 5 ]
	flock -n build/lock true
}

@test "a run that is gone is made anew" {
	discriminate
	rm -r "$(readlink -f build/latest)"
	discriminate
	[ "$status" -eq 0 ]
	[ "$(wc -l <ran)" -eq 6 ]
}

@test "one that does not come to its end leaves no table of an earlier one" {
	discriminate
	[ -s build/discriminate/a/discriminate.md ]
	mutant two o/other
	discriminate
	[ "$status" -eq 1 ]
	[ -z "$(ls build/discriminate/a | grep -v -e keys -e log)" ]
}
