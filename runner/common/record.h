/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * record: the framed messages that a guest sends to the host.
 *
 * A frame is a fixed header, then `length` bytes of payload. All integers are
 * little-endian, whatever the two machines are. The checksum is zlib's crc32
 * over the header, with its crc field taken as zero, and the payload.
 *
 * The payload is a sequence of fields, each a key (u16), a zero (u16), a
 * length (u32) and that many bytes; numbers are 8 bytes long. Which keys a
 * type of record must and may hold is one table (record.c): an unknown key, a
 * missing one, one too many or one of the wrong form makes the record invalid.
 *
 * type     must hold                                    may hold
 * HELLO    MACHINE RELEASE VERSION BUILD_ID BTF_SHA256  MODULE (repeated)
 *          CONFIG_SHA256 CPUS MEM_KIB UPTIME_MS
 *          SLICE_US (RECORD_SLICES times)
 * PLAN     CASE (repeated)
 * START    CASE INDEX OBJECT_SHA256 UPTIME_MS
 * LOG      INDEX STREAM DATA
 * VERDICT  CASE INDEX STAGE ERRNO LIBBPF_BYTES          RETVAL PROG_ID REASON
 *          VERIFIER_BYTES STDOUT_BYTES STDERR_BYTES     INSNS STATES
 *          LOG_CRC ELAPSED_US                           PEAK_STATES VERIFY_US
 *                                                       PROVEN
 * END      COUNT UPTIME_MS
 * ERROR    REASON                                       CASE INDEX
 *
 * A text is never empty and holds no NUL; leave out an optional field instead.
 *
 * Sequence numbers start at 0 and grow by one with every record of a boot.
 * Every record carries the nonce of its run, so a file left over from another
 * run can not be mistaken for this one's.
 */
#ifndef RIG_RECORD_H
#define RIG_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORD_PORT_NAME "org.kfunc-rig.records" /* virtio-serial port */
#define RECORD_REQUEST_NAME "opt/org.kfunc-rig/request" /* fw_cfg file */
#define RECORD_REQUEST_FIRST_LINE "kfunc-rig-request 1" /* of that file */

#define RECORD_MAGIC 0x4749524bu /* "KRIG" */
#define RECORD_VERSION 4
#define RECORD_NONCE_BYTES 16
#define RECORD_HEADER_BYTES 36
#define RECORD_PAYLOAD_MAX_BYTES (64u * 1024)
#define RECORD_LOG_CHUNK_BYTES (32u * 1024)
#define RECORD_SLICES 8 /* of the work by which a guest measures itself */

enum record_type {
	RECORD_HELLO = 1, /* who is speaking: once, first */
	RECORD_PLAN, /* the cases it is going to run, in order: once, second */
	RECORD_START, /* a case begins */
	RECORD_LOG, /* a piece of a case's log */
	RECORD_VERDICT, /* what the kernel made of the case */
	RECORD_END, /* all cases are done: once, last */
	RECORD_ERROR, /* the runner itself could not go on: last */
};

/* Streams of RECORD_KEY_STREAM. */
enum record_stream {
	RECORD_STREAM_LIBBPF = 1,
	RECORD_STREAM_VERIFIER,
	RECORD_STREAM_STDOUT, /* what the program printed to its streams */
	RECORD_STREAM_STDERR,
};
#define RECORD_STREAMS 4

/* A case has two expectations on a step of the series: whose needs are met? */
#define RECORD_PROVEN_PATCHED 1u
#define RECORD_PROVEN_BASELINE 2u

/* How far a program got; the stage at which it was refused. */
enum record_stage {
	RECORD_STAGE_NEEDS =
		1, /* what it needs was not there: never a verdict */
	RECORD_STAGE_BTF, /* the kernel's BTF is not what the case states */
	RECORD_STAGE_OPEN,
	RECORD_STAGE_LIBBPF, /* libbpf refused it before the kernel was asked */
	RECORD_STAGE_VERIFIER, /* BPF_PROG_LOAD failed */
	RECORD_STAGE_ATTACH,
	RECORD_STAGE_RUN,
	RECORD_STAGE_DONE, /* nothing refused it */
};

enum record_key {
	RECORD_KEY_CASE = 1, /* text: case id; in PLAN repeated */
	RECORD_KEY_INDEX, /* number: position in the plan, from 0 */
	RECORD_KEY_STREAM, /* number: enum record_stream */
	RECORD_KEY_DATA, /* bytes: a piece of that stream */
	RECORD_KEY_STAGE, /* number: enum record_stage */
	RECORD_KEY_ERRNO, /* number: positive errno, 0 for none */
	RECORD_KEY_RETVAL, /* number: 32 bits, returned by the test run or observed */
	RECORD_KEY_PROG_ID, /* number: id of the loaded program */
	RECORD_KEY_REASON, /* text: one sentence for a person */
	RECORD_KEY_LIBBPF_BYTES, /* number: total length of the stream */
	RECORD_KEY_VERIFIER_BYTES, /* number: total length of the stream */
	RECORD_KEY_STDOUT_BYTES, /* number: total length of the stream */
	RECORD_KEY_STDERR_BYTES, /* number: total length of the stream */
	RECORD_KEY_LOG_CRC, /* number: crc32 of all streams, in their order */
	RECORD_KEY_INSNS, /* number: instructions processed by the verifier */
	RECORD_KEY_STATES, /* number: total states */
	RECORD_KEY_PEAK_STATES, /* number: peak states */
	RECORD_KEY_VERIFY_US, /* number: verification time as the log tells, microseconds */
	RECORD_KEY_ELAPSED_US, /* number: whole case, monotonic clock, microseconds */
	RECORD_KEY_MACHINE, /* text: uname -m */
	RECORD_KEY_RELEASE, /* text: uname -r */
	RECORD_KEY_VERSION, /* text: uname -v */
	RECORD_KEY_BUILD_ID, /* text: hex, GNU build id in /sys/kernel/notes */
	RECORD_KEY_BTF_SHA256, /* text: hex, of /sys/kernel/btf/vmlinux */
	RECORD_KEY_CONFIG_SHA256, /* text: hex, of /proc/config.gz unpacked */
	RECORD_KEY_MODULE, /* text: "name sha256-of-its-BTF"; repeated */
	RECORD_KEY_CPUS, /* number: online CPUs */
	RECORD_KEY_MEM_KIB, /* number: MemTotal */
	RECORD_KEY_UPTIME_MS, /* number: time since boot when sent */
	RECORD_KEY_OBJECT_SHA256, /* text: hex, of the file that holds the case */
	RECORD_KEY_COUNT, /* number: cases done */
	RECORD_KEY_PROVEN, /* number: set of RECORD_PROVEN_*, of a step of the series */
	RECORD_KEY_SLICE_US, /* number: a slice of that work, monotonic clock, microseconds; repeated */
};

/*
 * One record being put together. The caller owns it, usually on the heap for
 * it is large; record_init() before first use, no release needed.
 */
struct record {
	enum record_type type;
	uint32_t seq;
	uint8_t nonce[RECORD_NONCE_BYTES];
	uint32_t length; /* bytes used in payload */
	bool overflow; /* a field did not fit */
	uint8_t payload[RECORD_PAYLOAD_MAX_BYTES];
};

/* Begins an empty record. */
void record_init(struct record *r, enum record_type type,
		 const uint8_t nonce[RECORD_NONCE_BYTES], uint32_t seq);

/* Append one field. What does not fit is remembered; record_encode() fails. */
void record_put_number(struct record *r, enum record_key key, uint64_t value);
void record_put_text(struct record *r, enum record_key key, const char *text);
void record_put_bytes(struct record *r, enum record_key key, const void *data,
		      size_t bytes);

/*
 * Writes the frame to buf, which has room for RECORD_HEADER_BYTES and
 * r->length. 0, or -EMSGSIZE when a field overflowed, or -EBADMSG when the
 * fields are not what the type wants. *ret_bytes is the length of the frame.
 */
int record_encode(const struct record *r, uint8_t *buf, size_t size,
		  size_t *ret_bytes);

/*
 * Reads one frame from the first `size` bytes at buf.
 * 0: a whole valid record, *ret_bytes long, stands in *ret.
 * -EAGAIN: it is not whole yet. -EBADMSG: it is not a valid record; why is in
 * *ret_why (a static string). *ret may be scribbled on when not 0.
 */
int record_decode(const uint8_t *buf, size_t size, struct record *ret,
		  size_t *ret_bytes, const char **ret_why);

/*
 * Walk the fields of a valid record: *pos starts at 0; false at the end.
 * The field's bytes stay owned by the record.
 */
struct record_field {
	enum record_key key;
	uint64_t number; /* for number keys */
	const uint8_t *data; /* text is not NUL-terminated */
	uint32_t bytes;
};
bool record_next(const struct record *r, size_t *pos, struct record_field *ret);

/* First field with that key; false when there is none. */
bool record_find(const struct record *r, enum record_key key,
		 struct record_field *ret);

/* Names for people and for result.json; never NULL. */
const char *record_type_name(enum record_type type);
const char *record_stage_name(enum record_stage stage);
/* The stage of that name in *ret; false when there is none. */
bool record_stage_parse(const char *name, enum record_stage *ret);

#endif
