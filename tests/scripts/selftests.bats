# SPDX-License-Identifier: GPL-2.0-only
# selftests-list and selftests-facts: which of the kernel's own programs, and what is known of them.

load toy.bash

setup() {
	toy_environment
	tests=tree/tools/testing/selftests/bpf
	mkdir -p tree/kernel/bpf tree/tools/lib/bpf "$tests/progs" "$tests/prog_tests" "$tests/test_kmods"
	printf 'BTF_ID_FLAGS(func, bpf_one,\n\t     KF_SLEEPABLE | KF_IMPLICIT_ARGS)\nBTF_ID_FLAGS(func, bpf_plain, KF_SLEEPABLE)\n' \
		>tree/kernel/bpf/helpers.c
	echo 'BTF_ID_FLAGS(func, mod_two, KF_IMPLICIT_ARGS)' >"$tests/test_kmods/mod.c"
	printf '#define macro_one(x)\t\\\n\tbpf_one(x)\n' >tree/tools/lib/bpf/bpf_helpers.h
	echo '#define other(x) x' >"$tests/bpf_experimental.h"
	for name in one two mac; do echo "int $name;" >"$tests/progs/$name.c"; done
	echo 'bpf_one(1);' >>"$tests/progs/one.c"
	echo 'mod_two();' >>"$tests/progs/two.c"
	echo 'macro_one(1);' >>"$tests/progs/mac.c"
	echo 'bpf_plain(); bpf_one_more();' >"$tests/progs/other.c"
	cat >"$tests/prog_tests/one.c" <<-'END'
		static struct {
			const char *prog_name;
			const char *err_msg;
		} other_tests[] = {
			{ "not", "this" },
		};
		static struct {
			const char *prog_name;
			const char *err_msg;
		} one_tests[] = {
		#define TEST(a) { #a "_x", "off=" #a "\nsecond {a,b}" },
			TEST(1)
		#undef TEST
			{ "re", "[0-9]\\+: y" },
		};
	END
	printf 'one table prog_tests/one.c one_tests\ntwo annotated\nmac accept\n' >config
}

list() { run "$scripts/selftests-list" config patched "$@"; }
facts() { run "$scripts/selftests-facts" config patched tree out; }

@test "each way of driving a file becomes facts, messages of tables out of the tree" {
	printf 'mac/p run\nmac without bpf_three\ntwo/q skip it is slow\nother skip it needs more\n' >>config
	facts
	[ "$status" -eq 0 ]
	printf '%s\n' 'kfunc-rig-selftests 1' \
		'one/1_x	test_expect_failure' 'one/1_x	test_expect_msg=off=1\nsecond {a,b}' \
		'one/re	test_expect_failure' 'one/re	test_expect_msg={{[0-9]+}}: y' \
		'mac/@	test_expect_success' 'mac/p	test_retval=0' 'mac/+	rig_absent=bpf_three' \
		'two/q	rig_skip=it is slow' \
		'other/+	rig_skip=it needs more' | diff - out
	list files
	[ "$output" = "one
two
mac" ]
}

@test "refuse takes a stage and the words of the log" {
	echo 'other refuse libbpf no such thing' >>config
	facts
	[ "$status" -eq 0 ]
	[ "$(tail -n 3 out)" = 'other/@	test_expect_failure
other/@	rig_stage=libbpf
other/@	test_expect_msg=no such thing' ]
}

@test "a file that calls a flagged function, or a macro around one, and is not listed" {
	sed -i /mac/d config
	facts
	[ "$status" -eq 5 ]
	[[ $output == *"config: mac.c calls a flagged kernel function and is not listed (1 such files)"* ]]
	[ ! -e out ]
}

@test "a file that is listed and not there; one of another variant" {
	echo 'gone annotated' >>config
	facts
	[ "$status" -eq 5 ]
	[[ $output == *"gone: patched has no progs/gone.c"* ]]
	sed -i 's/^gone.*/gone annotated on=stock/' config
	facts
	[ "$status" -eq 0 ]
	list files
	[[ $output != *gone* ]]
	run "$scripts/selftests-list" config stock files
	[[ $output == *gone* ]]
	sed -i 's/^gone.*/gone annotated on=stok/' config
	list files
	[ "$status" -eq 5 ]
	[[ $output == *"config:4: on=stok: it must be patched or stock"* ]]
}

@test "a table that is gone, or has another form, or holds what no pattern can" {
	sed -i 's/one_tests/no_tests/' config
	facts
	[ "$status" -eq 5 ]
	[[ $output == *"no_tests is no array of prog_name and err_msg any more"* ]]
	sed -i 's/no_tests/one_tests/' config
	sed -i 's/err_msg/message/' "$tests/prog_tests/one.c"
	facts
	[ "$status" -eq 5 ]
	[[ $output == *"one_tests is no array of prog_name and err_msg any more"*err_msg* ]]
	sed -i 's/message/err_msg/; s/: y/\\\\w/' "$tests/prog_tests/one.c"
	facts
	[ "$status" -eq 5 ]
	[[ $output == *"holds what is no plain message"* ]]
	[ ! -e out ]
}

@test "no kernel function is flagged: the tree is not what it is taken for" {
	rm tree/kernel/bpf/helpers.c "$tests/test_kmods/mod.c"
	facts
	[ "$status" -eq 5 ]
	[[ $output == *"no kernel function is flagged there"* ]]
}

@test "a mutant has the files of patched; a step of the series has no list" {
	echo 'gone annotated on=stock' >>config
	run "$scripts/selftests-list" config mutant/m files
	[ "$output" = "one
two
mac" ]
	run "$scripts/selftests-list" config series/05 files
	[ "$status" -eq 64 ]
	[[ $output == *"VARIANT=series/05: the list is for patched, stock and mutant/<name>"* ]]
}

@test "the tree is taken out of git, again when the commit is another one" {
	echo new >"$tests/progs/other.h"
	(cd tree && mkdir -p kernel/sched tools/include && touch kernel/sched/x tools/include/x && git init -q && git add -A && git commit -q -m one)
	at() { printf "variant=patched\nrepo='%s'\ncommit=%s\n" "$PWD/tree" "$(git -C tree rev-parse HEAD)" >facts; }
	at
	"$scripts/selftests-tree" facts src
	echo edited >"src/tools/testing/selftests/bpf/progs/other.h"
	"$scripts/selftests-tree" facts src
	[ "$(cat src/tools/testing/selftests/bpf/progs/other.h)" = edited ]
	echo newer >"$tests/progs/other.h"
	git -C tree commit -q -a -m two
	at
	"$scripts/selftests-tree" facts src
	[ "$(cat src/tools/testing/selftests/bpf/progs/other.h)" = newer ]
	git -C tree rm -q -r tools/testing/selftests/bpf/progs
	git -C tree commit -q -m three
	at
	run "$scripts/selftests-tree" facts src
	[ "$status" -eq 5 ]
	[[ $output == *"patched has no test programs"* ]]
}

@test "a line that is not understood is named" {
	while IFS='|' read -r line words; do
		printf 'one annotated\n%s\n' "$line" >config
		list
		[ "$status" -eq 5 ]
		[[ $output == "rig: config:2: $words"* ]]
	done <<-'END'
		two|'' does not say how
		two run fast|run takes no words
		two refuse libbpf|refuse wants more words
		two table x.c|table wants more words
		two skip|skip wants more words
		two ignore|'ignore' does not say how
		two.c annotated|'two.c' is no FILE
		one accept|one is listed twice
		two/p accept|two is to be listed first
	END
}
