// SPDX-License-Identifier: GPL-2.0-only
/* Variables that can be read, and some that can not. */
#define SEC(name) __attribute__((section(name), used))

enum level { LOW, HIGH };
typedef unsigned long long wide;

int in_bss;
long in_data = 0x1122334455667788;
volatile wide after = 3;
const volatile int in_rodata = 4;
SEC(".data.own") int in_own = 5;
char small;
enum level level;
int *pointer;
struct pair {
	int a, b;
} pair;

SEC(".struct_ops.link") struct pair ops;

SEC("syscall")
int uses(void *ctx)
{
	pointer = &in_bss;
	level = HIGH;
	return in_bss + small + (int)in_data + (int)after + in_rodata + in_own +
	       level + *pointer + pair.a;
}
