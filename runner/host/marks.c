// SPDX-License-Identifier: GPL-2.0-only
#include "marks.h"

#include <stdlib.h>
#include <string.h>

#include "mark.h"
#include "plan.h"
#include "session.h"
#include "text.h"

void marks_init(struct marks *m, const struct plan *plan)
{
	*m = (struct marks){
		.plan = plan,
		.began = text_alloc(plan->nr, sizeof(*m->began)),
		.ended = text_alloc(plan->nr, sizeof(*m->ended)),
	};
}

void marks_release(struct marks *m)
{
	free(m->began);
	free(m->ended);
	*m = (struct marks){ 0 };
}

/* The rest of the line behind "word ", or NULL. */
static const char *behind(const char *line, const char *word)
{
	size_t len = strlen(word);

	return !strncmp(line, word, len) && line[len] == ' ' ? line + len + 1
							     : NULL;
}

void marks_take(struct marks *m, const char *line)
{
	const char *mark = strstr(line, MARK_PREFIX);
	const struct plan_case *c;
	const char *id;
	bool *where;
	size_t turn;

	if (!mark)
		return;
	mark += strlen(MARK_PREFIX);
	where = m->began;
	id = behind(mark, MARK_BEGIN);
	if (!id) {
		where = m->ended;
		id = behind(mark, MARK_END);
	}
	c = id ? plan_find(m->plan, id) : NULL;
	if (!c)
		return;
	turn = 2 * (c - m->plan->cases) + (where == m->ended);
	if (turn == m->turn)
		m->turn++;
	else if (turn + 1 != m->turn && !m->stray)
		m->stray = c;
	m->last = c;
	m->inside = where == m->began;
	m->ended_nr += !m->inside && !m->ended[c - m->plan->cases];
	where[c - m->plan->cases] = true;
}

struct splat_place marks_place(const struct marks *m)
{
	struct splat_place place = { .when = SPLAT_BOOT };

	if (m->last && !m->inside && m->ended_nr == m->plan->nr) {
		place.when = SPLAT_SHUTDOWN;
	} else if (m->last) {
		place.when = m->inside ? SPLAT_CASE : SPLAT_AFTER;
		place.id = m->last->id;
	}
	return place;
}

bool marks_check(const struct marks *m, const struct session *s,
		 struct text *why)
{
	for (size_t i = 0; i < m->plan->nr; i++) {
		if (!s->seen[i].finished || (m->began[i] && m->ended[i]))
			continue;
		text_printf(why,
			    "the console does not hold the line that says that "
			    "%s %s: what the kernel said may be lost",
			    m->plan->cases[i].id,
			    m->began[i] ? "ended" : "began");
		return false;
	}
	if (m->stray)
		text_printf(why,
			    "the console tells of %s out of its turn: somebody "
			    "else than the runner wrote that",
			    m->stray->id);
	return !m->stray;
}
