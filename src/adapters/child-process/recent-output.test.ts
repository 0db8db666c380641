import { expect, test } from "vitest";
import { recentOutput } from "./recent-output.ts";

test("lines are put together from the pieces in which they arrive", () => {
  const output = recentOutput();
  for (const chunk of ["one\ntw", "o\r\n", "\nthree"]) output.add(chunk);
  expect(output.lines()).toEqual(["one", "two", "three"]);
});

test("only the last lines are kept", () => {
  const output = recentOutput();
  for (let i = 0; i < 100; i++) output.add(`line ${i}\n`);
  expect(output.lines()).toHaveLength(40);
  expect(output.lines().at(-1)).toBe("line 99");
});

test("a line without end is cut", () => {
  const output = recentOutput();
  for (let i = 0; i < 100; i++) output.add("x".repeat(1000));
  expect(output.lines()).toEqual(["x".repeat(500)]);
});
