import { plural } from "../core/format/index.ts";
import { type Verification, verifyLines } from "../core/ledger/index.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";

export const verify: Command = {
  about:
    "Recomputes every hash and signature of an exported ledger, without a store and without a " +
    "network, and names the first line that is not as it was written.",
  operands: [{ name: "FILE", about: "an exported ledger; - is standard input" }],
  options: [
    {
      flags: "--key KEY",
      about: "the public key that must have signed it, as its owner shows it at /sla",
    },
  ],
  examples: [
    { line: "plimsoll verify ledger.jsonl", about: "Is the file whole and unchanged?" },
    {
      line: "plimsoll export ledger | plimsoll verify -",
      about: "The same, without keeping a file",
    },
  ],
  json: `{ "ok": true, "entries": 214, "head": { "seq": 214, "hash": "9f2c…" }, "publicKey": "11qY…", "seals": 3 }
{ "ok": false, "line": 17, "reason": "the content does not match its hash" }`,

  async perform({ operands: [file = "-"], option, terminal, answer, paint }: Call) {
    const found = await verifyLines(terminal.lines(file), option("key"));
    answer(documentOf(found), `${sentenceOf(found, file, option("key") !== undefined, paint)}\n`);
    return found.kind === "intact" ? 0 : 1;
  },
};

function documentOf(found: Verification) {
  if (found.kind === "broken") return { ok: false, line: found.line, reason: found.reason };
  const { entries, head, seals } = found;
  return { ok: true, entries, head, publicKey: seals.at(-1)?.publicKey, seals: seals.length };
}

function sentenceOf(found: Verification, file: string, isKeyKnown: boolean, paint: Paint): string {
  if (found.kind === "broken")
    return `${paint.bold(`${file}:${found.line}`)}: ${paint.red("broken")}: ${found.reason}.`;
  const key = found.seals.at(-1)?.publicKey;
  const whose = isKeyKnown
    ? "It is sealed with the key that you named."
    : `It is sealed with the key ${key}; \`--key\` with the one that its owner shows at /sla proves whose that is.`;
  const count = plural(found.entries, "entry", "entries");
  return `${paint.green("Intact")}: ${count}, each as it was written. ${whose}`;
}
