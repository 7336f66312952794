# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Config fragments and finished configs as lists, "SYMBOL VALUE" a line, the symbol without CONFIG_. Sourced after lib.sh.

# A line of a list as a line of a fragment, for awk.
# shellcheck disable=SC2034 # whoever sources this reads it
config_awk='function config_line(symbol, value) { return value == "n" ? "# CONFIG_" symbol " is not set" : "CONFIG_" symbol "=" value }'

# config_lines FILE [NAME]: the list of a fragment. A line that kbuild would pass over is refused, by NAME and number: it says
# something to its reader and nothing to the kernel.
config_lines()
{
	awk -v name="${2:-$1}" '
	function refuse(words) {
		printf "rig: %s:%d: %s: %s\n", name, FNR, $0, words >"/dev/stderr"
		wrong = 1
		exit
	}
	function state(symbol, value) {
		if ((symbol in got) && got[symbol] != value) refuse("further up it is " got[symbol] "; state it once")
		if (!(symbol in got)) order[++nr] = symbol
		got[symbol] = value
	}
	sub(/\r$/, "") { refuse("ends in a carriage return, as the lines of another system do; sed -i \"s/\\r$//\" takes them away") }
	/^# CONFIG_[A-Za-z0-9_]+ is not set$/ { state(substr($2, 8), "n"); next }
	/^#.*CONFIG_[A-Za-z0-9_]+ is not set/ { refuse("is a comment to kbuild; what turns a symbol off is: # CONFIG_<symbol> is not set") }
	/^[ \t]*(#.*)?$/ { next }
	/^CONFIG_[A-Za-z0-9_]+=.*\t/ { refuse("has a tab in its value, which is not kept here") }
	/^CONFIG_[A-Za-z0-9_]+=(y|m|n|-?[0-9]+|0[xX][0-9a-fA-F]+|".*")$/ {
		state(substr($0, 8, index($0, "=") - 8), substr($0, index($0, "=") + 1))
		next
	}
	{ refuse("is no line of a config; those are CONFIG_<symbol>=<value> and # CONFIG_<symbol> is not set") }
	END {
		if (wrong) exit 1
		for (i = 1; i <= nr; i++) print order[i], got[order[i]]
	}' <"$1"
}

# config_diff OLD NEW UNSAID: the symbols in which two lists differ, "SYMBOL<tab>FROM<tab>TO", those of NEW first, in its order. In a
# list that does not have it a symbol is UNSAID.
config_diff()
{
	awk -v unsaid="$3" '
	function tell(symbol, value,   was) {
		was = (symbol in old) ? old[symbol] : unsaid
		if (was != value) printf "%s\t%s\t%s\n", symbol, was, value
	}
	{ value = substr($0, length($1) + 2) }
	list == "old" { old[$1] = value; order[++nr] = $1; next }
	{ seen[$1]; tell($1, value) }
	END { for (i = 1; i <= nr; i++) if (!(order[i] in seen)) tell(order[i], unsaid) }' list=old "$1" list=new "$2"
}

# config_own KERNEL ARCHES ARCH: what the rig itself asks for, by the fragments in the folder KERNEL: "SYMBOL FRAGMENT VALUE". Those
# of other arches, which ARCHES names, are left.
config_own()
{
	for config_file in "$1"/*.config; do
		config_name=${config_file##*/}
		[ "$config_name" = "$3.config" ] || [ ! -e "$2/${config_name%.config}.conf" ] || continue
		config_lines "$config_file" | sed "s/ / $config_name /"
	done
}
