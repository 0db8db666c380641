import { PlimsollError } from "../core/errors/index.ts";
import { dateWords } from "../core/format/index.ts";
import { type AddonGuide, type GuideRow, STATES, tallyWords } from "../guide/index.ts";
import type { Place } from "./acting-ports.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
import { placeOf, placeOptions } from "./place-options.ts";
import { printable } from "./printable.ts";
import { isFit, readContracts, tellProblems } from "./read-contracts.ts";
import { dataFolderOf } from "./store-options.ts";

export const guide: Command = {
  about:
    "Says for each of the 44 recommendations of the platform's operations guide whether the add-on keeps it, by what " +
    "evidence, how old that is, and what to do next. With a contract, by that document and what the store has of its " +
    "add-on; else by what the running Plimsoll watches.",
  operands: [{ name: "[CONTRACT]", about: "the contract to judge by" }],
  options: [
    { flags: "--addon KEY", about: "only this one, where several are watched" },
    {
      flags: "--state STATE",
      about: "only rows that are kept, broken, unproven or not-applicable",
    },
    ...placeOptions,
  ],
  examples: [
    { line: "plimsoll guide", about: "What the running Plimsoll watches" },
    { line: "plimsoll guide plimsoll.yaml --json", about: "One contract, for a program" },
  ],
  json: `{ "ok": true, "addon": "com.example.roadmaps", "rows": [ { "id": "G1", "chapter": "Service levels", "asks": "…", "state": "kept", "evidence": "…", "at": "2027-01-16T14:03:22.000Z", "next": "" } ] }
The state is kept, broken, unproven or not-applicable. Of several add-ons, rows has those of all, each with its addon.`,

  async perform(call: Call) {
    const [file] = call.operands;
    const read = file === undefined ? null : (await readContracts([file], call.terminal))[0]!;
    if (read !== null && !isFit(read)) return tellProblems(call, [read], "Nothing was judged.");
    const only = stateOf(call.option("state"));
    const { guides } = await call.deps();
    const addon = call.option("addon") ?? null;
    const place = file === undefined ? await placeOf(call) : ownStore(call);
    const found = await guides({ contract: read, addon, place });
    const shown = found.map((one) => ({
      ...one,
      rows: one.rows.filter(({ state }) => only === null || state === only),
    }));
    const rows = shown.flatMap((one) => one.rows.map((row) => ({ addon: one.addon, ...row })));
    const text = shown.map((one, at) => guideText(one, found[at]!, call.paint));
    const key = found.length === 1 ? found[0]!.addon : null;
    call.answer({ ok: true, addon: key, rows }, text.join("\n"));
    return 0;
  },
};

/** A contract that is named need not be published: what is known of its add-on is read here. */
function ownStore(call: Call): Place {
  if (call.option("server") !== undefined)
    throw new PlimsollError("usage", "A server judges by the contracts that it watches.", {
      hint: "Leave out the contract, or --server.",
    });
  return { kind: "folder", dataFolder: dataFolderOf(call) };
}

function stateOf(given: string | undefined): GuideRow["state"] | null {
  if (given === undefined) return null;
  if (Object.hasOwn(STATES, given)) return given as GuideRow["state"];
  throw new PlimsollError("usage", `There is no state ${given}.`, {
    hint: `There are ${Object.keys(STATES).join(", ")}.`,
  });
}

/** Chapter by chapter; the heading counts all rows, also those that are not shown. */
function guideText({ name, rows }: AddonGuide, all: AddonGuide, paint: Paint): string {
  const chapters = [...Map.groupBy(rows, ({ chapter }) => chapter)].map(
    ([chapter, own]) =>
      `\n${paint.bold(chapter)}\n${own.map((row) => rowText(row, paint)).join("")}`,
  );
  return `${paint.bold(printable(name))}: ${tallyWords(all.rows)}.\n${chapters.join("")}`;
}

function rowText({ id, asks, state, evidence, at, next }: GuideRow, paint: Paint): string {
  const below = [
    ...(evidence === "" && at === null
      ? []
      : [`${printable(evidence)}${at === null ? "" : paint.faint(` (${dateWords(at)})`)}`]),
    ...(next === "" ? [] : [`${paint.bold("→")} ${printable(next)}`]),
  ];
  const indent = " ".repeat(8);
  return `  ${mark(state, paint)} ${id.padEnd(3)} ${asks}\n${below.map((line) => `${indent}${line}\n`).join("")}`;
}

const mark = (state: GuideRow["state"], { green, red, amber, faint }: Paint): string =>
  ({ kept: green("✓"), broken: red("✗"), unproven: amber("?"), "not-applicable": faint("–") })[
    state
  ];
