import { catalogue, type ErrorCode, type ExitCode, PlimsollError } from "../core/errors/index.ts";
import { mayColour, paint } from "./paint.ts";
import type { Terminal } from "./ports.ts";
import { printable } from "./printable.ts";

/**
 * Says what went wrong and answers the exit code. A person's mistake shows no stack; a fault of
 * ours keeps it in a file and says where.
 */
export async function explainFailure(
  error: unknown,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const { code, message, hint } = wordsFor(error);
  const { exit } = catalogue[code];
  const report = exit === 70 ? await terminal.keepReport(reportOn(error, terminal.version)) : null;
  if (args.includes("--json")) {
    const kept = report === null ? {} : { report };
    terminal.out(`${JSON.stringify({ ok: false, error: { code, message, hint, ...kept } })}\n`);
    return exit;
  }
  const { red, bold, faint } = paint(mayColour(args, terminal));
  terminal.err(
    `${red(bold("error"))}: ${printable(message)} ${faint(`[${code}]`)}\n` +
      `  hint: ${printable(hint)}\n${report === null ? "" : `  stack: ${report}\n`}`,
  );
  return exit;
}

function wordsFor(error: unknown): { code: ErrorCode; message: string; hint: string } {
  if (error instanceof PlimsollError) return error;
  const { meaning, hint } = catalogue.internal;
  const reason = error instanceof Error ? error.message : String(error);
  return { code: "internal", message: `${meaning.replace(/\.$/, "")}: ${reason}`, hint };
}

/** The error with everything that caused it, for the one who repairs it. */
function reportOn(error: unknown, version: string): string {
  const causes: string[] = [];
  for (let cause = error; cause !== undefined && causes.length < 10; ) {
    causes.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return `Plimsoll ${version}\n${causes.join("\ncaused by ")}\n`;
}
