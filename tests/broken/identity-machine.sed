# SPDX-License-Identifier: GPL-2.0-only
# Defect: the machine is not compared
# File: runner/host/identity.c
# Caught-by: outcome/wrong-machine
s/{ "machine", hello->machine, machine }/{ "machine", machine, machine }/
