import { expect, test } from "vitest";
import { paint } from "./paint.ts";
import { problemsSum, problemsText } from "./problem-text.ts";

const look = { columns: 100, paint: paint(false) };
const source = {
  file: "plimsoll.yaml",
  text: "plimsoll: 1\nsla:\n  uptime: { target: 99.9, downWhen: 5% of requests fail }\n",
};
const problem = {
  severity: "error",
  rule: "shape.share",
  line: 3,
  column: 21,
  path: "sla.uptime.target",
  message: "99.9 is not a share.",
  hint: "Write 99.9%.",
} as const;
const warning = { ...problem, severity: "warning" } as const;

test("a problem says where, what, and what to write instead", () => {
  expect(problemsText([problem], source, look)).toBe(`\
plimsoll.yaml:3:21: error: 99.9 is not a share. [shape.share]
  3 |   uptime: { target: 99.9, downWhen: 5% of requests fail }
    |                     ^^^^ sla.uptime.target
    = Write 99.9%.
`);
});

test("a problem of the whole document, behind its end, needs no excerpt", () => {
  const whole = { ...problem, line: 9, column: 1, path: "" };
  expect(problemsText([whole], source, look)).toBe(`\
plimsoll.yaml:9:1: error: 99.9 is not a share. [shape.share]
    = Write 99.9%.
`);
});

test("text from the document cannot rewrite the screen", () => {
  const hostile = { file: "a\x1b[2J.yaml", text: "\x1b[2J: 1" };
  const shown = problemsText([{ ...problem, line: 1, message: "\x1b]0;x\x07" }], hostile, look);
  expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("colour marks the severity, which the word says too", () => {
  const shown = problemsText([warning], source, { ...look, paint: paint(true) });
  expect(shown).toContain("\x1b[33m\x1b[1mwarning\x1b[22m\x1b[39m");
});

test("of very many problems the first fifty are shown", () => {
  const shown = problemsText(
    Array.from({ length: 60 }, () => problem),
    source,
    look,
  );
  expect(shown.match(/shape\.share/g)).toHaveLength(50);
  expect(shown).toMatch(/\n… and 10 more; `--json` lists all of them\.\n$/);
});

test.for([
  [[problem], "1 error in plimsoll.yaml."],
  [[problem, problem, warning], "2 errors and 1 warning in plimsoll.yaml."],
  [[warning, warning], "2 warnings in plimsoll.yaml."],
] as const)("%# the sum reads %s", ([problems, sum]) => {
  expect(problemsSum(problems, "plimsoll.yaml")).toBe(sum);
});
