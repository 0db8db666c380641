import { expect, test } from "vitest";
import { mayColour, paint } from "./paint.ts";

test.for([
  ["a terminal is coloured", [], true, {}, true],
  ["a pipe is not", [], false, {}, false],
  ["--no-color is obeyed", ["--no-color"], true, {}, false],
  ["NO_COLOR is obeyed", [], true, { NO_COLOR: "1" }, false],
  ["an empty NO_COLOR says nothing", [], true, { NO_COLOR: "" }, true],
  ["a dumb terminal is not coloured", [], true, { TERM: "dumb" }, false],
] as const)("%s", ([, args, isTty, env, expected]) => {
  expect(mayColour(args, { isTty, env })).toBe(expected);
});

test("paint without colour leaves text as it is", () => {
  expect(paint(false).red("no")).toBe("no");
  expect(paint(true).red("no")).toBe("\x1b[31mno\x1b[39m");
});
