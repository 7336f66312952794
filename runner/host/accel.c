// SPDX-License-Identifier: GPL-2.0-only
#include "accel.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const wishes[] = {
	[ACCEL_AUTO] = "auto",
	[ACCEL_KVM] = "kvm",
	[ACCEL_TCG] = "tcg",
};

static_assert(sizeof(wishes) / sizeof(wishes[0]) == ACCEL_WISH_NR,
	      "every wish has a name");

bool accel_parse(const char *name, enum accel_wish *ret)
{
	for (unsigned int i = 0; i < ACCEL_WISH_NR; i++) {
		if (!strcmp(wishes[i], name)) {
			*ret = i;
			return true;
		}
	}
	return false;
}

const char *accel_wish_name(enum accel_wish wish)
{
	return wishes[wish];
}

bool accel_wants_probe(enum accel_wish wish, const char *host_machine,
		       const char *guest_machine)
{
	return wish != ACCEL_TCG && !strcmp(host_machine, guest_machine);
}

struct accel accel_decide(enum accel_wish wish, const char *host_machine,
			  const char *guest_machine,
			  const struct kvm_probe_result *probe)
{
	struct accel a = { .usable = true };
	const char *end = wish == ACCEL_KVM ? ", and ACCEL=kvm never falls "
					      "back: ACCEL=auto or tcg does "
					      "without"
					    : "; TCG is used";

	if (wish == ACCEL_TCG) {
		snprintf(a.reason, sizeof(a.reason), "TCG was asked for");
		return a;
	}
	if (strcmp(host_machine, guest_machine)) {
		snprintf(a.reason, sizeof(a.reason),
			 "KVM of a %s host does not run a %s guest%s",
			 host_machine, guest_machine, end);
		a.usable = wish != ACCEL_KVM;
		return a;
	}
	if (probe && probe->probe == KVM_PROBE_OK) {
		a.kvm = true;
		a.retry = wish == ACCEL_AUTO;
		snprintf(a.reason, sizeof(a.reason), "KVM ran code in %d ms",
			 probe->took_ms);
		return a;
	}
	a.usable = wish != ACCEL_KVM;
	if (!probe)
		snprintf(a.reason, sizeof(a.reason), "KVM was not probed%s",
			 end);
	else if (probe->probe == KVM_PROBE_HANGS)
		snprintf(a.reason, sizeof(a.reason),
			 "KVM %s (probe: %s, %u.%u %% of its code in %d ms)%s",
			 kvm_probe_meaning(probe->probe),
			 kvm_probe_name(probe->probe), probe->permille / 10,
			 probe->permille % 10, probe->took_ms, end);
	else
		snprintf(a.reason, sizeof(a.reason), "KVM %s (probe: %s%s%s)%s",
			 kvm_probe_meaning(probe->probe),
			 kvm_probe_name(probe->probe), probe->err ? ", " : "",
			 probe->err ? strerror(probe->err) : "", end);
	return a;
}

struct accel accel_trust(enum accel_wish wish, const char *who)
{
	struct accel a = {
		.usable = true,
		.kvm = true,
		.retry = wish == ACCEL_AUTO,
	};

	snprintf(a.reason, sizeof(a.reason),
		 "KVM was taken on trust (%s): nothing proved that it runs "
		 "code",
		 who);
	return a;
}

void accel_fall_back(struct accel *a, const char *why)
{
	assert(a->kvm && a->retry);
	a->kvm = false;
	a->retry = false;
	snprintf(a->reason, sizeof(a->reason),
		 "TCG is used since a guest under KVM came to nothing: %s",
		 why);
}
