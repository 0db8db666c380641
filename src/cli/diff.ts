import { type Change, compareContracts } from "../core/contract/index.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
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
    call.answer(
      { ok, changes },
      `${changes.map(changeText(call.paint)).join("")}${sum(changes)}\n`,
    );
    return ok ? 0 : 1;
  },
};

const changeText =
  ({ red, green, amber, faint }: Paint) =>
  ({ effect, sentence, path }: Change): string => {
    const marks = {
      weaker: red("−"),
      stronger: green("+"),
      unordered: amber("≠"),
      neutral: faint("·"),
    };
    return `  ${marks[effect]} ${printable(sentence)} ${faint(`[${path}]`)}\n`;
  };

function sum(changes: readonly Change[]): string {
  const count = (effect: Change["effect"]) =>
    changes.filter((change) => change.effect === effect).length;
  const [weaker, unordered, stronger] = [count("weaker"), count("unordered"), count("stronger")];
  const parts = [
    ...(weaker > 0 ? [`${weaker} weaker`] : []),
    ...(unordered > 0 ? [`${unordered} without an order`] : []),
    ...(stronger > 0 ? [`${stronger} stronger`] : []),
  ];
  if (parts.length === 0) return "Customers are promised the same.";
  const became = weaker > 0 ? "weaker" : unordered > 0 ? "another one" : "stronger";
  return `The promise became ${became}: ${parts.join(", ")}.`;
}
