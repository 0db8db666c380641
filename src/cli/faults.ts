import { type ErrorCode, PlimsollError } from "../core/errors/index.ts";

/** One thing that is wrong with what a person asks, and what to do about it. */
export interface Fault {
  readonly message: string;
  readonly hint: string;
}

type Values<R extends Record<string, () => unknown>> = {
  readonly [K in keyof R]: Awaited<ReturnType<R[K]>>;
};

export type AllRead<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "faults"; readonly faults: readonly Fault[] };

/**
 * Reads one thing after the other, and goes on where one is at fault, so that a person hears of
 * all that is wrong at once. What is not a person's mistake is thrown.
 */
export async function readAll<R extends Record<string, () => unknown>>(
  readers: R,
): Promise<AllRead<Values<R>>> {
  const faults: Fault[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readers))
    try {
      values[name] = await read();
    } catch (error) {
      if (!(error instanceof PlimsollError) || !MISTAKES.has(error.code)) throw error;
      faults.push(error);
    }
  return faults.length === 0
    ? { kind: "read", value: values as Values<R> }
    : { kind: "faults", faults };
}

const MISTAKES: ReadonlySet<ErrorCode> = new Set(["usage", "file.unreadable"]);

/** All of them as one error; of several each has its advice beside it. `see` shows what to do then. */
export function asError(code: ErrorCode, faults: readonly Fault[], see: string): PlimsollError {
  const [first, ...others] = faults;
  if (first !== undefined && others.length === 0)
    return new PlimsollError(code, first.message, { hint: first.hint });
  const sentences = faults.map(({ message, hint }) => `${message} ${hint}`.replace(/\.?$/, "."));
  return new PlimsollError(code, sentences.join(" "), { hint: see });
}
