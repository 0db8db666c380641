import { PlimsollError } from "../errors/index.ts";
import type { Call } from "./command.ts";
import { readDuration } from "./duration.ts";

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
  throw wrong(call, name, `is not a number up to ${most}`, "20, for example");
}

/** One of several words, with what it stands for. @throws PlimsollError `usage` */
export function choiceOf<T>(call: Asked, name: string, choices: Readonly<Record<string, T>>): T {
  const text = call.option(name) ?? "";
  const choice = Object.hasOwn(choices, text) ? choices[text] : undefined;
  if (choice !== undefined) return choice;
  throw wrong(call, name, "is not a choice", Object.keys(choices).join(", "));
}

/** Milliseconds, above zero; null where the option was not given. @throws PlimsollError `usage` */
export function durationOf(call: Asked, name: string): number | null {
  const text = call.option(name);
  if (text === undefined) return null;
  const ms = readDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw wrong(call, name, "is no duration", "a number with ms, s, m or h, such as 30s");
}

export const wrong = (
  { option }: Asked,
  name: string,
  what: string,
  expected: string,
): PlimsollError =>
  new PlimsollError("usage", `--${name} ${option(name)} ${what}.`, {
    hint: `Write --${name} with ${expected}.`,
  });
