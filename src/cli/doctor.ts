import { catalogue, type ExitCode } from "../core/errors/index.ts";
import { plural, sizeWords } from "../core/format/index.ts";
import { type Examination, type Finding, partNames } from "../core/store/index.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";

/** A disk that is full within so many days wants somebody now. */
const WARNED_DAYS = 14;

export const doctor: Command = {
  about:
    "Reads the whole store and says what is wrong with it and what to do: its files and pages, every block of " +
    "measurements, the chain of the ledger, what takes how much room, and when the disk is full. Works beside a " +
    "running Plimsoll and changes nothing. Exit code 0: all is well; 1: something should be done; 70: something is damaged.",
  options: [dataOption],
  examples: [
    { line: "plimsoll doctor --data /var/lib/plimsoll", about: "The store of the service" },
    { line: "plimsoll doctor --json", about: "For a nightly job" },
  ],
  json: `{ "ok": true, "store": "SQLite, .plimsoll/plimsoll.db", "findings": [ { "check": "blocks", "state": "ok", "message": "2,310 blocks of measurements, each as it was written.", "hint": "" } ], "sizeBytes": 254704, "parts": { "counts": 81920, "detail": 65536, "total": 40960, "ledger": 24576, "vault": 8192, "intake": 16384, "other": 16384, "free": 0 }, "disk": { "availableBytes": 80000000000, "sizeBytes": 100000000000 }, "forecast": { "growthPerDay": 1200000, "lossPerDay": 9000000, "seenDays": 7, "fullInDays": null } }
The state of a finding is ok, warning or damage. parts is null where they cannot be read, disk where it is another machine's.`,

  async perform(call: Call) {
    const deps = await call.deps();
    const found = await deps.examine({ dataFolder: dataFolderOf(call) });
    const findings = [...found.findings, diskFinding(found)];
    const isWell = findings.every(({ state }) => state === "ok");
    call.answer({ ok: isWell, ...found, findings }, textOf({ ...found, findings }, call.paint));
    return exitCodeOf(findings);
  },
};

function exitCodeOf(findings: readonly Finding[]): ExitCode {
  if (findings.some(({ state }) => state === "damage")) return catalogue["store.damaged"].exit;
  return findings.some(({ state }) => state === "warning") ? 1 : 0;
}

function textOf({ store, findings, sizeBytes, parts }: Examination, paint: Paint): string {
  const widest = Math.max(...findings.map(({ check }) => check.length));
  const indent = " ".repeat(widest + 6);
  const rows = findings.map(({ check, state, message, hint }) => {
    const said = printableLines(message).join(`\n${indent}`);
    const todo = hint === "" ? "" : `${indent}${paint.bold("→")} ${printable(hint)}\n`;
    return `  ${mark(state, paint)} ${check.padEnd(widest)}  ${said}\n${todo}`;
  });
  const sizes =
    parts === null
      ? []
      : partNames
          .filter((part) => parts[part] > 0)
          .map((part) => `${part} ${sizeWords(parts[part])}`);
  const size =
    sizeBytes === null ? "" : `  Size: ${[sizeWords(sizeBytes), ...sizes].join(", ")}.\n`;
  return `${paint.bold(printable(store))}\n${rows.join("")}${size}`;
}

const printableLines = (message: string): readonly string[] => message.split("\n").map(printable);

const mark = (state: Finding["state"], { green, amber, red }: Paint): string =>
  ({ ok: green("✓"), warning: amber("!"), damage: red("✗") })[state];

/** How much room is left, and for how long. */
function diskFinding({ disk, forecast }: Examination): Finding {
  const { growthPerDay, fullInDays, seenDays } = forecast;
  const rate =
    growthPerDay === null
      ? "How fast it grows is known once Plimsoll has run for a day."
      : `At the rate of the last ${plural(Math.max(1, Math.round(seenDays)), "day")} it grows by ${sizeWords(Math.max(0, growthPerDay))} a day.`;
  if (disk === null)
    return {
      check: "disk",
      state: "ok",
      message: `Its disk is another machine's to see. ${rate}`,
      hint: "",
    };
  const left = `${sizeWords(disk.availableBytes)} of ${sizeWords(disk.sizeBytes)} are left.`;
  const full =
    fullInDays === null ? "" : ` The disk is full in ${plural(Math.floor(fullInDays), "day")}.`;
  const isSoon = fullInDays !== null && fullInDays < WARNED_DAYS;
  return {
    check: "disk",
    state: isSoon || disk.availableBytes < SCARCE_BYTES ? "warning" : "ok",
    message: `${left} ${rate}${full}`,
    hint: isSoon || disk.availableBytes < SCARCE_BYTES ? MORE_ROOM : "",
  };
}

const SCARCE_BYTES = 256 << 20;
const MORE_ROOM =
  "Free some space, move the store to a larger disk, or keep less of it: `operations.retention` in the contract.";
