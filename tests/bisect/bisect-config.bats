# SPDX-License-Identifier: GPL-2.0-only
# make bisect between two config fragments, on a toy kernel. Driver, git, history, decisions and what is known by which .config are real;
# kbuild, compiler, gate and VM are played.

load toy.sh
load toy-config.sh

setup_file() {
	toy_root
	toy_rig "$BATS_FILE_TMPDIR/toy"
	toy_kconfig "$BATS_FILE_TMPDIR/toy/k"
	toy_config "$BATS_FILE_TMPDIR/toy"
}

setup() {
	toy_setup
	export GOOD=good.config BAD=bad.config
	printf 'CONFIG_A=y\nCONFIG_G=y\n' >good.config
	printf '# a word\n\n# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_C=m\nCONFIG_D=y\nCONFIG_WORDS="a word"\nCONFIG_E=y\nCONFIG_F=y\n' >bad.config
}

# refused WORDS: before anything was built.
refused() {
	bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"$1"* ]]
	[ ! -e play/did ]
}

@test "what is wrong with a fragment is told with file, line, symbol and remedy, before anything is built" {
	GOOD=gone.config refused 'GOOD=gone.config: no such file'
	GOOD=n9 refused 'or both are config fragments, files .config'
	KDIR=$PWD/k/src GOOD=HEAD BAD=scripts/bisect refused 'BAD=scripts/bisect: is a file; the name of a config fragment ends in .config'
	cp good.config same.config
	GOOD=same.config BAD=good.config refused 'ask for the same: nothing can lie between them'
	# an empty end, and one of what the rig has anyway
	echo 'CONFIG_OWN=y' >bad.config
	GOOD=/dev/null refused "GOOD=/dev/null and BAD=bad.config differ only in what the rig's own configuration has already: CONFIG_OWN"
	mkfifo fifo.config
	BAD=fifo.config refused 'BAD=fifo.config: is no regular file'
	for line in 'A=y' 'CONFIG_B=y # why' 'CONFIG_B = y'; do
		printf 'CONFIG_A=y\n%s\n' "$line" >bad.config
		refused "BAD=bad.config:2: $line: is no line of a config"
	done
	for line in 'CONFIG_B=y' '# CONFIG_B is not set' '' '# a word'; do
		printf 'CONFIG_A=y\n%s\r\n' "$line" >bad.config
		refused "BAD=bad.config:2: $line: ends in a carriage return"
	done
	printf 'CONFIG_WORDS="a\tword"\n' >bad.config
	refused $'BAD=bad.config:1: CONFIG_WORDS="a\tword": has a tab in its value'
	echo '#CONFIG_A is not set' >bad.config
	refused 'BAD=bad.config:1: #CONFIG_A is not set: is a comment to kbuild'
	printf 'CONFIG_A=y\nCONFIG_A=m\n' >bad.config
	refused 'BAD=bad.config:2: CONFIG_A=m: further up it is y; state it once'
	printf 'CONFIG_B=y\nCONFIG_GONE=y\n' >bad.config
	refused 'BAD=bad.config: Linux 7.3.4 has no such symbol: CONFIG_GONE; is it misspelt?'
	echo 'CONFIG_OWN=n' >bad.config
	refused 'BAD=bad.config: the rig itself needs it otherwise: CONFIG_OWN is n, where base.config has y'
	# not by its own line, but by what it takes away
	echo 'OWN B C' >play/clashes
	echo 'CONFIG_B=y' >bad.config
	refused 'takes away what the rig itself needs: CONFIG_OWN of base.config: wanted y, got n'
	[ ! -e build/bisect/latest ]
}

@test "lines that do not stand with all the others are told; ends that come to one .config are refused" {
	echo 'CHILD PARENT' >play/depends
	printf 'CONFIG_A=y\nCONFIG_G=y\nCONFIG_CHILD=y\n' >bad.config
	refused 'come to the same .config: what they differ in does not stand'
	[[ $output == *"CONFIG_CHILD of bad.config: wanted y, got n"* ]]
	[[ $output == *"BAD=bad.config: these lines do not stand, even with all the others"* ]]
	# where each stands there is no reason to name
	: >good.config
	echo '# CONFIG_A is not set' >bad.config
	refused 'come to the same .config: what only one of them says is so without it'
	[[ $output != *"do not stand"* ]]
}

@test "the symbol is named and confirmed, with what it drew along and what it came on; git replays the log" {
	echo 'D ALSO' >play/selects
	echo 'CONFIG_D=y' >play/culprit
	cp bad.config before
	CONFIDENCE=99 bisect
	[ "$status" -eq 0 ]
	[[ $output == *"o/p, 8 symbols, of which about 3 will be looked at"* ]]
	[[ $output == *"; 1 more step, then the confirmation, in about "* && $output != *" 1 more steps"* ]]
	[[ ${lines[-1]} == *" (CONFIG_D: unsaid -> y) broke o/p, with a confidence of 99."*"its parent passes again; the .config changed by it: CONFIG_ALSO: n -> y, CONFIG_D: n -> y; it came on top of CONFIG_A, CONFIG_B, CONFIG_C, without which it may not matter" ]]
	grep -q '^o/p on toy, 8 symbols of bad.config against good.config, on patched of a toy, GOOD=good.config, BAD=bad.config; ' "$state/report.txt"
	grep -q '^CONFIG_ALSO: n -> y$' "$state/report.txt"
	grep -q '"changed": "CONFIG_ALSO: n -> y, CONFIG_D: n -> y",' "$state/report.json"
	grep -q '"earlier": "CONFIG_A, CONFIG_B, CONFIG_C"' "$state/report.json"
	grep -q '"mode": "config",' "$state/report.json"
	grep -q 'the .config changed by it: CONFIG_ALSO: n -&gt; y' "$state/report.html"
	grep -q '^+CONFIG_D=y' "$state/culprit.diff"
	cmp before bad.config
	# the whole line, in the order of the newer end, and then what only the older one says
	[ "$(git -C "$state/repo" log --reverse --format=%s good..bad | paste -sd ,)" = 'CONFIG_A: y -> n,CONFIG_B: unsaid -> y,CONFIG_C: unsaid -> m,CONFIG_D: unsaid -> y,CONFIG_WORDS: unsaid -> "a word",CONFIG_E: unsaid -> y,CONFIG_F: unsaid -> y,CONFIG_G: y -> unsaid' ]
	[ "$(git -C "$state/repo" show bad:fragment | tail -n 3 | paste -sd ,)" = 'CONFIG_WORDS="a word",CONFIG_E=y,CONFIG_F=y' ]
	git clone -q "$state/repo" again
	git -C again bisect replay "$PWD/$state/log"
	[ "$(git -C again log -1 --format=%s refs/bisect/bad)" = 'CONFIG_D: unsaid -> y' ]
	# a fragment is on top of the rig's own, and those stay as they are
	[ "$(cat configs/kernel/toy.config)" = 'CONFIG_ARCH_OWN=y' ]
	[ -z "$(sort play/did | uniq -d | grep build)" ]
}

@test "a symbol that waits for a later one is no step of its own: no kernel is built for it, and the later one is named with both" {
	echo 'CHILD PARENT' >play/depends
	printf 'CONFIG_CHILD=y\nCONFIG_PARENT=y\n' >bad.config
	echo 'CONFIG_CHILD=y' >play/culprit
	GOOD=/dev/null bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *" (CONFIG_PARENT: unsaid -> y) broke o/p, "*"the .config changed by it: CONFIG_CHILD: n -> y, CONFIG_PARENT: n -> y; it came on top of CONFIG_CHILD, "* ]]
	grep -q '	good	.*its kernel is the same as that of .*, which is good	CONFIG_CHILD: ' "$state/steps"
	[ "$(grep -c '^build' play/did)" -eq 2 ]
}

@test "FIXED=1: what GOOD asks for is newer, and its symbol is what mended it; a fragment may be empty" {
	printf 'CONFIG_B=y\nCONFIG_C=y\nCONFIG_D=y\n' >good.config
	echo '# CONFIG_C is not set' >play/culprit
	BAD=/dev/null FIXED=1 bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *" (CONFIG_C: unsaid -> y) fixed o/p, "*"its parent fails again; the .config changed by it: CONFIG_C: n -> y; it came on top of CONFIG_B,"* ]]
}

@test "a step that takes from the rig what it needs is skipped; the one beside it is named as one of several" {
	echo 'OWN B C' >play/clashes
	printf 'CONFIG_B=y\nCONFIG_C=y\n' >bad.config
	: >good.config
	echo 'CONFIG_C=y' >play/culprit
	bisect
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == *" (CONFIG_C: unsaid -> y) or one that can not be told from it broke o/p: "* ]]
	grep -q '	skip	.*config: CONFIG_OWN of base.config: wanted y, got n' "$state/steps"
}

@test "killed and resumed: the same answer, by the fragments that it began with; another kbuild is told" {
	echo 'CONFIG_D=y' >play/culprit
	echo 2 >play/slow
	"$PWD/scripts/bisect" begin >out 2>err 3>&- &
	for i in $(seq 400); do [ ! -s play/pid ] || break; sleep 0.02; done
	kill -9 $(pgrep -f "$PWD/(scripts|build)/") "$(cat play/pid)"
	wait
	rm play/slow
	# what kbuild makes of it is another now
	echo 'OWN ALSO' >play/selects
	bisect resume
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"the kernel is not configured as it was when this bisection began: begin anew"* ]]
	# of the rig's own fragments it has those that it began with
	: >play/selects
	echo 'CONFIG_D=n' >>configs/kernel/toy.config
	bisect resume
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *" (CONFIG_D: unsaid -> y) broke o/p, "* ]]
	! grep -q skip "$state/steps" || false
}
