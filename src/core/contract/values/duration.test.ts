import { describe, expect, test } from "vitest";
import { parseDuration, printDuration } from "./duration.ts";

describe("reads", () => {
  test.for([
    ["400ms", 400],
    ["0s", 0],
    ["8h", 28_800_000],
    ["1h30m", 5_400_000],
    ["1h 30m", 5_400_000],
    ["1.5h", 5_400_000],
    ["0.0005s", 1],
    ["8 hours", 28_800_000],
    ["2 days 1 minute", 172_860_000],
    ["1w", 604_800_000],
    ["3660d", 316_224_000_000],
  ] as const)("%s as %d ms", ([text, ms]) => {
    expect(parseDuration(text)).toEqual({ kind: "read", value: ms });
  });
});

describe("complains of", () => {
  test.for([
    ["8", "no unit", "Write 8s, 8h"],
    ["", "not a length of time", "400ms"],
    ["soon", "not a length of time", "400ms"],
    ["-8h", "not a length of time", "400ms"],
    ["1e9h", "not a unit", "400ms"],
    ["8huors", "not a unit", 'Did you mean "hours"?'],
    ["1M", "not a length of time", "400ms"],
    ["2 months", "a month has no fixed length", "30d"],
    ["1 year", "a year has no fixed length", "30d"],
    ["30m1h", "large units to small", "1h30m"],
    ["1h1h", "large units to small", "1h30m"],
    ["3661d", "longer than ten years", "400ms"],
    [`${"1".repeat(500)}h`, "not a length of time", "400ms"],
  ] as const)("%s", ([text, message, hint]) => {
    expect(parseDuration(text)).toMatchObject({
      kind: "complaint",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

test.for([
  [0, "0s"],
  [90_000, "1m30s"],
  [1200, "1s200ms"],
  [86_400_000 * 30, "30d"],
] as const)("prints %d ms as %s", ([ms, text]) => {
  expect(printDuration(ms)).toBe(text);
});
