import { expect, test } from "vitest";
import { elapsed } from "./elapsed.ts";

test.for([
  [20_400, "20 s"],
  [300_000, "5 min"],
  [47 * 3_600_000, "47 h"],
  [12 * 86_400_000, "12 days"],
  [-5, "0 s"],
] as const)("%d ms ago reads %s", ([ms, words]) => {
  expect(elapsed(ms)).toBe(words);
});
