// SPDX-License-Identifier: GPL-2.0-only
#include "shard.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "durations.h"
#include "plan.h"
#include "text.h"

struct group {
	size_t first; /* index of its first case; cases are sorted by id */
	uint64_t ms;
};

/* A number as it is written: no sign, no blank, no zero ahead. */
static const char *parse_number(const char *at, unsigned int *ret)
{
	unsigned int number = 0;

	if (*at < '1' || *at > '9')
		return NULL;
	for (; *at >= '0' && *at <= '9'; at++) {
		number = number * 10 + (unsigned int)(*at - '0');
		if (number > SHARDS_MAX)
			return NULL;
	}
	*ret = number;
	return at;
}

bool shard_parse(const char *word, struct shard *ret)
{
	struct shard s;
	const char *at = parse_number(word, &s.k);

	if (!at || *at != '/')
		return false;
	at = parse_number(at + 1, &s.n);
	if (!at || *at || s.k > s.n)
		return false;
	*ret = s;
	return true;
}

/* The first case of the group that a case is of. */
static size_t lead_of(const size_t *leads, size_t i)
{
	while (leads[i] != i)
		i = leads[i];
	return i;
}

/* Of each case the first one of its group. The caller frees it. */
static size_t *find_leads(const struct plan *plan)
{
	size_t *leads = text_alloc(plan->nr + 1, sizeof(*leads));

	for (size_t i = 0; i < plan->nr; i++)
		leads[i] = i;
	for (size_t i = 0; i < plan->nr; i++) {
		const char *twin_id = plan->cases[i].expect.twin;
		const struct plan_case *twin =
			twin_id ? plan_find(plan, twin_id) : NULL;
		size_t a, b;

		if (!twin)
			continue;
		a = lead_of(leads, i);
		b = lead_of(leads, twin - plan->cases);
		leads[a > b ? a : b] = a > b ? b : a;
	}
	for (size_t i = 0; i < plan->nr; i++)
		leads[i] = lead_of(leads, i);
	return leads;
}

size_t shard_groups(const struct plan *plan)
{
	CLEANUP_FREE size_t *leads = find_leads(plan);
	size_t nr = 0;

	for (size_t i = 0; i < plan->nr; i++)
		nr += leads[i] == i;
	return nr;
}

static int longest_first(const void *a, const void *b)
{
	const struct group *left = a, *right = b;

	if (left->ms != right->ms)
		return left->ms < right->ms ? 1 : -1;
	return (left->first > right->first) - (left->first < right->first);
}

/* Of each group, by its first case, the shard it goes to, from 1. */
static unsigned int *deal(const struct shard *shard, const struct group *groups,
			  size_t groups_nr, size_t cases_nr)
{
	unsigned int *shard_of = text_alloc(cases_nr, sizeof(*shard_of));
	CLEANUP_FREE uint64_t *load = text_alloc(shard->n, sizeof(*load));

	for (size_t g = 0; g < groups_nr; g++) {
		unsigned int least = 0;

		for (unsigned int s = 1; s < shard->n; s++)
			if (load[s] < load[least])
				least = s;
		/* a group of no duration fills a shard all the same */
		load[least] += groups[g].ms ?: 1;
		shard_of[groups[g].first] = least + 1;
	}
	return shard_of;
}

int shard_select(const struct shard *shard, const struct durations *durations,
		 struct plan *plan)
{
	CLEANUP_FREE size_t *leads = find_leads(plan);
	CLEANUP_FREE struct group *groups =
		text_alloc(plan->nr + 1, sizeof(*groups));
	CLEANUP_FREE uint64_t *ms = text_alloc(plan->nr + 1, sizeof(*ms));
	CLEANUP_FREE bool *keep = text_alloc(plan->nr + 1, sizeof(*keep));
	CLEANUP_FREE unsigned int *shard_of = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < plan->nr; i++)
		ms[leads[i]] += durations_ms(durations, plan->cases[i].id);
	for (size_t i = 0; i < plan->nr; i++)
		if (leads[i] == i)
			groups[nr++] = (struct group){ i, ms[i] };
	if (shard->n > nr)
		return -ERANGE;
	qsort(groups, nr, sizeof(*groups), longest_first);
	shard_of = deal(shard, groups, nr, plan->nr);
	for (size_t i = 0; i < plan->nr; i++)
		keep[i] = shard_of[leads[i]] == shard->k;
	plan_keep(plan, keep);
	return 0;
}
