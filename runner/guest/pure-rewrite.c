// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bpf.h>

#include "rewrite.h"

size_t rewrite_calls(struct bpf_insn *insns, size_t nr, int32_t from,
		     int32_t to)
{
	size_t found = 0;

	for (size_t i = 0; i < nr; i++) {
		struct bpf_insn *insn = &insns[i];

		/* The second half of a 16 byte load is data, not code. */
		if (insn->code == (BPF_LD | BPF_IMM | BPF_DW)) {
			i++;
			continue;
		}
		if (insn->code != (BPF_JMP | BPF_CALL) ||
		    insn->src_reg != BPF_PSEUDO_KFUNC_CALL || insn->imm != from)
			continue;
		insn->imm = to;
		found++;
	}
	return found;
}
