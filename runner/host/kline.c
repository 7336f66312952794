// SPDX-License-Identifier: GPL-2.0-only
#include "kline.h"

#include <ctype.h>
#include <string.h>

#define SYMBOL_BYTES 512 /* the kernel's own limit, KSYM_NAME_LEN */
#define STAMP_PART 6 /* digits of a time stamp behind its point */
#define NR(array) (sizeof(array) / sizeof((array)[0]))

/* What the two arches say around a trace, by the words that lines begin with. */
static const char *const heads[] = {
	"RIP: ",
	"Code: ",
	"RSP: ",
	"RAX: ",
	"RDX: ",
	"RBP: ",
	"R10: ",
	"R13: ",
	"FS:  ",
	"CS:  ",
	"CR2: ",
	"DR0: ",
	"DR3: ",
	"PKRU: ",
	"ORIG_RAX: ",
	"CPU: ",
	"Tainted: ",
	"Hardware name: ",
	"Workqueue: ",
	"Stopper: ",
	"Modules linked in:",
	"irq event stamp",
	"hardirqs last",
	"softirqs last",
	"#PF: ",
	"PGD ",
	"Mem abort info:",
	"ESR = ",
	"EC = ",
	"SET = ",
	"EA = ",
	"FSC = ",
	"Data abort info:",
	"ISV = ",
	"CM = ",
	"GCS = ",
	"user pgtable: ",
	"swapper pgtable: ",
	"pstate: ",
	"pc : ",
	"lr : ",
	"sp : ",
	"pmr_save: ",
	"Sched_ext: ",
	"Kernel Offset: ",
};

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* "[    3.141592]", or nothing: how many bytes. */
static size_t stamp_bytes(const char *s)
{
	size_t at = 1, part;

	if (*s != '[')
		return 0;
	at += strspn(s + at, " ");
	part = digits(s + at);
	at += part;
	if (!part || s[at] != '.')
		return 0;
	part = digits(s + at + 1);
	at += 1 + part;
	return part && s[at] == ']' ? at + 1 : 0;
}

/* "[   T12]" or "[  C0]" behind it. */
static size_t caller_bytes(const char *s, struct kline *ret)
{
	size_t at = 1, nr;

	if (*s != '[')
		return 0;
	at += strspn(s + at, " ");
	nr = s[at] == 'T' || s[at] == 'C' ? digits(s + at + 1) : 0;
	if (!nr || s[at + 1 + nr] != ']')
		return 0;
	ret->caller = s + at;
	ret->caller_bytes = nr + 1;
	return at + nr + 2;
}

static bool is_symbol(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

static size_t hex_bytes(const char *s)
{
	size_t nr;

	if (strncmp(s, "0x", 2) != 0)
		return 0;
	nr = strspn(s + 2, "0123456789abcdef");
	return nr && nr <= 8 ? nr + 2 : 0;
}

/* " [module]" or " [module 0123...]": of both the module. Bytes it takes. */
static size_t read_module(const char *s, struct kline_frame *ret)
{
	size_t name, id;

	if (strncmp(s, " [", 2) != 0)
		return 0;
	for (name = 0; isalnum((unsigned char)s[2 + name]) ||
		       s[2 + name] == '_' || s[2 + name] == '-';)
		name++;
	id = s[2 + name] == ' ' ? strspn(s + 3 + name, "0123456789abcdef") + 1
				: 0;
	if (!name || s[2 + name + id] != ']')
		return 0;
	ret->module = s + 2;
	ret->module_bytes = name;
	return name + id + 3;
}

/* A function that stands here; the bytes it takes, 0 when there is none. */
static size_t read_frame(const char *s, struct kline_frame *ret)
{
	struct kline_frame f = { .function = s, .reliable = true };
	size_t offset, size;

	if (isdigit((unsigned char)*s))
		return 0;
	while (f.function_bytes < SYMBOL_BYTES &&
	       is_symbol(s[f.function_bytes]))
		f.function_bytes++;
	if (!f.function_bytes || s[f.function_bytes] != '+')
		return 0;
	offset = hex_bytes(s + f.function_bytes + 1);
	f.place_bytes = f.function_bytes + 1 + offset;
	if (!offset || s[f.place_bytes] != '/')
		return 0;
	size = hex_bytes(s + f.place_bytes + 1);
	if (!size)
		return 0;
	f.place_bytes += 1 + size;
	size = f.place_bytes + read_module(s + f.place_bytes, &f);
	*ret = f;
	return size;
}

bool kline_is_place(const char *s)
{
	struct kline_frame f;
	size_t bytes = read_frame(s, &f);

	return bytes && !s[bytes] &&
	       (!f.module || f.module[f.module_bytes] == ']');
}

bool kline_find_frame(const char *text, struct kline_frame *ret)
{
	for (const char *at = text; *at; at++)
		if ((at == text || !is_symbol(at[-1])) && read_frame(at, ret))
			return true;
	return false;
}

/* A line of a trace: the function, perhaps "(P)" and the like, and no more. */
static bool is_frame(const char *s, struct kline_frame *ret)
{
	bool reliable = strncmp(s, "? ", 2) != 0;
	size_t at;

	s += reliable ? 0 : 2;
	at = read_frame(s, ret);
	if (!at)
		return false;
	ret->reliable = reliable;
	while (s[at] == ' ' && s[at + 1] == '(') {
		size_t word = strspn(s + at + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

		if (!word || s[at + 2 + word] != ')')
			break;
		at += word + 3;
	}
	return !s[at + strspn(s + at, " ")];
}

static bool is_stack(const char *s)
{
	size_t at = 1 + (s[0] == '<' && s[1] == '/');
	size_t name = strspn(s + at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_#0123456789");

	return *s == '<' && name && s[at + name] == '>' && !s[at + name + 1];
}

/* A register of arm64: "x29: ", or the address that a fault names. */
static bool is_register(const char *s)
{
	size_t nr = *s == 'x' ? digits(s + 1) : 0;

	if (nr && nr <= 2)
		return s[1 + nr] == ':' ||
		       (s[1 + nr] == ' ' && s[2 + nr] == ':');
	nr = *s == '[' ? strspn(s + 1, "0123456789abcdef") : 0;
	return nr == 16 && s[17] == ']';
}

static enum kline_shape shape_of(const char *s, struct kline_frame *frame)
{
	if (is_frame(s, frame))
		return KLINE_FRAME;
	*frame = (struct kline_frame){ 0 };
	if (!strncmp(s, "---[ end trace", 14))
		return KLINE_END;
	if (!strncmp(s, "Call Trace:", 11) || !strncmp(s, "Call trace:", 11))
		return KLINE_TRACE;
	if (is_stack(s))
		return KLINE_STACK;
	if (is_register(s))
		return KLINE_HEAD;
	for (size_t i = 0; i < NR(heads); i++)
		/* by its first letter most of a flood is none of them */
		if (*s == *heads[i] &&
		    !strncmp(s, heads[i], strlen(heads[i]))) {
			if (!strcmp(heads[i], "RIP: ") ||
			    !strcmp(heads[i], "pc : "))
				kline_find_frame(s, frame);
			return KLINE_HEAD;
		}
	return KLINE_TEXT;
}

/*
 * A program that writes half a line to the console has the kernel's next line
 * behind it: where the stamp is that this one has, or the line.
 */
static const char *own_line(const char *line)
{
	if (stamp_bytes(line))
		return line;
	for (const char *at = line; (at = strchr(at, '[')); at++) {
		size_t bytes = stamp_bytes(at);

		if (bytes > STAMP_PART + 2 && at[bytes - STAMP_PART - 2] == '.')
			return at;
	}
	return line;
}

void kline_read(const char *line, struct kline *ret)
{
	line = own_line(line);
	*ret = (struct kline){ .caller = line };
	line += stamp_bytes(line);
	line += caller_bytes(line, ret);
	ret->text = line + strspn(line, " ");
	ret->shape = shape_of(ret->text, &ret->frame);
}
