import type { ExitCode } from "../core/errors/index.ts";
import type { Paint } from "./paint.ts";
import type { CliDeps, Terminal } from "./ports.ts";

/** A command as its help shows it and as it runs. */
export interface Command {
  /** What it does, in a sentence or two. */
  readonly about: string;
  readonly operands?: readonly Operand[];
  readonly options?: readonly Option[];
  readonly examples: readonly Example[];
  /** What `--json` prints, as one example with every field. */
  readonly json: string;
  perform(call: Call): Promise<ExitCode>;
}

/** `FILE` is required, `[FILE]` may be left out, `FILE...` takes several. */
interface Operand {
  readonly name: string;
  readonly about: string;
}

export interface Option {
  /** `--force`, or `--out FILE` for one with a value. */
  readonly flags: string;
  readonly about: string;
  readonly fallback?: string;
  /** Whether it may be given several times. */
  readonly repeats?: true;
  /** The heading under which help shows it; without one it stands among the general ones. */
  readonly group?: string;
}

export interface Example {
  readonly line: string;
  readonly about: string;
}

/** One call of a command: what was asked, and who answers. */
export interface Call {
  readonly operands: readonly string[];
  /** The value of an option by its long name; undefined when it was not given and has no fallback. */
  option(name: string): string | undefined;
  /** The values of an option that repeats, in the order given. */
  options(name: string): readonly string[];
  /** Whether an option without a value was given. */
  has(name: string): boolean;
  readonly terminal: Terminal;
  readonly paint: Paint;
  /** Answers on standard output: `document` as JSON where that was asked for, else `text`. */
  answer(document: unknown, text: string): void;
  deps(): Promise<CliDeps>;
}
