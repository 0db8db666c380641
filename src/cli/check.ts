import type { Note } from "../core/contract/index.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
import { problemsSum, problemsText } from "./problem-text.ts";
import { type ReadFile, readContracts } from "./read-contracts.ts";

export const check: Command = {
  about:
    "Names everything that is wrong with a contract, or that cannot be kept together, all at once: " +
    "where, what, and what to write instead.",
  operands: [{ name: "FILE...", about: "contracts to check; - is standard input" }],
  examples: [
    { line: "plimsoll check plimsoll.yaml", about: "One contract" },
    {
      line: "plimsoll check roadmaps.yaml timesheets.yaml --json",
      about: "Several, for a machine",
    },
  ],
  json: `{ "ok": false, "problems": [ { "severity": "error", "rule": "shape.unknown-key", "line": 14, "column": 3, "path": "sla.upTime", "message": "…", "hint": "…" } ], "notes": [ { "path": "sla.maintenance", "line": 21, "column": 3, "says": "…" } ] }
Notes are what Plimsoll does not act on yet. With several files each problem and note also says its "file".`,

  async perform({ operands, terminal, paint, answer }: Call) {
    const read = await readContracts(operands, terminal);
    const ok = read.every(({ kind }) => kind === "contract");
    const isOnly = read.length === 1;
    const listed = <T extends object>(of: (one: ReadFile) => readonly T[]) =>
      read.flatMap((one) => of(one).map((item) => (isOnly ? item : { file: one.file, ...item })));
    answer(
      { ok, problems: listed(({ problems }) => problems), notes: listed(notesOf) },
      read.map((one) => textOf(one, { columns: terminal.columns, paint })).join("\n"),
    );
    return ok ? 0 : 1;
  },
};

const notesOf = (read: ReadFile) => (read.kind === "contract" ? read.notes : []);

function textOf(read: ReadFile, look: Parameters<typeof problemsText>[2]): string {
  const { file, problems } = read;
  const notes = notesText(notesOf(read), look.paint);
  if (problems.length === 0) return `${file}: ${look.paint.green("no problems")}.\n${notes}`;
  const sum = look.paint.bold(problemsSum(problems, file));
  return `${problemsText(problems, read, look)}\n${sum}\n${notes}`;
}

/** What is not wrong with the contract, but not done with it either. */
function notesText(notes: readonly Note[], { faint, bold }: Paint): string {
  if (notes.length === 0) return "";
  const widest = Math.max(...notes.map(({ path }) => path.length));
  const lines = notes.map(
    ({ line, path, says }) => `  ${path.padEnd(widest)}  ${says} ${faint(`[line ${line}]`)}\n`,
  );
  return `\n${bold("What Plimsoll does not act on yet, or not fully:")}\n${lines.join("")}`;
}
