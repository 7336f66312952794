// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "kvm-probe.h"

struct probe_options {
	const char *device;
};

static const struct option_row rows[] = {
	{ "device", "PATH", OPTION_TEXT, false,
	  offsetof(struct probe_options, device),
	  "the device to try instead of " KVM_PROBE_DEVICE },
};

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct probe_options o = { NULL };
	struct kvm_probe_result result;
	enum outcome outcome;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	result = kvm_probe_run(o.device ?: KVM_PROBE_DEVICE);
	printf("%s: %s %s (%u.%u %% of the code in %d ms%s%s)\n",
	       kvm_probe_name(result.probe), o.device ?: KVM_PROBE_DEVICE,
	       kvm_probe_meaning(result.probe), result.permille / 10,
	       result.permille % 10, result.took_ms, result.err ? "; " : "",
	       result.err ? strerror(result.err) : "");
	if (result.probe != KVM_PROBE_OK)
		printf("remedy: %s\n", kvm_probe_remedy(result.probe));
	return result.probe == KVM_PROBE_OK ? OUTCOME_PASS : OUTCOME_RIG_ERROR;
}

const struct command command_probe = {
	.name = "probe",
	.summary = "try whether KVM runs code on this machine",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
