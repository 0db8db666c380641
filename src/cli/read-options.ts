import { parseDuration } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import type { Call } from "./command.ts";

type Asked = Pick<Call, "option">;

/** A whole number. @throws PlimsollError `usage` */
export function numberOf(call: Asked, name: string, least: number, most: number): number {
  const text = call.option(name) ?? "";
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw wrong(call, name, `is not a whole number from ${least} to ${most}`, String(least));
}

/** A number above zero, which may have a fraction; null where the option was not given. @throws PlimsollError `usage` */
export function rateOf(call: Asked, name: string, most: number): number | null {
  const text = call.option(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0 && value <= most) return value;
  throw wrong(call, name, `is not a number above 0, up to ${most}`, "20, for example");
}

/** One of several words, with what it stands for. @throws PlimsollError `usage` */
export function choiceOf<T>(call: Asked, name: string, choices: Readonly<Record<string, T>>): T {
  const text = call.option(name) ?? "";
  const choice = Object.hasOwn(choices, text) ? choices[text] : undefined;
  if (choice !== undefined) return choice;
  throw wrong(call, name, "is not a choice", anyOf(Object.keys(choices)));
}

const anyOf = (words: readonly string[]): string =>
  words.join(", ").replace(/, ([^,]+)$/, " or $1");

/** Thirty days: no wait of a command is longer. */
const LONGEST_MS = 30 * 24 * 3_600_000;

/**
 * Milliseconds, above zero, in the grammar of the contract: `30s`, `1h30m`, `7d`; null where the
 * option was not given. @throws PlimsollError `usage`
 */
export function durationOf(call: Asked, name: string): number | null {
  const text = call.option(name);
  if (text === undefined) return null;
  const reading = parseDuration(text);
  if (reading.kind === "complaint")
    throw new PlimsollError("usage", `--${flagOf(name)}: ${reading.message}`, {
      hint: reading.hint,
    });
  if (reading.value > 0 && reading.value <= LONGEST_MS) return reading.value;
  const what = reading.value === 0 ? "is no time at all" : "is longer than 30 days";
  throw wrong(call, name, what, "a time such as 30s, 1h30m or 7d");
}

export const wrong = (
  { option }: Asked,
  name: string,
  what: string,
  expected: string,
): PlimsollError =>
  new PlimsollError("usage", `--${flagOf(name)} ${option(name)} ${what}.`, {
    hint: `Write --${flagOf(name)} with ${expected}.`,
  });

/** `warmUp` as it is typed: `warm-up`. */
const flagOf = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
