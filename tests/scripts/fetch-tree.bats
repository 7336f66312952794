# SPDX-License-Identifier: GPL-2.0-only
# fetch-tree: KDIR in its forms, and what is no kernel. No network.

load toy.bash

setup() { toy_environment; }

fetch() { KDIR=${1:-} run "$scripts/fetch-tree" toy.conf tree.facts; }
fact() { (. ./tree.facts && eval "echo \$$1"); }
fingerprint() { find "$1" -printf '%P %s %T@ %m\n' | sort | sha256sum; }

@test "KDIR unpacked: every file is in the tag stock, although .gitignore hides them, and KDIR stays as it was" {
	toy_tree k
	before=$(fingerprint k)
	fetch k
	[ "$status" -eq 0 ]
	[ "$(fingerprint k)" = "$before" ]
	[ "$(fact source)" = kdir ]
	[ "$(fact release)" = 7.3.4 ]
	[ "$(git -C "$(fact repo)" ls-tree -r --name-only stock | tr '\n' ' ')" = ".gitignore Kconfig Makefile kernel/a.c kernel/b.c link run " ]
	[ "$(git -C "$(fact repo)" ls-tree stock run link | cut -d ' ' -f 1 | tr '\n' ' ')" = "120000 100755 " ]
}

@test "KDIR git: the same tree hash as unpacked; HEAD counts and KDIR stays as it was" {
	toy_git g
	echo changed >>g/kernel/a.c
	before=$(fingerprint g)
	fetch g
	[ "$status" -eq 0 ]
	[[ $output == *"changes that are not committed"* ]]
	[ "$(fingerprint g)" = "$before" ]
	from_git=$(fact stock_tree)
	[ "$(fact stock)" = "$(git -C g rev-parse HEAD)" ]
	toy_tree k
	fetch k
	[ "$status" -eq 0 ]
	[ "$(fact stock_tree)" = "$from_git" ]
}

@test "a second run imports nothing and leaves the facts' time alone" {
	toy_tree k
	fetch k
	touch -d @1000000000 tree.facts
	fetch k
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(stat -c %Y tree.facts)" -eq 1000000000 ]
}

@test "a file changed in an unpacked KDIR is seen" {
	toy_tree k
	fetch k
	before=$(fact stock_tree)
	echo more >>k/kernel/b.c
	fetch k
	[ "$status" -eq 0 ]
	[ "$(fact stock_tree)" != "$before" ]
}

@test "KDIR of another version: usage error that names both, before anything is made" {
	toy_tree k 2
	fetch k
	[ "$status" -eq 64 ]
	[[ $output == *"is Linux 7.2.4"*"fits Linux 7.3 only"* ]]
	[ ! -e cache/trees ]
}

@test "KDIR git of another version: usage error" {
	toy_git g 9
	fetch g
	[ "$status" -eq 64 ]
	[[ $output == *"7.9.4"* ]]
}

@test "KDIR that is no kernel, has no such folder, or was built in: usage errors" {
	mkdir empty
	fetch empty
	[ "$status" -eq 64 ]
	[[ $output == *"not a kernel"* ]]
	echo 'all: ;' >empty/Makefile
	fetch empty
	[ "$status" -eq 64 ]
	fetch nowhere
	[ "$status" -eq 64 ]
	[[ $output == *"no such folder"* ]]
	toy_tree k
	touch k/.config
	fetch k
	[ "$status" -eq 64 ]
	[[ $output == *"mrproper"* ]]
}

@test "no KDIR, nothing cached, no source: RIG_ERROR that says what was tried" {
	fetch
	[ "$status" -eq 8 ]
	[[ $output == *"neither kernel.org nor"*"set KDIR"* ]]
}

# A folder stands in for the site; apt's own downloader fetches from it as from one.
site() {
	mkdir -p site
	toy_tree linux-7.3.4
	tar -c linux-7.3.4 | xz >site/linux-7.3.4.tar.xz
	(cd site && sha256sum linux-7.3.4.tar.xz >sha256sums.asc)
	sed -i "s|^TARBALL_URL=.*|TARBALL_URL='copy://$PWD/site/linux-7.3.4.tar.xz'|" toy.conf
}

@test "kernel.org: the archive is taken by the sum that the site publishes, and kept" {
	site
	fetch
	[ "$status" -eq 0 ]
	[ "$(fact source)" = kernel.org ]
	[ "$(fact release)" = 7.3.4 ]
	[ "$(fact sha256)" = "$(sha256sum <site/linux-7.3.4.tar.xz | cut -d ' ' -f 1)" ]
	rm -r site cache/trees
	fetch
	[ "$status" -eq 0 ]
	[ "$(fact source)" = kernel.org ]
}

@test "kernel.org: an archive of another sum, published or pinned, is not used" {
	site
	sed -i 's/^......../00000000/' site/sha256sums.asc
	fetch
	[ "$status" -eq 8 ]
	[[ $output == *"does not have the sha256 00000000"*"neither kernel.org nor"* ]]
	[ -z "$(ls cache/archives)" ]
	(cd site && sha256sum linux-7.3.4.tar.xz >sha256sums.asc)
	sed -i "s/^TARBALL_SHA256=.*/TARBALL_SHA256='1234'/" toy.conf
	fetch
	[ "$status" -eq 8 ]
	[[ $output == *"does not have the sha256 1234"* ]]
}

@test "kernel.org: without sums, or with sums that do not name the archive, it is not fetched" {
	site
	echo "1234  other.tar.xz" >site/sha256sums.asc
	fetch
	[ "$status" -eq 8 ]
	[[ $output != *"tree: fetching"* ]]
	rm site/sha256sums.asc
	fetch
	[ "$status" -eq 8 ]
	[[ $output != *"tree: fetching"* ]]
}

@test "a truncated archive is refused and leaves no tree behind" {
	toy_tree k
	mkdir -p cache/trees
	tar -c k | xz >k.tar.xz
	head -c $(($(stat -c %s k.tar.xz) / 2)) k.tar.xz >cut.tar.xz
	TREE=toy run "$scripts/import-tree" tar "$PWD/cut.tar.xz" words
	[ "$status" -eq 8 ]
	[ -z "$(ls -A cache/trees)" ]
	TREE=toy run "$scripts/import-tree" tar "$PWD/k.tar.xz" words
	[ "$status" -eq 0 ]
	[ -n "$(git -C "${lines[-1]}" rev-parse stock)" ]
}

@test "an archive with a name that leaves its folder, or a hard link, is refused" {
	mkdir -p cache/trees k
	echo x >k/file
	tar -cP --transform 's|k/file|k/../../evil|' k/file | xz >evil.tar.xz
	TREE=toy run "$scripts/import-tree" tar "$PWD/evil.tar.xz" words
	[ "$status" -eq 8 ]
	[[ $output == *"unsafe name"* ]]
	ln k/file k/hard
	tar -c k | xz >hard.tar.xz
	TREE=toy run "$scripts/import-tree" tar "$PWD/hard.tar.xz" words
	[ "$status" -eq 8 ]
}

@test "names longer than a tar header holds survive" {
	long=$(printf 'd%.0s' $(seq 1 90))/$(printf 'f%.0s' $(seq 1 120))
	toy_tree k
	mkdir -p "k/${long%/*}"
	echo deep >"k/$long"
	fetch k
	[ "$status" -eq 0 ]
	[ "$(git -C "$(fact repo)" show "stock:$long")" = deep ]
}

@test "too little disk space is said before work starts" {
	toy_tree k
	RIG_SPACE_TREE=999999999 fetch k
	[ "$status" -eq 8 ]
	[[ $output == *"disk space"*"999999999 MiB"* ]]
}

@test "a conf that holds anything but KEY='value' is not run" {
	toy_tree k
	echo 'NAME=$(touch owned)' >>toy.conf
	fetch k
	[ "$status" -eq 8 ]
	[[ $output == *"toy.conf:9:"* ]]
	[ ! -e owned ]
}
