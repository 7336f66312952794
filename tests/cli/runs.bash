# SPDX-License-Identifier: GPL-2.0-only
#
# What the suites share that merge run directories. They work in a folder of
# their own, so that what is said of a directory is its name.

# runs_prepare: for setup_file; goes there.
runs_prepare() {
	: "${RIG:?}" "${FAKE_QEMU:?}"
	RIG=$(realpath "$RIG") FAKE_QEMU=$(realpath "$FAKE_QEMU")
	objs=$(dirname "$RIG")/cases/objs
	cases=$(realpath "$BATS_TEST_DIRNAME/../cases")
	export RIG FAKE_QEMU objs cases
	cd "$BATS_FILE_TMPDIR"
}

# play NAME SCRIPT VARIANT [OPTION...]: a run that fake-qemu plays; its directory is NAME, what was said of-NAME/said.
# --progs-of DIR: objects that differ from the others in nothing but their bytes are made there, and played.
play() {
	local name=$1 script=$2 variant=$3 progs=$objs
	shift 3
	if [ "${1:-}" = --progs-of ]; then
		progs=$2
		mkdir -p "$progs"
		cp "$objs"/*.bpf.o "$progs"
		echo >>"$progs/basic.bpf.o"
		shift 2
	fi
	[[ " $* " == *" --accel "* ]] || set -- "$@" --accel tcg
	mkdir -p "of-$name/kernel"
	: >"of-$name/kernel/Image"
	: >"of-$name/initramfs"
	sed "s|^variant=.*|variant=$variant|" "$cases/facts" >"of-$name/kernel/facts"
	FAKE_QEMU_SCRIPT=$script FAKE_QEMU_FACTS=$cases/facts \
		"$RIG" run --arch-conf "$cases/arch.conf" --variant "$variant" \
		--qemu "$FAKE_QEMU" --initramfs "of-$name/initramfs" --runner "of-$name/initramfs" --kernel "of-$name/kernel" \
		--progs "$progs" --runs "of-$name/runs" \
		--splats-deny "$cases/splats.deny" "$@" >"of-$name/said" 2>&1 || :
	mv "of-$name"/runs/2* "$name"
}

# merge DIR...: into $out.
merge() {
	run "$RIG" report --merge "$out" "$@"
}

# ends STATUS TEXT: exit status and the last line.
ends() {
	[ "$status" -eq "$1" ] && [ "${lines[-1]}" = "$2" ] || {
		echo "exit $status: ${lines[-1]}"
		return 1
	}
}
