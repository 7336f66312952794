# SPDX-License-Identifier: GPL-2.0-only
# Noise that make bisect bears, and bisect-step for whoever drives git bisect run. Driver, git and decisions are real; compiler and VM are played.

load toy.sh

setup_file() { toy_setup_file; }
setup() { toy_setup; }

@test "one that fails now and then is found, and so is one among other people's bugs" {
	echo '40 0 10' >play/rates
	echo 5 >play/seed
	CONFIDENCE=90
	bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
}

@test "bisect-step serves whoever drives git bisect run" {
	git -C k bisect start n17 n9
	cd k
	CONFIDENCE=x run git bisect run ../scripts/bisect-step
	[[ $output == *'CONFIDENCE=x: a percentage from 50'* ]]
	[ -z "$(ls ../build/bisect)" ]
	run git bisect run ../scripts/bisect-step
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"$(git rev-parse n13) is the first bad commit"* ]]
	# here nobody confirms
	[[ $output != *confirm* ]]
	[ "$(ls -d ../build/bisect/run-* | wc -l)" -eq 1 ]
	git bisect reset
	# the next one is another, and so is the other way round
	touch ../play/fixed
	git bisect start --term-old=broken --term-new=whole n17 n9
	FIXED=1 run git bisect run ../scripts/bisect-step
	[[ $output == *"$(git rev-parse n13) is the first whole commit"* ]]
	git bisect reset
	run ../scripts/bisect-step
	[ "$status" -eq 128 ]
	[[ $output == *"no bisection was started there"* ]]
}

@test "toy histories full of noise: the right commit, and no wrong one is sure" {
	run "$root/tests/bisect/simulate" 1
	echo "$output"
	[ "$status" -eq 0 ]
}
