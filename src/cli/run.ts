import { type ExitCode, PlimsollError } from "../core/errors/index.ts";
import type { Call } from "./command.ts";
import { explainFailure } from "./explain-failure.ts";
import { mayColour, type Paint, paint } from "./paint.ts";
import type { CliDeps, Terminal } from "./ports.ts";
import { type Reading, readArguments } from "./read-arguments.ts";

/**
 * Runs one command line and answers its exit code. Never throws: what goes wrong is said on the
 * terminal, once, in the words of the error catalogue.
 * @param deps is asked only by commands that need it, so that the others start fast.
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  deps: () => Promise<CliDeps>,
): Promise<ExitCode> {
  const brushes = paint(mayColour(args, terminal));
  const wantsJson = args.includes("--json");
  try {
    const { version, columns } = terminal;
    const reading = await readArguments(args, { version, columns, paint: brushes });
    return await obey(reading, { terminal, wantsJson, paint: brushes, deps });
  } catch (error) {
    return explainFailure(error, args, terminal);
  }
}

interface Asked {
  readonly terminal: Terminal;
  readonly wantsJson: boolean;
  readonly paint: Paint;
  readonly deps: () => Promise<CliDeps>;
}

async function obey(reading: Reading, asked: Asked): Promise<ExitCode> {
  switch (reading.kind) {
    case "misuse":
      throw new PlimsollError("usage", reading.message, { hint: reading.hint });
    case "print":
      asked.terminal.out(reading.text);
      return 0;
    case "call":
      return reading.command.perform(callOf(reading, asked));
  }
}

function callOf(
  { operands, options }: Extract<Reading, { kind: "call" }>,
  { terminal, wantsJson, paint, deps }: Asked,
): Call {
  return {
    operands,
    option: (name) => (typeof options[name] === "string" ? options[name] : undefined),
    options: (name) => {
      const values = options[name];
      return Array.isArray(values) ? values : [];
    },
    has: (name) => options[name] === true,
    terminal,
    paint,
    answer: (document, text) => terminal.out(wantsJson ? `${JSON.stringify(document)}\n` : text),
    deps,
  };
}
