# SPDX-License-Identifier: GPL-2.0-only
#
# The part of the Makefile about the kernel's own test programs: they are built
# as the kernel's Makefile builds them, from the variant's tree, with its headers
# of libbpf, against its kernel's types.

S := $(A)/selftests/$(VARIANT)
selftests_from := $(S)/src/tools/testing/selftests/bpf
selftests_o = $(patsubst %,$(S)/%.bpf.o,$(shell scripts/selftests-list configs/selftests $(VARIANT) files))
selftests_cflags = -target bpf -mcpu=v3 -g -O2 -Wall -std=gnu11 -fno-strict-aliasing -fms-extensions \
	-Wno-microsoft-anon-tag -Wno-compare-distinct-pointer-types -Wno-initializer-overrides \
	-DENABLE_ATOMICS_TESTS -D__TARGET_ARCH_$(call arch_value,BPF_ARCH) -I$(S)/include -I$(selftests_from) \
	-I$(S)/src/tools/include/uapi -I$(S)/src/tools/include -I$(selftests_from)/libarena/include \
	-idirafter $(A)/libbpf/include/bpf $(patsubst %,-idirafter %,$(shell scripts/host-includes $(GUESTCC)))

.PHONY: selftest-programs
selftest-programs: $(S)/facts
	@test -n "$(selftests_o)"
	@$(MAKE) $(quiet) $(selftests_o)
	@scripts/prune-folder $(S) $(notdir $(selftests_o))

$(S)/facts: FORCE
	@mkdir -p $(S)/include
	@scripts/selftests-tree $(K)/$(VARIANT).facts $(S)/src
	@scripts/copy-if-changed $(A)/$(VARIANT)/kernel/vmlinux.h $(S)/include/vmlinux.h
	@ln -sfn ../src/tools/lib/bpf $(S)/include/bpf
	@scripts/selftests-facts configs/selftests $(VARIANT) $(S)/src $@

$(S)/flags: FORCE
	@{ echo '$(CLANG) $(selftests_cflags)'; readlink $(A)/libbpf; } | scripts/copy-if-changed - $@

$(S)/%.bpf.o: $(selftests_from)/progs/%.c $(S)/flags | $(A)/libbpf
	$(Q)$(CLANG) $(selftests_cflags) -MMD -MP -c -o $@ $<

$(A)/$(VARIANT)/selftests.cpio: $(A)/runner selftest-programs scripts/build-initramfs $(sort $(wildcard rootfs/*)) FORCE
	@scripts/build-initramfs $(arch_conf) $(A)/$(VARIANT)/kernel $(A)/runner $(S) $@
