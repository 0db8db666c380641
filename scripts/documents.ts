/** Writes the documents that the code knows better than a person. `--check` only says which are stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { apiManual } from "../src/api/api-manual.ts";
import { capabilities, commandManual } from "../src/cli/index.ts";
import { jsonSchema, keyManual, ruleManual } from "../src/core/contract/index.ts";
import { errorManual } from "../src/core/errors/index.ts";
import { entryManual } from "../src/entries/index.ts";

/** Path in the repository and text of each generated document. */
export async function generatedDocuments(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["docs/cli.md", await commandManual()],
    ["docs/api.md", apiManual(capabilities)],
    ["docs/errors.md", errorManual()],
    ["docs/entries.md", entryManual()],
    ["docs/rules.md", ruleManual()],
    ["docs/contract-keys.md", keyManual()],
    ["docs/plimsoll.schema.json", `${JSON.stringify(jsonSchema(), null, 2)}\n`],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of await generatedDocuments()) {
    const place = new URL(`../${file}`, import.meta.url);
    if (process.argv.includes("--check")) {
      if (readFileSync(place, "utf8") === text) continue;
      console.error(`${file} is stale; run: npm run documents`);
      process.exitCode = 1;
    } else writeFileSync(place, text);
  }
}
