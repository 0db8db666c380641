import type { DiagnosticLine } from "../core/diagnostics/index.ts";
import type { Call } from "./command.ts";
import { paint as brushes } from "./paint.ts";
import { printable } from "./printable.ts";

/**
 * Writes lines of a running Plimsoll on standard error: for a person the time of the day and a mark,
 * for a file the moment. What they quote comes from strangers, so that nothing of it may rule the terminal.
 */
export function diagnosticWriter({ terminal, paint }: Call): (line: DiagnosticLine) => void {
  const { isErrTty, timeZone } = terminal;
  // Colour was settled for standard output; a file beside it gets none.
  const { faint, red, green } = isErrTty ? paint : brushes(false);
  const options = { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const clock = isErrTty ? new Intl.DateTimeFormat("en-GB", options) : null;
  return ({ atMs, kind, text }) => {
    const line = printable(text);
    if (clock === null) return terminal.err(`${new Date(atMs).toISOString()} ${line}\n`);
    const mark = kind === "problem" ? red("✗") : green("✓");
    terminal.err(`${faint(clock.format(atMs))} ${mark} ${line}\n`);
  };
}
