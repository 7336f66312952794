// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "hang.h"
#include "symbols.h"
#include "text.h"

#define LOOP 0xffffffff81000200
#define WAIT 0xffffffff81000100
#define IDLE 0xffffffff81000310
#define MODULE 0xffffffffa0001000

static const char map[] = "ffffffff81000000 T _text\n"
			  "ffffffff81000100 T wait_a_while\n"
			  "ffffffff81000200 T loop\n"
			  "ffffffff81000300 T __cpuidle_text_start\n"
			  "ffffffff81000300 T default_idle\n"
			  "ffffffff81000380 T __cpuidle_text_end\n"
			  "ffffffff81000400 T last\n"
			  "ffffffff82000000 B _end\n";

static struct symbols symbols;

/* As QEMU 7.2 prints them, of x86_64 and arm64; lines left out. */
static const char x86_registers[] =
	"\r\nCPU#0\r\nRAX=0000000000000001 RBX=ff1100000069c000\r\n"
	"RSI=0000000000000000 RBP=000000000000000b RSP=ffa000000014bdf8\r\n"
	"RIP=ffffffffa0000a39 RFL=00000002 [-------] CPL=0 II=0 A20=1 SMM=0 "
	"HLT=0\r\nES =0000 0000000000000000 00000000 00000000\r\n";
static const char arm64_registers[] =
	"\r\nCPU#0\r\n PC=ffff8000804fb5a0 X00=0000000000000000\r\n"
	"X29=ffff800080aa3d20 X30=ffff8000804fb5c4  SP=ffff800080aa3d20\r\n"
	"PSTATE=614010c5 -ZC- EL1h  SVCR=00000000 --  BTYPE=0\r\n";

static void test_registers(void **state)
{
	struct vcpu_sample s;

	assert_true(vcpu_parse(x86_registers, &s));
	assert_true(s.pc == 0xffffffffa0000a39 && s.sp == 0xffa000000014bdf8);
	assert_true(s.irqs_off && !s.user && !s.halted);
	assert_true(vcpu_parse("RSP=0 RIP=1 RFL=00000246 [---Z-P-] CPL=3 HLT=1",
			       &s));
	assert_true(!s.irqs_off && s.user && s.halted);
	assert_true(vcpu_parse("ESP=7c00 EIP=0000fff0 EFL=00000002 CPL=0", &s));
	assert_true(s.pc == 0xfff0 && s.sp == 0x7c00);
	assert_true(vcpu_parse(arm64_registers, &s));
	assert_true(s.pc == 0xffff8000804fb5a0 && s.sp == 0xffff800080aa3d20);
	assert_true(s.irqs_off && !s.user && !s.halted);
	assert_true(vcpu_parse(" PC=426868\r\n SP=1\r\n"
			       "PSTATE=80001000 N--- EL0t  SVCR=0",
			       &s));
	assert_true(!s.irqs_off && s.user && s.pc == 0x426868);
	s.pc = 7;
	assert_false(vcpu_parse("", &s));
	assert_false(vcpu_parse("RIP=zz RSP=1 RFL=2 CPL=0", &s));
	assert_false(vcpu_parse("XRIP=1 RSP=1 RFL=2 CPL=0", &s));
	assert_true(s.pc == 7);
}

static void test_words(void **state)
{
	uint64_t words[3];

	assert_int_equal(vcpu_parse_words("ffff8000: 0x1 0xffffffffffffffff\r\n"
					  "ffff8010: 0x3 0x4\r\n",
					  words, 3),
			 3);
	assert_true(words[0] == 1 && words[1] == UINT64_MAX && words[2] == 3);
	assert_int_equal(vcpu_parse_words("Cannot access memory\r\n", words, 3),
			 0);
	assert_int_equal(vcpu_parse_words("10: what\n20: 0x5\n", words, 3), 1);
	assert_true(words[0] == 5);
}

struct look {
	uint64_t pc;
	bool user, irqs_off, halted;
};

static struct hang_vcpu vcpu(const struct look *looks, size_t nr)
{
	struct hang_vcpu v = { .looks = nr };

	for (size_t i = 0; i < nr; i++)
		v.samples[i] = (struct vcpu_sample){
			.pc = looks[i].pc,
			.user = looks[i].user,
			.irqs_off = looks[i].irqs_off,
			.halted = looks[i].halted,
		};
	return v;
}

static void assert_hang(const struct hang_facts *facts, enum hang_class class,
			const char *sentence)
{
	struct text t = TEXT_INIT;

	assert_string_equal(hang_class_name(hang_classify(facts, &t)),
			    hang_class_name(class));
	assert_string_equal(t.data, sentence);
	text_release(&t);
}

/* One processor, beside one that is idle. */
static void assert_class(const struct look looks[HANG_LOOKS],
			 enum hang_class class, const char *sentence)
{
	const struct look idle = { .pc = IDLE, .irqs_off = true };
	const struct look idles[] = { idle, idle, idle, idle, idle };
	const struct hang_vcpu vcpus[] = { vcpu(idles, HANG_LOOKS),
					   vcpu(looks, HANG_LOOKS) };
	const struct hang_facts facts = {
		.answered = true,
		.status = "running",
		.vcpus = vcpus,
		.vcpus_nr = 2,
		.symbols = &symbols,
	};

	assert_hang(&facts, class, sentence);
}

static void test_classes(void **state)
{
	const struct look spin = { .pc = LOOP + 4 };
	const struct look wait = { .pc = WAIT };
	const struct look idle = { .pc = IDLE };
	const struct look user = { .pc = 0x401000, .user = true };
	const struct look off = { .pc = LOOP, .irqs_off = true };
	const struct look irq = { .pc = WAIT, .irqs_off = true };
	const struct look halted = { .pc = LOOP, .halted = true };
	const struct look dead = { .pc = LOOP,
				   .halted = true,
				   .irqs_off = true };
	const struct look module = { .pc = MODULE };
	const struct look other = { .pc = MODULE + 0x800 };

	assert_class((struct look[]){ idle, idle, idle, idle, idle }, HANG_IDLE,
		     "every vCPU is idle");
	assert_class((struct look[]){ halted, halted, halted, wait, wait },
		     HANG_IDLE, "every vCPU is idle");
	assert_class((struct look[]){ spin, irq, spin, irq, spin },
		     HANG_SPINNING, "vCPU 1 spins in loop+0x4");
	assert_class((struct look[]){ module, other, module, other, module },
		     HANG_SPINNING,
		     "vCPU 1 spins in a module or BPF program at "
		     "0xffffffffa0001000");
	assert_class((struct look[]){ off, off, off, off, off }, HANG_IRQS_OFF,
		     "vCPU 1 spins in loop+0x0 with interrupts off");
	assert_class((struct look[]){ off, irq, off, irq, irq }, HANG_IRQS_OFF,
		     "vCPU 1 spins in wait_a_while+0x0 with interrupts off");
	assert_class((struct look[]){ off, off, spin, off, off }, HANG_SPINNING,
		     "vCPU 1 spins in loop+0x0");
	assert_class((struct look[]){ dead, dead, dead, dead, dead },
		     HANG_IRQS_OFF,
		     "vCPU 1 is halted in loop+0x0 with interrupts off");
	assert_class((struct look[]){ user, irq, user, user, spin }, HANG_USER,
		     "vCPU 1 stays in user space");
	assert_class((struct look[]){ wait, spin, idle, user, spin }, HANG_BUSY,
		     "vCPU 1 runs in loop+0x4 and wait_a_while+0x0");
}

/* The one that explains most is named; one that is not known excuses nothing. */
static void test_several(void **state)
{
	const struct look off = { .pc = LOOP, .irqs_off = true };
	const struct look user = { .pc = 1, .user = true };
	const struct look idle = { .pc = IDLE };
	const struct hang_vcpu vcpus[] = {
		vcpu((struct look[]){ user, user, user, user, user }, 5),
		vcpu((struct look[]){ off, off, off, off, off }, 5),
		vcpu((struct look[]){ idle, idle, idle, idle, idle }, 5),
		vcpu((struct look[]){ idle, idle, idle, idle }, 4),
	};
	struct hang_facts facts = {
		.answered = true,
		.status = "running",
		.vcpus = vcpus,
		.vcpus_nr = 4,
		.symbols = &symbols,
	};

	assert_hang(&facts, HANG_IRQS_OFF,
		    "vCPU 1 spins in loop+0x0 with interrupts off");
	facts.vcpus_nr = 1;
	assert_hang(&facts, HANG_USER, "vCPU 0 stays in user space");
	facts.vcpus = vcpus + 2;
	facts.blocked = "init (pid 1)";
	assert_hang(&facts, HANG_IDLE,
		    "every vCPU is idle; blocked: init (pid 1)");
	facts.vcpus_nr = 2;
	assert_hang(
		&facts, HANG_UNKNOWN,
		"what the guest was at is not known; blocked: init (pid 1)");
	facts.blocked = NULL;
	facts.vcpus_nr = 0;
	assert_hang(&facts, HANG_UNKNOWN, "what the guest was at is not known");
}

/* Each is idle most of the time, and at every look one is not. */
static void test_wanders(void **state)
{
	const struct look spin = { .pc = LOOP };
	const struct look idle = { .pc = IDLE };
	const struct hang_vcpu vcpus[] = {
		vcpu((struct look[]){ spin, idle, idle, spin, idle }, 5),
		vcpu((struct look[]){ idle, spin, idle, idle, idle }, 5),
		vcpu((struct look[]){ idle, idle, idle, idle, idle }, 5),
	};
	struct hang_facts facts = {
		.answered = true,
		.status = "running",
		.vcpus = vcpus,
		.vcpus_nr = 3,
		.symbols = &symbols,
	};

	assert_hang(&facts, HANG_BUSY,
		    "what runs moves from vCPU to vCPU, in loop+0x0");
	facts.vcpus = vcpus + 1;
	facts.vcpus_nr = 2;
	assert_hang(&facts, HANG_IDLE, "every vCPU is idle");
}

static void test_qemu(void **state)
{
	struct hang_facts facts = { .symbols = &symbols };

	assert_hang(&facts, HANG_QEMU, "QEMU did not answer");
	facts.process_state = 'T';
	assert_hang(&facts, HANG_QEMU,
		    "QEMU did not answer: its process is stopped");
	facts.process_state = 'D';
	assert_hang(&facts, HANG_QEMU,
		    "QEMU did not answer, its process is in state D");
	facts.flood = true;
	assert_hang(&facts, HANG_FLOOD,
		    "QEMU did not answer, its process is in state D");
	facts.flood = false;
	facts.answered = true;
	assert_hang(&facts, HANG_STOPPED,
		    "QEMU does not run the guest, it says: nothing");
	facts.status = "paused";
	facts.late_records = true;
	assert_hang(&facts, HANG_STOPPED,
		    "QEMU does not run the guest, it says: paused; it still "
		    "sent records");
}

static void test_names(void **state)
{
	enum hang_class class;

	for (unsigned int i = 0; i < HANG_CLASS_NR; i++) {
		assert_true(hang_class_parse(hang_class_name(i), &class));
		assert_int_equal(class, i);
	}
	assert_false(hang_class_parse("", &class));
}

static int read_symbols(void **state)
{
	return symbols_parse(text_dup(map), &symbols);
}

static int release_symbols(void **state)
{
	symbols_release(&symbols);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_registers),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_qemu),
		cmocka_unit_test(test_wanders),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("hang", tests, read_symbols,
					   release_symbols);
}
