import { expect, test } from "vitest";
import { durationOf } from "./read-options.ts";

const given = (text: string | undefined) => ({ option: () => text });

test.for([
  ["30s", 30_000],
  ["500ms", 500],
  ["1.5h", 5_400_000],
  ["1h30m", 5_400_000],
  ["7d", 604_800_000],
  ["2 minutes", 120_000],
] as const)("an option takes %s as a contract does", ([text, ms]) => {
  expect(durationOf(given(text), "duration")).toBe(ms);
});

test("an option that was not given has no duration", () => {
  expect(durationOf(given(undefined), "duration")).toBeNull();
});

test.for([
  ["30", '--warm-up: "30" has no unit.', "Write 30s, 30h or such."],
  ["30x", '--warm-up: "30x": "x" is not a unit of time.', "1h30m"],
  ["-1s", '--warm-up: "-1s" is not a length of time.', "1h30m"],
  ["1M", '--warm-up: "1M" is not a length of time.', "1h30m"],
  ["0s", "--warm-up 0s is no time at all.", "Write --warm-up with a time such as 30s"],
  ["31d", "--warm-up 31d is longer than 30 days.", "Write --warm-up with a time"],
] as const)("%s is refused in the same words", ([text, message, hint]) => {
  expect(() => durationOf(given(text), "warmUp")).toThrow(
    expect.objectContaining({
      code: "usage",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
