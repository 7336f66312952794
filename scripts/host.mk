# SPDX-License-Identifier: GPL-2.0-only
#
# The part of the Makefile about the host: rig, and what tests it.

HOSTCC ?= gcc
warnings := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wno-unused-parameter
sanitize := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
host_cflags := -std=gnu11 -D_GNU_SOURCE -O2 -g $(warnings) $(if $(CI),-Werror) $(sanitize) \
	-Irunner/common -Irunner/host -Irunner/guest -Iprogs $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
host_libs := -ljansson -lxml2 -lbpf -lelf -lnettle -lz

common_c := $(sort $(wildcard runner/common/*.c))
host_c := $(sort $(wildcard runner/host/*.c))
# What the guest computes without asking the kernel is tested on the host.
guest_pure_c := $(sort $(wildcard runner/guest/pure-*.c))
unit_c := $(sort $(wildcard tests/unit/test_*.c))
# What several of them are built of.
unit_shared_c := $(filter-out $(unit_c),$(sort $(wildcard tests/unit/*.c)))

host_o := $(patsubst %.c,$(H)/%.o,$(common_c) $(filter-out %/main.c,$(host_c)))
rig_o := $(H)/runner/host/main.o $(host_o)
pure_o := $(patsubst %.c,$(H)/%.o,$(guest_pure_c))
unit_shared_o := $(patsubst %.c,$(H)/%.o,$(unit_shared_c))
unit_bin := $(patsubst tests/unit/%.c,$(H)/unit/%,$(unit_c))
unit_bpf := $(patsubst tests/%.bpf.c,$(H)/%.bpf.o,$(sort $(wildcard tests/unit/objs/*.bpf.c)))
case_bpf := $(patsubst tests/%.bpf.c,$(H)/%.bpf.o,$(sort \
	$(wildcard tests/cases/objs/*.bpf.c tests/cases/*/objs/*.bpf.c)))

check_programs = $(H)/rig $(H)/fake-qemu $(H)/leftover $(H)/case-check $(unit_bin) $(unit_bpf) $(case_bpf)

# The parsers and what must hold of them. `make check` replays known inputs; `make fuzz` looks for new ones, with
# objects of its own, for the compiler counts in them what was reached.
F := $(BUILD)/fuzz
fuzz_c := $(filter-out %/libfuzzer.c,$(sort $(wildcard tests/fuzz/*.c)))
fuzz_o := $(patsubst %.c,$(H)/%.o,$(fuzz_c))
libfuzzer_o := $(patsubst %.c,$(F)/%.o,$(fuzz_c) tests/fuzz/libfuzzer.c $(common_c) $(filter-out %/main.c,$(host_c)))
FUZZCC = clang-19 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# What compiled them is an input of the objects too.
$(H)/flags: FORCE
	@echo '$(HOSTCC) $(host_cflags) $(host_libs)' | scripts/copy-if-changed - $@

$(H)/%.o: %.c $(H)/flags
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(host_cflags) -MMD -MP -c -o $@ $<

$(H)/rig: $(rig_o)
	$(Q)$(HOSTCC) $(sanitize) -o $@ $^ $(host_libs)

$(H)/fake-qemu: $(H)/tests/fake-qemu.o $(H)/tests/fake-monitor.o $(host_o)
	$(Q)$(HOSTCC) $(sanitize) -o $@ $^ $(host_libs)

$(H)/leftover: $(H)/tests/leftover.o $(host_o)
	$(Q)$(HOSTCC) $(sanitize) -o $@ $^ $(host_libs)

$(H)/case-check: $(H)/tests/case-check.o
	$(Q)$(HOSTCC) $(sanitize) -o $@ $^

$(H)/unit/test_%: $(H)/tests/unit/test_%.o $(unit_shared_o) $(host_o) $(pure_o)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(sanitize) -o $@ $^ -lcmocka $(host_libs)

$(H)/unit/test_fuzz: $(fuzz_o)

$(F)/flags: FORCE
	@echo '$(FUZZCC) $(host_cflags)' | scripts/copy-if-changed - $@

$(F)/%.o: %.c $(F)/flags
	@mkdir -p $(@D)
	$(Q)$(FUZZCC) -fsanitize=fuzzer-no-link $(filter-out -Werror,$(host_cflags)) -Wno-missing-field-initializers -MMD -MP -c -o $@ $<

$(F)/fuzzer: $(libfuzzer_o)
	$(Q)$(FUZZCC) -fsanitize=fuzzer -o $@ $^ $(host_libs)

$(F)/seeds: tests/fuzz/seeds $(H)/rig $(H)/fake-qemu $(unit_bpf) $(case_bpf)
	@tests/fuzz/seeds $(H) $@

$(H)/%.bpf.o: tests/%.bpf.c
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(bpf_cflags) -MMD -MP -c -o $@ $<
