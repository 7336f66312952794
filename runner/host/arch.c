// SPDX-License-Identifier: GPL-2.0-only
#include "arch.h"

#include <errno.h>
#include <stdlib.h>

#include "text.h"

static int need_number(const struct keyfile *conf, const char *key,
		       unsigned int most, unsigned int *ret, struct text *why)
{
	const char *value = NULL;
	int err = keyfile_need(conf, key, &value, why);
	unsigned long number;
	char *end;

	if (err)
		return err;
	number = strtoul(value, &end, 10);
	if (*end || !number || number > most) {
		text_printf(why, "%s: %s: '%s' is no number from 1 to %u",
			    conf->path, key, value, most);
		return -EINVAL;
	}
	*ret = number;
	return 0;
}

int arch_read(const char *path, struct arch *ret, struct text *why)
{
	struct arch a = { 0 };
	const struct {
		const char *key;
		const char **value;
	} rows[] = {
		{ "ARCH", &a.name },
		{ "HOST_MACHINE", &a.machine },
		{ "CONSOLE", &a.console },
		{ "QEMU", &a.qemu },
		{ "QEMU_PACKAGE", &a.qemu_package },
		{ "MACHINE", &a.qemu_machine },
		{ "CPU_TCG", &a.cpu_tcg },
		{ "CPU_KVM", &a.cpu_kvm },
		{ "ACCEL_TCG", &a.accel_tcg },
	};
	const struct {
		const char *key;
		unsigned int most;
		unsigned int *value;
	} numbers[] = {
		{ "SMP", 64, &a.smp },
		{ "MEM_MIB", 1 << 20, &a.mem_mib },
		{ "PACE_TCG_US", 1000000, &a.pace_tcg_us },
		{ "PACE_KVM_US", 1000000, &a.pace_kvm_us },
	};
	int err = keyfile_read(path, &a.conf, why);

	for (size_t i = 0; !err && i < sizeof(rows) / sizeof(rows[0]); i++)
		err = keyfile_need(&a.conf, rows[i].key, rows[i].value, why);
	for (size_t i = 0; !err && i < sizeof(numbers) / sizeof(numbers[0]);
	     i++)
		err = need_number(&a.conf, numbers[i].key, numbers[i].most,
				  numbers[i].value, why);
	if (err) {
		arch_release(&a);
		return err;
	}
	a.cmdline = keyfile_get(&a.conf, "CMDLINE") ?: "";
	*ret = a;
	return 0;
}

void arch_release(struct arch *a)
{
	keyfile_release(&a->conf);
	*a = (struct arch){ 0 };
}
