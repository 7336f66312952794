# SPDX-License-Identifier: GPL-2.0-only
# Defect: what a boot says before it forges is believed, though its one case could forge all of it
# File: runner/host/boot.c
# Caught-by: boots/isolate-forged-after
/^[a-z].*boot_judge(/,/^}/s/if (m->isolate/if (0 \&\& m->isolate/
