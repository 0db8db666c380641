import type { Call, Command } from "./command.ts";
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
  json: `{ "ok": false, "problems": [ { "severity": "error", "rule": "shape.unknown-key", "line": 14, "column": 3, "path": "sla.upTime", "message": "…", "hint": "…" } ] }
With several files each problem also says its "file".`,

  async perform({ operands, terminal, paint, answer }: Call) {
    const read = await readContracts(operands, terminal);
    const ok = read.every(({ kind }) => kind === "contract");
    answer(
      { ok, problems: read.flatMap(read.length === 1 ? ({ problems }) => problems : withFile) },
      read.map((one) => textOf(one, { columns: terminal.columns, paint })).join("\n"),
    );
    return ok ? 0 : 1;
  },
};

const withFile = ({ file, problems }: ReadFile) => problems.map((one) => ({ file, ...one }));

function textOf(read: ReadFile, look: Parameters<typeof problemsText>[2]): string {
  const { file, problems } = read;
  if (problems.length === 0) return `${file}: ${look.paint.green("no problems")}.\n`;
  return `${problemsText(problems, read, look)}\n${look.paint.bold(problemsSum(problems, file))}\n`;
}
