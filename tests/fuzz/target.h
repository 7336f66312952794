/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * target: the parsers that are fed with bytes of anybody's, each with what must
 * hold of what comes out, whatever went in.
 *
 * `make fuzz` has libFuzzer look for bytes that break one; `make check` replays
 * those of tests/fuzz/corpus/<name>/, where every input that ever did is kept.
 * A target has no state: the same bytes do the same every time.
 */
#ifndef RIG_FUZZ_TARGET_H
#define RIG_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

struct rundir;
struct text;

struct fuzz_target {
	const char *name;
	void (*run)(const uint8_t *data, size_t bytes);
};

/* Ends with one without a name. */
extern const struct fuzz_target fuzz_targets[];

/* NULL: there is none of that name. */
const struct fuzz_target *fuzz_find(const char *name);

/* Says what did not hold, and aborts. */
void fuzz_broken(const char *file, int line, const char *words)
	__attribute__((noreturn));

#define fuzz_must(holds)                                         \
	do {                                                     \
		if (!(holds))                                    \
			fuzz_broken(__FILE__, __LINE__, #holds); \
	} while (0)

/*
 * The length of the piece that a stream is to be cut into next, out of the
 * stream itself: of what is left, at least 1.
 */
size_t fuzz_piece(const uint8_t *data, size_t at, size_t bytes);

/* A folder in memory where there is one, made when first asked for, gone at the end. */
const struct rundir *fuzz_dir(void);

/* Puts the bytes into a file of it, and returns its path; the caller frees it. */
char *fuzz_file(const char *name, const void *data, size_t bytes);

/* Holds of every text that is for people: no control bytes, and no NUL inside. */
void fuzz_must_be_clean(const char *s);

/* What a reader said when it refused: something, in one clean line. */
void fuzz_must_say(const struct text *why);

void fuzz_record(const uint8_t *data, size_t bytes);
void fuzz_console(const uint8_t *data, size_t bytes);
void fuzz_expect(const uint8_t *data, size_t bytes);
void fuzz_object(const uint8_t *data, size_t bytes);
void fuzz_keyfile(const uint8_t *data, size_t bytes);
void fuzz_request(const uint8_t *data, size_t bytes);
void fuzz_manifest(const uint8_t *data, size_t bytes);
void fuzz_vm(const uint8_t *data, size_t bytes);
void fuzz_result(const uint8_t *data, size_t bytes);
void fuzz_qmp(const uint8_t *data, size_t bytes);

#endif
