import { expect, test } from "vitest";
import { readDuration } from "./duration.ts";

test.for([
  ["30s", 30_000],
  ["500ms", 500],
  ["5m", 300_000],
  ["1.5h", 5_400_000],
  ["30", null],
  ["s", null],
  ["-1s", null],
  ["1d", null],
  ["999999999h", null],
] as const)("%s is %s milliseconds", ([text, ms]) => {
  expect(readDuration(text)).toBe(ms);
});
