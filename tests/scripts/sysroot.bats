# SPDX-License-Identifier: GPL-2.0-only
# What a guest of another arch than the host's is built with: rows of the table, the private folder, the compiler, the image.
# Which arch the host is, a stand-in for uname says.

load toy.bash

setup() {
	toy_environment
	mkdir bin scripts configs
	cp "$scripts"/* scripts/
	cp -r "$scripts/../configs/arch" configs/
	export RIG_DEPS=$PWD/deps RIG_OS_RELEASE=$PWD/os-release ARCH=arm64 HOST=x86_64 PATH=$PWD/bin:$PATH
	printf 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=toysuite\n' >os-release
	tool uname 'echo $HOST'
	root=$RIG_CACHE/sysroots/arm64
}

tool() { printf '#!/bin/sh\n%s\n' "$2" >"${3:-bin}/$1" && chmod 755 "${3:-bin}/$1"; }
table() { printf '%s\n' "$@" >deps; }

# package NAME VERSION FILE...: a .deb in debs/, each file holding the version.
package() {
	rm -rf pkg && mkdir -p pkg/DEBIAN debs
	printf 'Package: %s\nVersion: %s\nArchitecture: arm64\nMaintainer: toy <toy@localhost>\nDescription: toy\n' "$1" "$2" >pkg/DEBIAN/control
	for file in "${@:3}"; do
		mkdir -p "pkg/$(dirname "$file")"
		echo "$2" >"pkg/$file"
	done
	dpkg-deb --root-owner-group -b pkg "debs/$1.deb" >/dev/null
}

# Stands in for apt: hands out the packages of debs/.
apt_from_debs() {
	tool private-apt 'echo "$*" >>apt.log; dir=$2; shift 4; for p; do [ -e "debs/$p.deb" ] || { echo "$p"; exit 3; }; cp "debs/$p.deb" "$dir/"; done' scripts
}

@test "rows for another arch: looked for in its folder, told with package and arch; not looked at on a host of that arch" {
	table 'guest libx | build | cross | sysroot:/usr/lib/%t/libx.a | - | libx-dev | - | no runner' 'own | build | native | cmd:not-there | - | own-pkg | - | no image'
	run scripts/install-deps --check build
	[ "$status" -eq 8 ]
	[[ $output == "rig: missing: guest libx (no runner: package libx-dev of arm64);"* ]]
	run scripts/install-deps --print build
	[ "$output" = "scripts/install-deps build  # for arm64, in RIG_CACHE: libx-dev" ]
	run scripts/doctor
	[ "$status" -eq 8 ]
	[[ $output == *"guest libx    MISSING"*"(package libx-dev of arm64, private)"* ]]
	mkdir -p "$root/usr/lib/aarch64-linux-gnu"
	touch "$root/usr/lib/aarch64-linux-gnu/libx.a"
	run scripts/install-deps --check build
	[ "$status" -eq 0 ]
	rm -r "$root"
	HOST=aarch64 run scripts/install-deps --check build
	[ "$status" -eq 8 ]
	[[ $output == *"missing: own (no image)"* ]]
	[[ $output != *"guest libx"* ]]
}

@test "the roles swap: on an arm64 host it is x86_64 that is another arch" {
	table 'cross gcc | build | cross | cmd:$CROSS_GCC-not-there | - | $CROSS_GCC_PACKAGE | - | x' 'guest libx | build | cross | sysroot:/usr/lib/%t/libx.a | - | libx-dev | - | no runner'
	HOST=aarch64 ARCH=x86_64 run scripts/install-deps --print build
	[ "${lines[0]}" = 'apt-get install -y --no-install-recommends gcc-x86-64-linux-gnu' ]
	[ "${lines[1]}" = 'scripts/install-deps build  # for amd64, in RIG_CACHE: libx-dev' ]
	HOST=aarch64 ARCH=x86_64 run scripts/guest-cc configs/arch/x86_64.conf
	[ "$output" = "x86_64-linux-gnu-gcc --sysroot=$RIG_CACHE/sysroots/amd64" ]
	HOST=aarch64 run scripts/guest-cc configs/arch/arm64.conf
	[ "$output" = aarch64-linux-gnu-gcc ]
	HOST=x86_64 run scripts/guest-cc configs/arch/arm64.conf
	[ "$output" = "aarch64-linux-gnu-gcc --sysroot=$root" ]
	unset ARCH
	HOST=aarch64 run sh -c 'here=scripts; . scripts/lib.sh; echo "$ARCH"'
	[ "$output" = arm64 ]
}

@test "install-deps fetches what is missing, and beside what was there" {
	apt_from_debs
	package libx-dev 1 usr/lib/aarch64-linux-gnu/libx.a lib/old-place
	package boxy 1 bin/box
	table 'guest libx | build | cross | sysroot:/usr/lib/%t/libx.a | - | libx-dev | - | no runner' 'guest box | run | cross | sysroot:/usr/bin/box | - | boxy | - | no image'
	run scripts/install-deps build
	[ "$status" -eq 0 ]
	[ "$(cut -d ' ' -f 1,3- apt.log)" = 'toysuite --arch arm64 libx-dev' ]
	run scripts/install-deps build run
	[ "$status" -eq 0 ]
	[ "$(tail -n 1 apt.log | cut -d ' ' -f 5-)" = boxy ]
	[ -L "$root/lib" ] && [ -L "$root/bin" ]
	[ -e "$root/usr/lib/old-place" ]
	[ "$(cat "$root/packages")" = "$(printf 'boxy 1 arm64\nlibx-dev 1 arm64')" ]
	run scripts/install-deps build run
	[ "$status" -eq 0 ]
	[ "$(wc -l <apt.log)" -eq 2 ]
}

@test "a package that comes anew replaces its old version, in the list too" {
	apt_from_debs
	package libx-dev 1 usr/lib/x
	scripts/private-sysroot libx-dev
	package libx-dev 2 usr/lib/x
	scripts/private-sysroot libx-dev
	[ "$(cat "$root/packages")" = 'libx-dev 2 arm64' ]
	[ "$(cat "$root/usr/lib/x")" = 2 ]
}

@test "a package that the suite has not, or that is cut short: RIG_ERROR, and what was there stays" {
	apt_from_debs
	package libx-dev 1 usr/lib/x
	scripts/private-sysroot libx-dev
	run scripts/private-sysroot boxy
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == 'rig: sysroot: the suite toysuite has no package boxy for arm64' ]]
	package libx-dev 2 usr/lib/x
	truncate -s -40 debs/libx-dev.deb
	run scripts/private-sysroot libx-dev
	[ "$status" -eq 8 ]
	[[ $output == *"libx-dev.deb could not be unpacked"* ]]
	[ "$(cat "$root/usr/lib/x")" = 1 ]
	[ "$(ls -A "$RIG_CACHE/sysroots")" = arm64 ]
	HOST=aarch64 run scripts/private-sysroot libx-dev
	[ "$status" -eq 8 ]
	[[ $output == *"arm64 is this machine's own arch"* ]]
}

@test "libbpf without that folder: RIG_ERROR that names the package" {
	printf 'repo=%s\nstock=none\n' "$PWD" >facts
	run scripts/build-libbpf facts configs/arch/arm64.conf out
	[ "$status" -eq 8 ]
	[[ $output == *"$root: no headers for arm64"*"libc6-dev of arm64"* ]]
}

@test "apt of another architecture: a state of its own, that architecture alone" {
	[ -r /usr/share/keyrings/debian-archive-keyring.gpg ] || [ -r /usr/share/keyrings/debian-archive-keyring.pgp ] || skip 'no keyring'
	tool apt-config 'printf "%s\n" "APT::Architecture \"amd64\";" "APT::Architectures:: \"amd64\";" "Acquire::http::Proxy \"http://p\";"'
	tool apt-get 'case $1 in indextargets) echo "Debian|toysuite|main|http://mirror/" ;; *) echo "$APT_CONFIG: $*" >>'"$PWD"'/called ;; esac'
	tool apt-cache '[ "$2" = gone ] || echo "  Candidate: 1"'
	mkdir out
	scripts/private-apt toysuite out --arch arm64 libx-dev liby-dev
	conf=$RIG_CACHE/apt/toysuite-arm64/apt.conf
	[ "$(tail -n 1 called)" = "$conf: -qq -y download libx-dev liby-dev" ]
	grep -qx 'APT::Architecture "arm64";' "$conf"
	grep -q 'http::Proxy' "$conf"
	! grep -q amd64 "$conf" || false
	grep -q 'Signed-By: /usr/share/keyrings/' "$RIG_CACHE/apt/toysuite-arm64/etc/rig.sources"
	run scripts/private-apt toysuite out --arch arm64 libx-dev gone
	[ "$status" -eq 3 ]
	[ "$output" = gone ]
	scripts/private-apt toysuite out libx-dev
	grep -q 'Architecture "amd64"' "$RIG_CACHE/apt/toysuite/apt.conf"
}

# The same program, said to be of another machine.
other_machine() { cp "$1" "$2" && printf '\267\000' | dd of="$2" bs=1 seek=18 conv=notrunc 2>/dev/null; }

@test "image: runner and busybox must be of the kernel's machine, and static" {
	mkdir -p kernel/modules progs rootfs
	cp "$scripts"/../rootfs/* rootfs/
	touch kernel/modules/bpf_testmod.ko progs/a.bpf.o
	tool gen_init_cpio 'cat "$3"' kernel
	echo 'int main(void) { return 0; }' >main.c
	gcc -static -o runner main.c
	gcc -o dynamic main.c
	cp runner kernel/vmlinux
	cp runner busybox
	# The host's own is no riddle to od, whichever it is.
	[ "$(od -An -tx1 -j18 -N2 runner | tr -d ' ')" != b700 ] || skip 'this host is the other machine'
	other_machine runner other
	image() { BUSYBOX=$2 run scripts/build-initramfs configs/arch/arm64.conf kernel "$1" progs out.cpio; }
	image ./runner ./busybox
	[ "$status" -eq 0 ]
	grep -q 'file /runner ./runner' out.cpio
	image ./other ./busybox
	[ "$status" -eq 8 ]
	[[ $output == *"'./other' is not made for arm64, as the kernel is"* ]]
	image ./runner ./other
	[ "$status" -eq 8 ]
	[[ $output == *"'./other' is not made for arm64"*"package busybox-static of arm64"* ]]
	image ./dynamic ./busybox
	[ "$status" -eq 8 ]
	[[ $output == *"must be static"* ]]
	image ./runner ''
	[ "$status" -eq 8 ]
	[[ $output == *"'$root/bin/busybox' is not there"* ]]
	rm kernel/vmlinux
	image ./runner ./busybox
	[ "$status" -eq 8 ]
	[[ $output == *"vmlinux' is not there"* ]]
}
