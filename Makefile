# SPDX-License-Identifier: GPL-2.0-only
#
# The pipeline's graph. What a target does beyond one command is a script's.
# `make help` lists the targets and the variables.

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules --no-print-directory

## Variables
TREE ?= linux-7.3#		the tree: a file in configs/tree
ARCH ?= $(shell scripts/host-arch)#	x86_64 or arm64; default: this machine's
VARIANT ?= patched#		patched, baseline, stock, series/<NN> or mutant/<name>
ACCEL ?= auto#			auto, kvm or tcg; kvm never falls back
TEST ?=#				globs of case ids; default: all
SHARD ?=#				K/N: part K of N of these cases, by configs/durations; default: all
ISOLATE ?=#			1 gives each case a boot of its own
EXTRA_BOOTS ?= 8#		boots there may be, beyond those planned, after crashes and hangs
STEPS ?=#			patches for series-check, such as "03 04"; default: all
KDIR ?=#				a kernel to take as the tree: git or unpacked
AGAINST ?=#			make gate: the variant to compare with
MUTANT ?=#			globs of mutants, for discriminate; default: all
CELLS ?=#			cells, ARCH/VARIANT: of matrix, or those that merge must find
AGAIN ?=#			1 boots also those cells of a matrix that are done
BOOTS ?=#			cells of a matrix booted at a time; default: as they fit
RUNS ?=#				make merge: the run directories
OUT ?= $(BUILD)/merged#		make merge: the folder of the merged report
GOOD ?=#				bisect: where the case passes: a commit of KDIR, series/NN, or a .config
BAD ?=#				bisect: where it fails
FIXED ?=#			bisect: 1 finds what mended it: BAD is the older end then
FINGERPRINT ?=#			bisect: of a splat that is to be found, not a failure of TEST
CONFIDENCE ?= 99#		bisect: that the answer is right, in percent
T ?= 60#			make fuzz: seconds a target
FUZZ ?=#				make fuzz: targets; default: all
FAULT ?=#			make check-vm: globs of faults; default: all
N ?= 20#				make soak: boots
V ?=#				1 shows commands, and verifier logs of failures
BUILD ?= build#			where everything of this checkout is made
RIG_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/kfunc-rig#	what checkouts share
CLANG ?= clang-19#		compiles the BPF programs
LLVM ?=#				1 compiles the kernel with CLANG and lld, not with gcc
## End

BUILD := $(strip $(BUILD))
SUITE ?= progs# what runs: our programs or, with selftests, the kernel's own
export GOOD BAD FIXED FINGERPRINT CONFIDENCE TREE ARCH VARIANT ACCEL TEST SHARD ISOLATE EXTRA_BOOTS STEPS KDIR AGAINST MUTANT CELLS AGAIN BOOTS V BUILD RIG_CACHE CLANG LLVM SUITE T FUZZ FAULT N
Q := $(if $(filter 1,$(V)),,@)
quiet := $(if $(filter 1,$(V)),,-s)

$(foreach v,BUILD RIG_CACHE CURDIR,$(if $(word 2,$($v)),$(error $v='$($v)': make can not work with spaces in it)))

tree_conf := configs/tree/$(TREE).conf
arch_conf := configs/arch/$(ARCH).conf
# One value of the arch's record, which is written for sh.
arch_value = $(shell . ./$(arch_conf) 2>/dev/null && echo "$$$(1)")

K := $(BUILD)/$(TREE)
A := $(K)/$(ARCH)
H := $(BUILD)/host
facts := $(K)/tree.facts
phase := scripts/phase

# The user's commands ---------------------------------------------------------

.PHONY: help test selftests check check-vm faults check-broken fuzz soak lint doctor deps plan gate test-btf discriminate bisect bisect-resume merge durations series-check matrix outcomes prepare clean FORCE
.PHONY: ci-matrix ci-cells ci-key ci-trim ci-publish
.DEFAULT_GOAL := help

help: ## this text
	@scripts/make-help Makefile

test: ## build what is missing, boot the kernel, run the cases, judge them
	+@scripts/test

selftests: ## the same with the kernel's own test programs of the feature, from VARIANT's tree
	+@SUITE=selftests scripts/test

check: check-programs ## the rig's own tests: no VM, about a minute
	@tests/run $(H)

faults: check-programs ## the table of faults that the rig is played: what, expected, got; no VM
	@RIG=$(H)/rig FAKE_QEMU=$(H)/fake-qemu TABLE=1 tests/run-cases

check-vm: ## the fault suite: VMs that panic, hang, flood, are killed, each told for what it is
	+@scripts/check-vm

check-broken: check-programs ## break the rig on purpose, a defect at a time: do the faults tell each? minutes, no VM
	@tests/broken/run $(H) $(rig_o)

.PHONY: check-programs
check-programs:
	@scripts/install-deps check
	@$(MAKE) $(quiet) $(check_programs)

fuzz: ## feed the parsers with bytes of anybody's, T seconds each: no VM
	@scripts/install-deps check fuzz
	@$(MAKE) $(quiet) $(F)/fuzzer $(F)/seeds
	@tests/fuzz/run $(F)

soak: ## boot a short plan N times: each must be PASS and leave nothing behind
	+@scripts/soak

lint: ## the style checks alone
	@scripts/install-deps check
	@tests/lint

doctor: ## every tool: found, needed, what is lost without it
	@scripts/doctor

deps: ## install what is missing, and nothing else
	@scripts/install-deps

plan: ## the ids of the cases, as TEST and SHARD pick them
	@scripts/check-args
	+@scripts/locked $(MAKE) $(quiet) plan-here

gate: ## prove the BTF of the kernel's kfuncs; or compare it with AGAINST's
	@scripts/check-args
	+@scripts/locked $(MAKE) $(quiet) gate-here

discriminate: ## do the cases tell baseline, patched, stock and the mutants apart?
	+@scripts/discriminate

merge: ## one report of RUNS, run directories of several kernels and machines, in OUT
	@scripts/install-deps rig
	@$(MAKE) $(quiet) $(H)/rig
	@$(H)/rig report --merge '$(OUT)' $(if $(CELLS),--cells '$(CELLS)') $(RUNS)

durations: ## write configs/durations anew, from what each case took in the newest run
	@$(H)/rig durations --out configs/durations $(BUILD)/latest

test-btf: ## objects that resolve_btfids must refuse, and their twins: no VM, seconds
	@scripts/check-args
	+@scripts/locked $(MAKE) $(quiet) test-btf-here

prepare: ## all that `make test` needs before it boots
	@scripts/check-args
	+@scripts/locked $(MAKE) $(quiet) prepare-here

# With the lock of BUILD held.
.PHONY: plan-here gate-here test-btf-here prepare-here
plan-here:
	@$(MAKE) $(quiet) $(H)/rig programs
	@scripts/plan

gate-here:
	@rm -f $(A)/$(VARIANT)/gate.txt
	@$(MAKE) $(quiet) prepare-kernel
	@$(if $(AGAINST),$(MAKE) $(quiet) prepare-kernel VARIANT=$(AGAINST))
	@scripts/gate $(VARIANT)

test-btf-here:
	@$(MAKE) $(quiet) prepare-kernel
	@scripts/test-btf

prepare-here:
	@rm -f $(A)/$(VARIANT)/gate.txt
	@$(MAKE) $(quiet) prepare-kernel
	@$(phase) gate scripts/gate $(VARIANT) --quiet
	@$(MAKE) $(quiet) prepare-guest

.PHONY: prepare-guest
prepare-guest:
	@$(phase) programs $(MAKE) $(quiet) $(if $(filter selftests,$(SUITE)),selftest-)programs
	@$(phase) plan scripts/plan --check
	@$(phase) runner $(MAKE) $(quiet) $(A)/runner
	@$(phase) initramfs $(MAKE) $(quiet) $(A)/$(VARIANT)/$(if $(filter selftests,$(SUITE)),selftests,initramfs).cpio

.PHONY: prepare-kernel
prepare-kernel:
	@$(phase) set-up scripts/install-deps build run
	@$(phase) host $(MAKE) $(quiet) $(H)/rig
	@$(phase) tree scripts/fetch-tree $(tree_conf) $(facts)
	@$(phase) series scripts/apply-series $(tree_conf) $(facts) patched $(K)/patched.facts
	@$(phase) kernel scripts/build-kernel $(tree_conf) $(arch_conf) $(K)/patched.facts $(A)/patched/kernel
	@$(MAKE) $(quiet) prepare-$(if $(filter patched,$(VARIANT)),this,other)

# The programs are built against the patched kernel's types, whichever kernel
# they then run on: another variant costs a kernel of its own on top.
.PHONY: prepare-this prepare-other
prepare-this: ;
prepare-other:
	@$(phase) series-$(VARIANT) scripts/apply-series $(tree_conf) $(facts) $(VARIANT) $(K)/$(VARIANT).facts
	@$(phase) kernel-$(VARIANT) scripts/build-kernel $(tree_conf) $(arch_conf) $(K)/$(VARIANT).facts $(A)/$(VARIANT)/kernel

outcomes: ## what a run may end with, by which causes, and where each is seen
	@$(MAKE) $(quiet) $(H)/rig
	@$(H)/rig outcomes && echo && $(H)/rig outcomes --causes

matrix: ## every cell, arch by variant: built in turn, booted side by side, one table
	+@scripts/matrix

bisect: ## the commit of KDIR, the patch, or the config symbol between GOOD and BAD that turned the case TEST
bisect-resume: ## go on with the newest bisection
bisect bisect-resume:
	+@scripts/bisect $(if $(filter bisect,$@),begin,resume $(foreach v,TEST GOOD BAD FIXED FINGERPRINT CONFIDENCE KDIR TREE ARCH VARIANT,$(if $(filter command environment,$(origin $v)),$v)))

series-check: ## every patch of the series on its own, applying to verdicts
	+@scripts/series-check

ci-matrix: ## what CI runs, by configs/ci, as JSON; the ci- targets beside it are its jobs' steps
ci-matrix ci-cells ci-key ci-trim ci-publish:
	@scripts/$@

clean: ## remove $(BUILD); RIG_CACHE stays
	@scripts/clean

include scripts/host.mk

# Programs under test ----------------------------------------------------------

progs_c := $(sort $(wildcard progs/accept/*.bpf.c progs/reject/*.bpf.c))
progs_o := $(addprefix $(A)/progs/,$(notdir $(progs_c:.bpf.c=.bpf.o)))
bpf_cflags := -target bpf -mcpu=v4 -g -O2 -Wall -Iprogs -ffile-compilation-dir=.
progs_cflags = $(bpf_cflags) -fms-extensions -Wno-missing-declarations -Wno-microsoft-anon-tag \
	-D__TARGET_ARCH_$(call arch_value,BPF_ARCH) -I$(A)/include -I$(A)/libbpf/include

vpath %.bpf.c progs/accept progs/reject

# A source that moved or went is in the dependencies of its old object still.
progs/%.bpf.c: ;

.PHONY: programs
programs: $(progs_o)
	@scripts/prune-folder $(A)/progs $(notdir $(progs_o))

ifneq ($(words $(progs_o)),$(words $(sort $(progs_o))))
$(error progs/accept and progs/reject hold files of one name; one of them would not be built)
endif

$(A)/progs/flags: FORCE
	@{ echo '$(CLANG) $(progs_cflags)'; readlink $(A)/libbpf; } | scripts/copy-if-changed - $@

# The same bytes wherever the checkout is, so that machines can share a plan: the
# order of the types in BTF goes by the length of the paths that clang opens.
$(A)/progs/%.bpf.o: %.bpf.c $(A)/include/vmlinux.h $(A)/progs/flags | $(A)/libbpf
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(progs_cflags) -MMD -MP -MT $@ -MF $(@:.o=.d) -E -o $@.i $<
	$(Q)$(CLANG) $(progs_cflags) -Qunused-arguments -x cpp-output -c -o $@ - <$@.i
	@rm $@.i

# Its time stamp moves only when the types do, so that a change in a function's
# body rebuilds no program.
$(A)/include/vmlinux.h: FORCE
	@scripts/copy-if-changed $(A)/patched/kernel/vmlinux.h $@

include scripts/guest.mk
include scripts/selftests.mk
-include $(shell test ! -d $(BUILD) || find $(BUILD)/host $(BUILD)/fuzz $(K) -name '*.d' 2>/dev/null)
