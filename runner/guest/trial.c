// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "attempt.h"
#include "channel.h"
#include "exercises.h"
#include "kernel_btf.h"
#include "plan.h"
#include "prints.h"
#include "progload.h"
#include "trial.h"
#include "words.h"

/* bpf(2)'s BPF_LOG_STATS, and what an auxiliary program is loaded with. */
#define LOG_STATS 4u
#define AUX_LOG_LEVEL 1u

/* As much as test_loader gives a program to work on, and room for more. */
#define DATA_BYTES 64
#define DATA_OUT_BYTES 256

/* Of an auxiliary program's log. */
#define TAIL_BYTES (64 * 1024)

struct state {
	const struct trial *trial;
	const struct plan_case *c;
	const struct expect *e; /* what it is tried for */
	struct attempt *a;
	struct bpf_object *obj;
	struct bpf_program *prog;
	struct progload load;
	const struct exercises_ops *exercise; /* NULL: none */
	struct exercises_state at; /* of the exercise */
};

static const char *tail_of(const char *log)
{
	size_t bytes = strnlen(log, ATTEMPT_LOG_BYTES - 1);

	return bytes > TAIL_BYTES ? log + bytes - TAIL_BYTES : log;
}

#define stop(t, ...) attempt_stop((t)->a, __VA_ARGS__)

/* The first of the needs that is not met; `why` says so. NULL: all are. */
static const struct expect_need *
unmet_need(struct state *t, const struct expect *e, char *why, size_t why_size)
{
	for (size_t i = 0; i < e->needs_nr; i++)
		if (!kernel_btf_meets(t->trial->k, &e->needs[i], why, why_size))
			return &e->needs[i];
	return NULL;
}

/* A step of the series has it as patched has it, or as baseline. */
static int prove_either(struct state *t)
{
	char why[256], why_before[256];

	if (!unmet_need(t, &t->c->before, why_before, sizeof(why_before))) {
		t->a->proven |= RECORD_PROVEN_BASELINE;
		t->e = &t->c->before;
	}
	if (!unmet_need(t, &t->c->expect, why, sizeof(why))) {
		t->a->proven |= RECORD_PROVEN_PATCHED;
		t->e = &t->c->expect;
	}
	if (!t->a->proven)
		return stop(t, RECORD_STAGE_NEEDS, 0,
			    "%s; nor is it as on baseline: %s", why,
			    why_before);
	return 0;
}

static int prove_needs(struct state *t)
{
	const struct expect_need *unmet;
	char why[256];

	if (t->c->has_before)
		return prove_either(t);
	t->e = &t->c->expect;
	unmet = unmet_need(t, t->e, why, sizeof(why));
	if (unmet)
		return stop(t,
			    expect_is_claim(unmet->kind) ? RECORD_STAGE_BTF
							 : RECORD_STAGE_NEEDS,
			    0, "%s", why);
	return 0;
}

/* A case whose function is not there at all is libbpf's to refuse. */
static int resolve_calls(struct state *t)
{
	const struct expect *e = t->e;
	char why[256];

	if (!e->call_from)
		return 0;
	for (size_t i = 0; i < e->needs_nr; i++)
		if (e->needs[i].kind == EXPECT_NEED_ABSENT &&
		    strcmp(e->needs[i].name, e->call_from) == 0)
			return 0;
	if (!kernel_btf_pair(t->trial->k, e->call_from, e->call_to,
			     &t->load.call_from, &t->load.call_to, why,
			     sizeof(why)))
		return stop(t, RECORD_STAGE_NEEDS, 0, "%s", why);
	return 0;
}

static bool is_auxiliary(const struct state *t, struct bpf_program *prog)
{
	struct expect e;
	char why[256];
	bool auxiliary;

	if (plan_expect(t->trial->plan, bpf_object__btf(t->obj),
			basename(t->c->path), bpf_program__name(prog),
			t->trial->arch, t->trial->variant, &e, why,
			sizeof(why)))
		return false;
	auxiliary = e.auxiliary;
	expect_release(&e);
	return auxiliary;
}

/* What an exercise runs beside the case's program: the one there is, or none. */
static void note_auxiliary(struct state *t, struct bpf_program *prog)
{
	static int found;

	if (bpf_program__type(prog) == BPF_PROG_TYPE_SYSCALL)
		t->at.aux = found++ ? NULL : prog;
}

/*
 * Of the kernel's own programs: which operations are loaded is up to libbpf,
 * for a map of them is created with all that it holds.
 */
static bool is_operation(const struct state *t, struct bpf_program *prog)
{
	return t->trial->plan->facts &&
	       bpf_program__type(prog) == BPF_PROG_TYPE_STRUCT_OPS;
}

static int choose_programs(struct state *t)
{
	const struct expect *e = t->e;
	struct bpf_program *prog;

	bpf_object__for_each_program (prog, t->obj) {
		bool chosen =
			strcmp(bpf_program__name(prog), t->c->program) == 0;
		bool operation = !chosen && is_operation(t, prog);
		bool auxiliary = !chosen && is_auxiliary(t, prog);

		if (!operation)
			bpf_program__set_autoload(prog, chosen || auxiliary);
		if (auxiliary || operation) {
			bpf_program__set_log_level(prog, AUX_LOG_LEVEL);
			bpf_program__set_log_buf(prog, t->a->aux_log,
						 ATTEMPT_LOG_BYTES);
			note_auxiliary(t, prog);
		}
		if (chosen)
			t->prog = prog;
	}
	if (!t->prog)
		return stop(t, RECORD_STAGE_OPEN, ENOENT,
			    "the object has no program '%s'", t->c->program);
	bpf_program__set_log_level(t->prog, e->log_level | LOG_STATS);
	bpf_program__set_log_buf(t->prog, t->a->verifier, ATTEMPT_LOG_BYTES);
	bpf_program__set_flags(t->prog,
			       bpf_program__flags(t->prog) | e->prog_flags);
	return 0;
}

/* Of the maps of struct_ops only the one that is to be attached is made. */
static int choose_maps(struct state *t)
{
	const char *wanted = t->e->attach_map;
	struct bpf_map *map;

	if (t->trial->plan->facts)
		return 0; /* the kernel's own are for an object as it is */
	bpf_object__for_each_map(map, t->obj)
	{
		bool chosen = wanted && strcmp(bpf_map__name(map), wanted) == 0;

		if (bpf_map__type(map) != BPF_MAP_TYPE_STRUCT_OPS)
			continue;
		bpf_map__set_autocreate(map, chosen);
		if (chosen)
			t->at.map = map;
	}
	if (wanted && !t->at.map)
		return stop(t, RECORD_STAGE_NEEDS, 0,
			    "the object has no map of struct_ops '%s'", wanted);
	return 0;
}

static int open_object(struct state *t)
{
	int err;

	t->obj = bpf_object__open_file(t->c->path, NULL);
	err = libbpf_get_error(t->obj);
	if (!err)
		return choose_programs(t) ?: choose_maps(t);
	t->obj = NULL;
	return stop(t, RECORD_STAGE_OPEN, -err, "libbpf can not open it");
}

/* libbpf loads whatever program a map of struct_ops that it makes holds. */
static int check_company(struct state *t)
{
	struct bpf_program *prog;

	bpf_object__for_each_program (prog, t->obj)
		if (bpf_program__fd(prog) >= 0 && prog != t->prog &&
		    !is_auxiliary(t, prog) && !is_operation(t, prog))
			return stop(t, RECORD_STAGE_NEEDS, 0,
				    "'%s' was loaded as well, and is not "
				    "auxiliary",
				    bpf_program__name(prog));
	return 0;
}

static int load_object(struct state *t)
{
	const struct progload *load = &t->load;
	int err;

	t->load.log = t->a->verifier;
	t->load.aux_log = t->a->aux_log;
	progload_watch(&t->load);
	err = bpf_object__load(t->obj);
	progload_watch(NULL);

	if (load->aux_refused) {
		/* Its log goes where libbpf speaks; the end says why. */
		words_say("%s", tail_of(t->a->aux_log));
		return stop(t, RECORD_STAGE_NEEDS, 0,
			    "the kernel refused an auxiliary program");
	}
	if (!load->issued)
		return stop(t, RECORD_STAGE_LIBBPF, err < 0 ? -err : 0, "%s",
			    "");
	if (load->call_from && !load->rewritten)
		return stop(t, RECORD_STAGE_NEEDS, 0, "it has no call of '%s'",
			    t->e->call_from);
	if (load->err == ENOSPC)
		return stop(t, RECORD_STAGE_NEEDS, 0,
			    "the verifier's log is longer than %zu bytes",
			    ATTEMPT_LOG_BYTES);
	if (load->err)
		return stop(t, RECORD_STAGE_VERIFIER, load->err, "%s", "");
	if (err)
		return stop(t, RECORD_STAGE_NEEDS, 0,
			    "the program was loaded, its object was not: %s",
			    strerror(-err));
	return check_company(t);
}

static int read_id(struct state *t)
{
	struct bpf_prog_info info = {};
	uint32_t bytes = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_program__fd(t->prog), &info, &bytes))
		return stop(t, RECORD_STAGE_NEEDS, 0,
			    "what the kernel knows of the program: %s",
			    strerror(errno));
	t->a->prog_id = info.id;
	return 0;
}

/* Where needs do not tell the two apart, either may want its return value. */
static bool is_to_run(const struct state *t)
{
	return t->e->has_retval || ((t->a->proven & RECORD_PROVEN_BASELINE) &&
				    t->c->before.has_retval);
}

static int test_run(struct state *t)
{
	static uint8_t in[DATA_BYTES], out[DATA_OUT_BYTES];
	bool bare = bpf_program__type(t->prog) == BPF_PROG_TYPE_SYSCALL;
	LIBBPF_OPTS(bpf_test_run_opts, bare_opts);
	LIBBPF_OPTS(bpf_test_run_opts, data_opts, .data_in = in,
		    .data_size_in = sizeof(in), .data_out = out,
		    .data_size_out = sizeof(out), .repeat = 1);
	struct bpf_test_run_opts *opts = bare ? &bare_opts : &data_opts;

	if (bpf_prog_test_run_opts(bpf_program__fd(t->prog), opts))
		return stop(t, RECORD_STAGE_RUN, errno, "the test run failed");
	t->a->has_retval = true;
	t->a->retval = opts->retval;
	return 0;
}

static int prepare_exercise(struct state *t)
{
	t->exercise = exercises_find(t->e->exercise);
	t->at.a = t->a;
	t->at.obj = t->obj;
	t->at.prog = t->prog;
	return t->exercise && t->exercise->prepare
		       ? t->exercise->prepare(&t->at)
		       : 0;
}

static int make_it_run(struct state *t)
{
	int err;

	if (!t->exercise && !is_to_run(t))
		return 0;
	if (!t->exercise)
		err = test_run(t);
	else
		err = reading_begin(&t->at.seen, t->a, t->obj, t->e->observe)
			      ?: t->exercise->perform(&t->at);
	return err ?: prints_read(t->a, bpf_program__fd(t->prog), t->e);
}

/* Once it was prepared, however far things went. */
static int finish_exercise(struct state *t)
{
	return t->exercise && t->exercise->finish ? t->exercise->finish(&t->at)
						  : 0;
}

void trial_run(struct attempt *a, const void *arg)
{
	const struct trial *trial = arg;
	struct state t = { .trial = trial, .c = trial->c, .a = a };
	int err;

	/* What speaks for all cases is none of this one's. */
	channel_forget(trial->channel);
	words_listen(a);
	/* Overwritten by whatever stops the program. */
	a->stage = RECORD_STAGE_NEEDS;
	err = prove_needs(&t) ?: resolve_calls(&t) ?: open_object(&t) ?:
	      prepare_exercise(&t) ?: load_object(&t) ?: read_id(&t) ?:
	      make_it_run(&t);
	if (!finish_exercise(&t) && !err)
		a->stage = RECORD_STAGE_DONE;
	bpf_object__close(t.obj);
}
