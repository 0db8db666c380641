import { parseDuration, printDuration } from "./duration.ts";
import { andThen, complain, type Parse, quote } from "./reading.ts";

/** `every 30d` → milliseconds between one time and the next. */
export const parseEvery: Parse<number> = (text) => {
  const length = /^every\s+(.+)$/s.exec(text.trim())?.[1];
  if (length === undefined)
    return complain(
      `${quote(text)} does not say how often.`,
      `Write every and a length of time, such as every 30d.`,
    );
  return andThen(parseDuration(length), (ms) =>
    ms > 0
      ? { kind: "read", value: ms }
      : complain(`${quote(text)} never ends.`, "Write a time above zero, such as every 30d."),
  );
};

export const printEvery = (ms: number): string => `every ${printDuration(ms)}`;
