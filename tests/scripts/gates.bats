# SPDX-License-Identifier: GPL-2.0-only
# config-check and check-btfids: what a finished build must not hide.

load toy.bash

setup() {
	toy_environment
	mkdir -p src/lib
	cat >src/Kconfig <<-'END'
		config DEBUG_KERNEL
			bool "debugging"
		config BTF
			bool "type information"
			depends on DEBUG_KERNEL && !REDUCED
			depends on BPF_SYSCALL
		config HIDDEN
			bool
		config FORCED
			bool "forced"
	END
	printf 'CONFIG_DEBUG_KERNEL=y\nCONFIG_FORCED=y\nCONFIG_NAME="a b"\nCONFIG_LEVEL=17\n# CONFIG_BTF is not set\n' >config
}

check() { run "$scripts/config-check" src config "$@"; }

@test "a fragment that survived says nothing" {
	printf '# comment\n\nCONFIG_DEBUG_KERNEL=y\nCONFIG_NAME="a b"\nCONFIG_LEVEL=17\n# CONFIG_BTF is not set\n# CONFIG_ABSENT is not set\n' >f.config
	check f.config
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "a symbol that was dropped: GATE_FAIL names symbol, wanted, got and the dependency" {
	echo CONFIG_BTF=y >f.config
	check f.config
	[ "$status" -eq 7 ]
	[[ $output == *"CONFIG_BTF of f.config: wanted y, got n: depends on BPF_SYSCALL (BPF_SYSCALL is not set) (Kconfig)"* ]]
}

@test "a value that differs, a symbol that is unknown, one without a prompt, one that is forced on" {
	printf 'CONFIG_LEVEL=18\nCONFIG_NOSUCH=y\nCONFIG_HIDDEN=y\n# CONFIG_FORCED is not set\n' >f.config
	check f.config
	[ "$status" -eq 7 ]
	[[ $output == *"CONFIG_LEVEL"*"wanted 18, got 17"* ]]
	[[ $output == *"CONFIG_NOSUCH"*"no such symbol"* ]]
	[[ $output == *"CONFIG_HIDDEN"*"no prompt"* ]]
	[[ $output == *"CONFIG_FORCED"*"wanted n, got y"*"cannot be switched off"* ]]
}

@test "a line that is no line of a fragment is found" {
	echo 'CONFG_BTF=y' >f.config
	check f.config
	[ "$status" -eq 7 ]
	[[ $output == *"'CONFG_BTF=y' is not a line"* ]]
}

@test "the last line of the output is a reason" {
	echo CONFIG_BTF=y >f.config
	check f.config
	[[ ${lines[-1]} == "rig: config: CONFIG_BTF"* ]]
}

@test "resolve_btfids content: nothing; warnings: GATE_FAIL names kfunc and symbol" {
	printf '  BTF     .tmp_vmlinux1.btf.o\n  CC      kernel/WARN.o\n  OBJCOPY vmlinux\n' >log
	run "$scripts/check-btfids" log 'kernel patched'
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	printf 'WARN: resolve_btfids: no BTF func for kfunc bpf_foo in x_set\nWARN: resolve_btfids: unresolved symbol bpf_bar\n' >>log
	run "$scripts/check-btfids" log 'kernel patched'
	[ "$status" -eq 7 ]
	[[ ${lines[-1]} == "rig: kernel patched: resolve_btfids warns about bpf_bar bpf_foo "* ]]
}

@test "a warning in words that are not known is fatal too, and so is a log that is not there" {
	echo 'WARN: something new' >log
	run "$scripts/check-btfids" log kernel
	[ "$status" -eq 7 ]
	[[ $output == *"something new"* ]]
	run "$scripts/check-btfids" nowhere kernel
	[ "$status" -eq 8 ]
}
