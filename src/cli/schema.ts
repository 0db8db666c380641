import { jsonSchema } from "../core/contract/index.ts";
import type { Call, Command } from "./command.ts";

export const schema: Command = {
  about:
    "Prints the JSON Schema of a contract. Editors complete and check `plimsoll.yaml` with it.",
  options: [
    { flags: "--out FILE", about: "where to write it", fallback: "-" },
    { flags: "--force", about: "replace the file if it exists" },
  ],
  examples: [
    { line: "plimsoll schema --out plimsoll.schema.json", about: "Keep it beside the contract" },
  ],
  json: `{ "ok": true, "file": "plimsoll.schema.json" }
On standard output the schema itself, which is JSON already.`,

  async perform({ option, has, terminal, answer }: Call) {
    const file = option("out") ?? "-";
    const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
    await terminal.write(file, text, { mayReplace: has("force") });
    if (file !== "-") answer({ ok: true, file }, `Wrote ${file}.\n`);
    return 0;
  },
};
