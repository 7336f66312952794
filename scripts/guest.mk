# SPDX-License-Identifier: GPL-2.0-only
#
# The part of the Makefile about the guest: the static runner and the image.

GUESTCC = $(shell scripts/guest-cc $(arch_conf))
guest_c := $(common_c) $(sort $(wildcard runner/guest/*.c))
guest_o := $(patsubst %.c,$(A)/guest/%.o,$(guest_c))
guest_cflags = -std=gnu11 -D_GNU_SOURCE -O2 -g $(warnings) $(if $(CI),-Werror) \
	-Irunner/common -Irunner/guest -Iprogs -I$(A)/libbpf/include

$(A)/libbpf: FORCE
	@scripts/build-libbpf $(facts) $(arch_conf) $@

$(A)/guest/flags: $(A)/libbpf
	@{ echo '$(GUESTCC) $(guest_cflags)'; readlink $<; } | scripts/copy-if-changed - $@

$(A)/guest/%.o: %.c $(A)/guest/flags
	@mkdir -p $(@D)
	$(Q)$(GUESTCC) $(guest_cflags) -MMD -MP -c -o $@ $<

# Stripped, it is the same bytes wherever checkout and cache are.
# syscall() is wrapped so that the runner sees every bpf(2) that libbpf issues.
guest_ldflags = -static -Wl,--wrap=syscall -Wl,--strip-debug
guest_libs = $(A)/libbpf/libbpf.a -lelf -lnettle -lz -lzstd

$(A)/runner: $(guest_o)
	$(Q)$(GUESTCC) $(guest_ldflags) -o $@ $^ $(guest_libs)

$(A)/$(VARIANT)/initramfs.cpio: $(A)/runner programs scripts/build-initramfs $(sort $(wildcard rootfs/*)) FORCE
	@scripts/build-initramfs $(arch_conf) $(A)/$(VARIANT)/kernel $(A)/runner $(A)/progs $@

# Of make check-vm: the product's runner with a breaker around it, in an image of its own.
$(A)/fault-runner: $(guest_o) $(A)/guest/tests/vm/breaker.o
	$(Q)$(GUESTCC) $(guest_ldflags) -Wl,--wrap=channel_open,--wrap=attempt_fork -o $@ $^ $(guest_libs)

$(A)/$(VARIANT)/faults.cpio: $(A)/fault-runner programs tests/vm/break scripts/build-initramfs $(sort $(wildcard rootfs/*)) FORCE
	@scripts/build-initramfs $(arch_conf) $(A)/$(VARIANT)/kernel $(A)/fault-runner $(A)/progs $@ tests/vm
