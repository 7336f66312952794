# SPDX-License-Identifier: GPL-2.0-only
# apply-series on a toy tree: order, no-op, conflict, interruption.

load toy.bash

fetched() {
	toy_tree k
	toy_series
	KDIR=k "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
}
patched() { "$scripts/apply-series" toy.conf tree.facts patched patched.facts 2>/dev/null; }
setup_file() { toy_seed fetched patched; }
setup() { toy_grow fetched; }

apply() { run "$scripts/apply-series" toy.conf tree.facts "$1" "${1##*/}.facts"; }
fact() { (. "./$1.facts" && eval "echo \$$2"); }

@test "stock, baseline and patched are what their patches make them" {
	apply stock
	[ "$status" -eq 0 ]
	apply baseline
	[ "$status" -eq 0 ]
	apply patched
	[ "$status" -eq 0 ]
	diff -r -x .git k "$(fact stock worktree)"
	[ "$(sed -n 5p "$(fact baseline worktree)/kernel/a.c")" = five ]
	[ "$(sed -n 5p "$(fact baseline worktree)/kernel/b.c")" = 105 ]
	diff -r -x .git work "$(fact patched worktree)"
	[ "$(fact patched tree_hash)" = "$(git -C work rev-parse 'HEAD^{tree}')" ]
}

@test "twice is a no-op: nothing said, no time moved" {
	toy_grow patched
	find "$(fact patched worktree)" patched.facts -exec touch -h -d @1000000000 {} +
	apply patched
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ -z "$(find "$(fact patched worktree)" patched.facts -newermt @1000000001)" ]
}

@test "commits are the same in another cache" {
	toy_grow patched
	first=$(fact patched commit)
	rm -rf cache
	KDIR=k "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
	apply patched
	[ "$(fact patched commit)" = "$first" ]
}

@test "a late patch that changes is applied alone, and touches its own files only" {
	toy_grow patched
	find "$(fact patched worktree)" -exec touch -h -d @1000000000 {} +
	sed -i 's/^+thirty/+THIRTY/' patches/toy/series/2-two.patch
	apply patched
	[ "$status" -eq 0 ]
	[[ $output == *2-two.patch* ]]
	[[ $output != *1-one.patch* ]]
	[ "$(sed -n 30p "$(fact patched worktree)/kernel/a.c")" = THIRTY ]
	[ "$(find "$(fact patched worktree)" -type f -newermt @1000000001 -printf '%P\n')" = kernel/a.c ]
}

@test "a patch that does not apply: PATCH_FAIL names patch, file and hunk; branch and worktree stay" {
	toy_grow patched
	before=$(fact patched commit)
	repo=$(fact patched repo)
	sed -i -e 's/^-30$/-no such line/' -e 's/^ 29$/ neither/' -e 's/^ 31$/ nor/' patches/toy/series/2-two.patch
	apply patched
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "rig: toy/series/2-two.patch: does not apply: "*"kernel/a.c hunk #1"* ]]
	[ "$(git -C "$repo" rev-parse patched)" = "$before" ]
	[ -z "$(find cache/worktrees -name '.am*')" ]
	[ "$(git -C "$repo" worktree list | wc -l)" -eq 2 ]
	[ "$(sed -n 30p "$(fact patched worktree)/kernel/a.c")" = thirty ]
	sed -i -e 's/^-no such line$/-30/' -e 's/^ neither$/ 29/' -e 's/^ nor$/ 31/' patches/toy/series/2-two.patch
	apply patched
	[ "$status" -eq 0 ]
	[ "$(fact patched commit)" = "$before" ]
}

@test "a patch to a file that is not there names the file" {
	sed -i -e 's|kernel/a.c|kernel/gone.c|g' -e '/^index /d' patches/toy/series/2-two.patch
	apply patched
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == *2-two.patch*kernel/gone.c* ]]
}

@test "an interrupted git am is recovered from" {
	apply stock
	repo=$(fact stock repo)
	scratch=cache/worktrees/$(basename "$repo")/.am
	git -C "$repo" worktree add -q --detach "$PWD/$scratch" stock
	echo half >"$scratch/kernel/a.c"
	mkdir -p "$(git -C "$scratch" rev-parse --absolute-git-dir)/rebase-apply"
	touch "$(git -C "$scratch" rev-parse --absolute-git-dir)/index.lock"
	apply patched
	[ "$status" -eq 0 ]
	diff -r -x .git work "$(fact patched worktree)"
}

@test "a checkout that was killed is repaired" {
	toy_grow patched
	w=$(fact patched worktree)
	rm "$w/../src.commit" "$w/kernel/b.c"
	touch "$(git -C "$w" rev-parse --absolute-git-dir)/index.lock"
	apply patched
	[ "$status" -eq 0 ]
	diff -r -x .git work "$w"
	rm -rf "$w/.git" "$w/../src.commit"
	apply patched
	[ "$status" -eq 0 ]
	diff -r -x .git work "$w"
}

@test "a patch that is in the folder and not in series, or in series and not there, is an error" {
	cp patches/toy/series/2-two.patch patches/toy/series/3-three.patch
	apply patched
	[ "$status" -eq 6 ]
	[[ $output == *3-three.patch*"not listed"* ]]
	rm patches/toy/series/3-three.patch
	echo 9-nine.patch >>patches/toy/series/series
	apply patched
	[ "$status" -eq 6 ]
	[[ $output == *9-nine.patch*"no such file"* ]]
	: >patches/toy/series/series
	rm patches/toy/series/*.patch
	apply patched
	[ "$status" -eq 6 ]
	[[ $output == *"lists no patch"* ]]
}

@test "a file that holds two patches is an error" {
	cat patches/toy/series/1-one.patch patches/toy/series/2-two.patch >both
	mv both patches/toy/series/1-one.patch
	apply patched
	[ "$status" -eq 6 ]
	[[ $output == *1-one.patch*"2 patches"* ]]
}

@test "an unknown variant is a usage error that names the known ones" {
	apply patchd
	[ "$status" -eq 64 ]
	[[ $output == *"stock, baseline, patched, series/01 to series/02, mutant/<name>"* ]]
	apply mutant/none
	[ "$status" -eq 64 ]
	[[ $output == *"no such mutant; known: none" ]]
	mkdir -p patches/toy/mutants
	touch patches/toy/mutants/blunt.patch patches/toy/mutants/sharp.patch
	for name in mutant/none mutant/ mutant/../series/1-one mutant/.hidden; do
		apply "$name"
		[ "$status" -eq 64 ]
		[[ $output == "rig: VARIANT=$name: no such mutant; known: blunt sharp" ]]
	done
}

@test "a step of the series that is not there is a usage error that names the range" {
	for step in series/00 series/03 series/1 series/001 series/x1 series/; do
		apply "$step"
		[ "$status" -eq 64 ]
		[[ $output == "rig: VARIANT=$step: the series has no such step; valid: series/01 to series/02" ]]
	done
}

# tree_at NAME DIR: what the facts promise, taken out of git.
tree_at() { mkdir "$2" && git -C "$(fact "$1" repo)" archive "$(fact "$1" commit)" | tar -x -C "$2"; }

@test "a mutant is patched and one patch more, a step is that many patches, and neither checks anything out" {
	toy_grow patched
	toy_patch m defect 's/^140$/defect/' kernel/b.c
	mkdir -p patches/toy/mutants
	mv m/defect.patch patches/toy/mutants/
	apply mutant/defect
	[ "$status" -eq 0 ]
	tree_at defect defect
	diff -r -x .git work defect
	apply series/01
	tree_at 01 01
	[ "$(sed -n 5p 01/kernel/b.c)" = one-oh-five ]
	[ "$(sed -n 30p 01/kernel/a.c)" = 30 ]
	apply patched
	apply series/02
	[ "$(fact 02 tree_hash)" = "$(fact patched tree_hash)" ]
	[ "$(fact 02 worktree)" = "$(fact 01 worktree)" ]
	[ "$(fact 02 worktree)" = "$(fact defect worktree)" ]
	[ ! -e "$(fact 02 worktree)" ]
	[ "$(git -C "$(fact 01 repo)" rev-parse series/01)" = "$(fact 01 commit)" ]
}

@test "check-variant: what there is passes, the rest is a usage error before anything is fetched" {
	rm -rf cache
	for variant in stock baseline patched series/01 series/02; do "$scripts/check-variant" toy.conf "$variant"; done
	run "$scripts/check-variant" toy.conf series/03
	[ "$status" -eq 64 ]
	[[ $output == *"series/01 to series/02" ]]
	run "$scripts/check-variant" toy.conf ''
	[ "$status" -eq 64 ]
	[ ! -e cache ]
}

@test "a tree that has a part of the series: PATCH_FAIL names the patches that are there" {
	# the baseline and one of two patches, as a branch of the rig's own would have them
	git -C work checkout -q HEAD~1
	rm -rf cache k
	git clone -q work k
	KDIR=k "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
	apply patched
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "rig: the tree (KDIR "*") has patches of toy already: all 1 of baseline, series/1-one.patch; give one without them" ]]
	[ ! -e patched.facts ]
	run git -C "$(. ./tree.facts && echo "$repo")" rev-parse -q --verify patched
	[ "$status" -ne 0 ]
	# one from the middle alone, which git am would pass over
	git clone -q work l
	git -C l checkout -q HEAD~2
	git -C l am -q "$RIG_PATCHES/toy/series/1-one.patch"
	rm -rf cache
	KDIR=l "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
	apply patched
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == *"already: series/1-one.patch; give"* ]]
}

@test "a patch whose hunk was cut short by hand: PATCH_FAIL names patch and line" {
	sed -i '/^+thirty/d' patches/toy/series/2-two.patch
	apply patched
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "rig: toy/series/2-two.patch: does not apply: "*"corrupt patch at"*line* ]]
	apply series/01
	[ "$status" -eq 0 ]
	apply series/02
	[ "$status" -eq 6 ]
}

@test "a mutant that no longer applies: PATCH_FAIL names it, file and hunk; the rest stay" {
	toy_grow patched
	toy_patch m defect 's/^140$/defect/' kernel/b.c
	mkdir -p patches/toy/mutants
	sed 's/^-140$/-141/' m/defect.patch >patches/toy/mutants/defect.patch
	apply mutant/defect
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "rig: toy/mutants/defect.patch: does not apply: "*"kernel/b.c hunk #1"* ]]
	[ ! -e defect.facts ]
	apply patched
	[ "$status" -eq 0 ]
}
