import { changesText, compareContracts } from "../core/contract/index.ts";
import type { Call, Command } from "./command.ts";
import { printable } from "./printable.ts";
import { isFit, readContracts, tellProblems } from "./read-contracts.ts";

export const diff: Command = {
  about:
    "Says of every change between two versions of a contract whether customers are promised less or " +
    "more, or something else that has no order. Exit code 1 when any promise became weaker or cannot " +
    "be ordered.",
  operands: [
    { name: "OLD", about: "the contract as it was" },
    { name: "NEW", about: "the contract as it is to be; - is standard input" },
  ],
  examples: [
    { line: "plimsoll diff published.yaml plimsoll.yaml", about: "May this be published?" },
    {
      line: "git show main:plimsoll.yaml | plimsoll diff - plimsoll.yaml",
      about: "Against another branch",
    },
  ],
  json: `{ "ok": false, "changes": [ { "path": "sla.uptime.target", "effect": "weaker", "before": "99.9 %", "after": "99.5 %", "sentence": "…" } ] }
An effect is weaker, stronger, neutral, or unordered.`,

  async perform(call: Call) {
    const read = await readContracts(call.operands, call.terminal);
    const [before, after] = read.filter(isFit);
    if (!before || !after) return tellProblems(call, read, "Nothing was compared.");
    const changes = compareContracts(before.contract, after.contract);
    const ok = changes.every(({ effect }) => effect !== "weaker" && effect !== "unordered");
    const shown = changes.map((one) => ({ ...one, sentence: printable(one.sentence) }));
    call.answer({ ok, changes }, changesText(shown, call.paint));
    return ok ? 0 : 1;
  },
};
