# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A toy kernel that is configured, and a rig that bisects between fragments of it. Sourced after toy.sh.
#
# shellcheck disable=SC2016 # scripts are written here
# shellcheck disable=SC2154 # root is toy.sh's

# toy_kconfig DIR: DIR/src, a kernel's tree that has nothing but symbols.
toy_kconfig()
{
	git init -q "$1/src"
	printf 'config %s\n\tbool "it"\n' A B C D E F G H CHILD PARENT OWN ALSO >"$1/src/Kconfig"
	printf 'config WORDS\n\tstring "it"\n' >>"$1/src/Kconfig"
	git -C "$1/src" add Kconfig
	git -C "$1/src" -c user.name=toy -c user.email=toy@localhost commit -q -m toy
	git -C "$1/src" rev-parse HEAD >"$1/src.commit"
}

# toy_config DIR: the rig of toy_rig bisects between fragments, for the kernel k/src, and play/culprit is a line of a .config that is bad. All is
# real but kbuild: play/depends ("A B": A wants B), selects ("A B": A brings B), clashes ("A B C": no A where B is and C is not).
toy_config()
{
	mkdir -p "$1/configs/kernel" "$1/configs/arch"
	for toy_file in config-check bisect-fragments bisect-config bisect-config-check bisect-build bisect-variant; do
		cp "$root/scripts/$toy_file" "$1/scripts/"
	done
	# of the toolchain it would be; what it takes out is nothing here
	sed -i 's|"$(kernel_binutil objcopy)" -g -R .*"$dir/content"|cp "$dir/kernel/vmlinux" "$dir/content"|; /kernel-env.sh/d' "$1/scripts/bisect-build"
	sed -i 's|"$count" "$key" 0|"$count" 0|; s|^\[ "$key" -lt "$culprit" \].*|! grep -qxF -- "$culprit" "$2/kernel/config" \|\| fails=$if_bad|' "$1/scripts/bisect-boot"
	echo CONFIG_OWN=y >"$1/configs/kernel/base.config"
	echo CONFIG_ARCH_OWN=y >"$1/configs/kernel/toy.config"
	echo CONFIG_B=n >"$1/configs/kernel/other.config"
	for toy_file in toy other; do echo "ARCH='$toy_file'" >"$1/configs/arch/$toy_file.conf"; done
	rm "$1/build/host/rig"
	printf '#!/bin/sh\n[ "$1" != gate ] || { echo table; exit; }\nexec "%s" "$@"\n' "$RIG" >"$1/build/host/rig"
	printf '#!/bin/sh\n' >"$1/scripts/install-deps"
	printf '#!/bin/sh\necho image >"$5"\n' >"$1/scripts/build-initramfs"
	printf "#!/bin/sh\necho \"origin='a toy'\" >\"\$2\"\n" >"$1/scripts/fetch-tree"
	cat >"$1/scripts/apply-series" <<-'END'
		#!/bin/sh
		printf "variant=%s\ncommit=%s\nrelease=7.3.4\nrepo='%s'\nworktree='%s'\n" "$3" "$(cat k/src.commit)" "$PWD/k/src" "$PWD/k/src" >"$4"
	END
	cat >"$1/scripts/kernel-config" <<-'KBUILD'
		#!/bin/sh
		here=$(dirname "$0")
		set -- "$1" "$2" "$here/../configs/kernel/base.config" "$here/../configs/kernel/$ARCH.config"
		mkdir -p "$2"
		touch play/depends play/selects play/clashes
		awk '
			/^config / { got[$2]; next }
			FILENAME ~ /^play/ { rule[FILENAME, ++nr[FILENAME]] = $0; next }
			/^# CONFIG_/ { got[substr($2, 8)] = "n" }
			/^CONFIG_/ { at = index($0, "="); got[substr($0, 8, at - 8)] = substr($0, at + 1) }
			function on(symbol) { return got[symbol] != "" && got[symbol] != "n" }
			END {
				for (i = 1; split(rule["play/selects", i], w); i++) if (on(w[1])) got[w[2]] = "y"
				for (i = 1; split(rule["play/depends", i], w); i++) if (!on(w[2])) delete got[w[1]]
				for (i = 1; split(rule["play/clashes", i], w); i++) if (on(w[2]) && !on(w[3])) got[w[1]] = "n"
				for (s in got) print s, (on(s) ? "CONFIG_" s "=" got[s] : "# CONFIG_" s " is not set")
			}' "$1/Kconfig" "$3" "$4" play/selects play/depends play/clashes | sort | cut -d ' ' -f 2- >"$2/.config.new"
		src=$1 obj=$2
		shift 2
		"$here/config-check" "$src" "$obj/.config.new" "$@" || exit
		mv "$obj/.config.new" "$obj/.config"
	KBUILD
	cat >"$1/scripts/build-kernel" <<-'END'
		#!/bin/sh
		"$(dirname "$0")/kernel-config" k/src obj "$2" || exit
		hash=$(sha1sum <obj/.config | cut -c 1-40)
		echo "build $hash" >>play/did
		mkdir -p "$PWD/store/$hash"
		cp obj/.config "store/$hash/config"
		cp obj/.config "store/$hash/vmlinux"
		echo "hash=$hash" >"store/$hash/facts"
		ln -sfn "$PWD/store/$hash" "$4"
	END
	chmod 755 "$1"/scripts/* "$1/build/host/rig"
}
