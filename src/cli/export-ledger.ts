import { plural } from "../core/format/index.ts";
import type { Call, Command } from "./command.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";

export const exportLedger: Command = {
  about:
    "Writes every entry of the ledger as one line of JSON, and a signed seal as the last, so that " +
    "anyone can verify it with `plimsoll verify`.",
  options: [
    { flags: "--out FILE", about: "where to write it", fallback: "-" },
    { flags: "--force", about: "replace the file if it exists" },
    dataOption,
  ],
  examples: [
    { line: "plimsoll export ledger --out ledger.jsonl", about: "Into a file" },
    { line: "plimsoll export ledger | wc -l", about: "Onto standard output" },
  ],
  json: `{ "ok": true, "file": "ledger.jsonl", "entries": 214 }
On standard output the ledger itself, which is JSON already.`,

  async perform(call: Call) {
    const file = call.option("out") ?? "-";
    const records = await (await call.deps()).openRecords({ dataFolder: dataFolderOf(call) });
    try {
      const counted = countLines(records.ledgerLines());
      await call.terminal.write(file, counted.lines, { mayReplace: call.has("force") });
      const entries = counted.count() - 1;
      if (file !== "-")
        call.answer(
          { ok: true, file, entries },
          `Wrote ${plural(entries, "entry", "entries")} and a seal to ${file}.\n`,
        );
      return 0;
    } finally {
      await records.close();
    }
  },
};

function countLines(lines: AsyncIterable<string>) {
  let count = 0;
  async function* counting() {
    for await (const line of lines) {
      count++;
      yield `${line}\n`;
    }
  }
  return { lines: counting(), count: () => count };
}
