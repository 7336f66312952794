# SPDX-License-Identifier: GPL-2.0-only
# make bisect on a toy history: what it answers. Driver, git and decisions are real; compiler and VM are played.

load toy.sh

setup_file() { toy_setup_file; }
setup() { toy_setup; }

@test "the commit is named and confirmed, in text, JSON and HTML; git replays the log; KDIR is not touched" {
	CONFIDENCE=99
	before=$(find k -printf '%p %s %T@ %m\n' | sort | sha256sum)
	bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *" (commit 13) broke o/p, with a confidence of 99."*"its parent passes, it fails, its parent passes again" ]]
	[ "$(find k -printf '%p %s %T@ %m\n' | sort | sha256sum)" = "$before" ]
	culprit=$(git -C k rev-parse n13)
	[ "$(sed -n 's/.*"commit": "\(.*\)",/\1/p' "$state/report.json" | head -n 1)" = "$culprit" ]
	grep -q '"sure": true' "$state/report.json"
	grep -q '"diff": "commit '"$culprit" "$state/report.json"
	grep -q '"before": ".*log of 12' "$state/report.json"
	grep -q '"after": ".*log of 13' "$state/report.json"
	[[ $(sed -n '1p' "$state/report.txt") == "o/p on toy, 8 commits of KDIR $PWD/k, GOOD=n9, BAD=n17; $(cat play/count) boots, "* ]]
	[ "$(grep '^why: ' "$state/report.txt" | paste -sd ' ')" = 'why: it is PASS why: it is TEST_FAIL' ]
	grep -q '^ n | 2 +-$' "$state/report.txt"
	grep -q '^-12' "$state/report.txt" && grep -q '^+13' "$state/report.txt"
	grep -q '<td class="v FAIL">bad</td>' "$state/report.html"
	link=$(sed -n 's|.*href="\(runs/[0-9]*\)/report.html".*|\1|p' "$state/report.html" | head -n 1)
	[ -s "$state/$link/result.json" ]
	[ "$(cut -f 1 "$state/steps" | grep -v step | paste -sd ' ')" = 'bad good before culprit again' ]
	git clone -q k again
	git -C again bisect replay "$PWD/$state/log"
	[ "$(git -C again rev-parse refs/bisect/bad)" = "$culprit" ]
	[ "$(grep -c '^build' play/did)" -eq "$(sort play/did | uniq | grep -c '^build')" ]
	[ "$(grep -c 'building; how far it is: .*/commits/.*/build.log$' <<<"$output")" -eq "$(grep -c '^build' play/did)" ]
	[[ $output == *"; 2 more steps, then the confirmation, in about "*"; 1 more step, then the confirmation, in about "*"; the confirmation, in about "*min* ]]
	[ "$(grep -c 'the confirmation, in' <<<"$output")" -eq "$(grep -c '^step' "$state/steps")" ]
	# what never came to the case has the console to tell
	run=$(awk -F '\t' '$1 == "culprit" { run = $7 } END { print run }' "$state/steps")
	echo 'verdict: NOTRUN' >"$run/logs/o/p.log"
	seq 99 >"$run/console.raw"
	scripts/bisect-answer "$PWD/$state" found "$culprit" "$(git -C k rev-parse n12)" ''
	[ "$(tail -n 1 "$state/culprit.log")" = 99 ]
	echo 'foo+0x1/0x2 a.c:1' >"$run/decoded.txt"
	scripts/bisect-answer "$PWD/$state" found "$culprit" "$(git -C k rev-parse n12)" ''
	[ "$(tail -n 3 "$state/culprit.log" | paste -sd ,)" = '99,,foo+0x1/0x2 a.c:1' ]
	[ "$(tail -n 1 "$state/before.log")" = 'log of 12' ]
}

@test "a trial counts only when the kernel's content is another; commits that do not build are left" {
	seq 8 12 >play/noop
	seq 14 16 >play/broken
	GOOD=n0 bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
	grep -q '	skip	.*a.c:[0-9]*: error: no' "$state/steps"
	grep -q 'its kernel is the same as that of ' "$state/steps"
}

@test "FIXED=1 names what mended it" {
	touch play/fixed
	GOOD=n17 BAD=n9 FIXED=1 bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) fixed o/p, "*"its parent fails, it passes, its parent fails again" ]]
}

@test "a splat is found by its fingerprint" {
	sed -i 's/verdict=."FAIL.*insn.*/outcome=KERNEL_SPLAT; splats='"'"'{ "fingerprint": "abcabcabcabc", "excuse": null }'"'"'/' scripts/bisect-boot
	FINGERPRINT=abcabcabcabc bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
	# another is refused, and nothing says that it could go on; so it is when the splat comes now and then
	echo 4 >play/seed
	for rates in '100 0 0' '60 0 0'; do
		echo "$rates" >play/rates
		FINGERPRINT=abcabcabcabd bisect
		[ "$status" -eq 64 ]
		[[ ${lines[-1]} == *'at BAD=n17 the case never comes to what is looked for: in '*' trials it passes in '*', and fails in another way in '*': it is KERNEL_SPLAT. Splats and crashes in these trials: abcabcabcabc; '* ]]
		[[ $output != *'goes on'* ]]
		bisect resume
		[ "$status" -eq 64 ]
	done
	grep -q '^bad	.*	none	' "$state/trials"
	# of a failure that is no splat there is none to name
	sed -i 's/"fingerprint": "abcabcabcabc", //' scripts/bisect-boot
	FINGERPRINT=abcabcabcabd bisect
	[[ ${lines[-1]} == *'Splats and crashes in these trials: none; '* ]]
}

@test "next to the culprit nothing builds: then it is one of several, and that is what is said" {
	printf '%s\n' 11 12 >play/broken
	bisect
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == *"(commit 13) or one that can not be told from it broke o/p: "* ]]
	[[ ${lines[-1]} == *"$(git -C k rev-parse n11)"* && ${lines[-1]} == *"$(git -C k rev-parse n12)"* ]]
	[[ ${lines[-1]} != *"$(git -C k rev-parse n10)"* ]]
}

@test "a culprit that does not stand the confirmation is no answer" {
	# once it was named, commit 12 fails as well
	sed -i 's/^fails=\$if_good/&; [ "$key" != 12 ] || ! grep -q "^step.*commit 12$" "$1\/steps" || fails=100/' scripts/bisect-boot
	bisect
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == *"this is no answer" ]]
	grep -q '"sure": false' "$state/report.json"
}
