// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "cleanup.h"
#include "matrix.h"
#include "report-json.h"
#include "report-matrix.h"

static json_t *runs_json(const struct cell *cell)
{
	json_t *list = json_array();

	for (size_t i = 0; i < cell->parts_nr; i++) {
		const struct part *part = cell->parts[i];
		const struct result *r = &part->result;

		json_array_append_new(
			list, json_pack("{s:s, s:s, s:s?, s:s, s:s, s:s}",
					"run", r->manifest.id, "directory",
					part->path, "shard", r->manifest.shard,
					"started", r->manifest.started,
					"outcome", outcome_name(r->outcome),
					"sentence", r->sentence));
	}
	return list;
}

static json_t *cell_json(const struct cell *cell)
{
	CLEANUP_FREE char *folder = matrix_folder(cell);
	const struct result *r = cell->result;

	return json_pack("{s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:o, s:o, s:o, "
			 "s:o}",
			 "cell", cell->name, "arch", r->manifest.arch,
			 "variant", r->manifest.variant, "outcome",
			 outcome_name(r->outcome), "exit",
			 outcome_exit(r->outcome), "sentence", r->sentence,
			 "folder", folder, "accel",
			 report_json_text(r->manifest.accel), "runs",
			 runs_json(cell), "counts", report_json_counts(r),
			 "seconds", report_json_seconds(r));
}

static json_t *entry_json(const struct matrix_entry *e)
{
	json_t *json;

	if (!e->judgement)
		return json_null();
	json = json_pack("{s:s, s:s, s:b}", "verdict",
			 verdict_name(e->judgement->verdict), "sentence",
			 e->judgement->sentence.data, "differs", e->differs);
	if (json && e->seen->finished &&
	    (json_object_set_new(
		     json, "stage",
		     json_string(record_stage_name(e->seen->stage))) ||
	     json_object_set_new(json, "errno", json_integer(e->seen->err)))) {
		json_decref(json);
		return NULL;
	}
	return json;
}

static json_t *row_json(const struct matrix *m, size_t row)
{
	json_t *cells = json_object();

	for (size_t c = 0; c < m->nr; c++) {
		if (!json_object_set_new(cells, m->cells[c].name,
					 entry_json(matrix_at(m, row, c))))
			continue;
		json_decref(cells);
		return NULL;
	}
	return json_pack("{s:s, s:b, s:o}", "id", m->ids[row], "differs",
			 matrix_row_differs(m, row), "cells", cells);
}

int report_matrix_json(const struct matrix *m, struct text *out)
{
	json_t *cells = json_array(), *rows = json_array();
	bool whole = true;

	for (size_t c = 0; c < m->nr; c++)
		if (json_array_append_new(cells, cell_json(&m->cells[c])))
			whole = false;
	for (size_t row = 0; row < m->ids_nr; row++)
		if (json_array_append_new(rows, row_json(m, row)))
			whole = false;
	/* nothing is left out quietly */
	return report_json_dump(
		json_pack("{s:i, s:s*, s:i, s:s, s:o, s:o}", "format", 1,
			  "outcome", whole ? outcome_name(m->outcome) : NULL,
			  "exit", outcome_exit(m->outcome), "sentence",
			  m->sentence, "cells", cells, "rows", rows),
		out);
}
