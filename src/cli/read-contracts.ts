import { type Note, type Problem, readContract } from "../core/contract/index.ts";
import type { ExitCode } from "../core/errors/index.ts";
import type { Call } from "./command.ts";
import type { GivenContract, Terminal } from "./ports.ts";
import { printable } from "./printable.ts";
import { problemsSum, problemsText } from "./problem-text.ts";

/** A contract file as it was read: fit for use, or with what is wrong. Warnings may come with both. */
export type ReadFile =
  | GivenContract
  | {
      readonly kind: "problems";
      readonly file: string;
      readonly text: string;
      readonly problems: readonly Problem[];
    };

/** A contract is a few kilobytes; what is far beyond is another file, named by mistake. */
const MOST_BYTES = 32 * 1024 * 1024;

/** @throws PlimsollError `file.unreadable` */
export async function readContracts(
  files: readonly string[],
  terminal: Terminal,
): Promise<readonly ReadFile[]> {
  return Promise.all(
    files.map(async (file): Promise<ReadFile> => {
      const text = await terminal.read(file, MOST_BYTES);
      return { ...readContract(text), file, text };
    }),
  );
}

export const isFit = (read: ReadFile): read is Extract<ReadFile, { kind: "contract" }> =>
  read.kind === "contract";

/** Says on standard error what keeps contracts from being used, and what was therefore not done. */
export function tellProblems(
  { terminal, paint, answer }: Call,
  read: readonly ReadFile[],
  ending: string,
): ExitCode {
  const unfit = read.filter((one) => !isFit(one));
  for (const one of unfit) {
    const text = problemsText(one.problems, one, { columns: terminal.columns, paint });
    const sum = paint.bold(`${problemsSum(one.problems, one.file)} ${ending}`);
    terminal.err(`${text}\n${sum}\n`);
  }
  const problems = unfit.flatMap(({ file, problems }) => problems.map((one) => ({ file, ...one })));
  answer({ ok: false, problems }, "");
  return 1;
}

/** An option that does nothing yet must not look as if it did: nobody would be paged. */
export function tellNotes({ terminal, paint }: Call, file: string, notes: readonly Note[]): void {
  if (notes.length === 0) return;
  const paths = notes.map(({ path }) => path).join(", ");
  terminal.err(
    `${paint.amber("note")}: Plimsoll does not act yet, or not fully, on ${paths}; \`plimsoll check ${printable(file)}\` says what each lacks.\n`,
  );
}
