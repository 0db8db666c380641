import { expect, test } from "vitest";
import { parseDuration } from "../values/duration.ts";
import { parseShare } from "../values/share.ts";
import { line, orNull, word, written, writtenFigure } from "./written.ts";

const about = { description: "A value.", examples: ["8h"] } as const;

test("the complaint of the parser becomes the problem, with its hint", () => {
  const { error } = written(parseDuration, about).safeParse("soon");
  expect(error?.issues).toMatchObject([
    { message: '"soon" is not a length of time.', params: { hint: expect.stringMatching("8h") } },
  ]);
});

test("a bare number is read only where people write one", () => {
  expect(writtenFigure(parseShare, about).safeParse(0.999).data).toBe(0.999);
  expect(written(parseDuration, about).safeParse(8).success).toBe(false);
});

test("no parser is given more than a thousand characters", () => {
  const given: string[] = [];
  const parse = (text: string) => {
    given.push(text);
    return parseDuration(text);
  };
  expect(written(parse, about).safeParse("a".repeat(1001)).success).toBe(false);
  expect(given).toEqual([]);
});

test.for([
  ["Roadmaps for Jira", true],
  ["Straßen für Jira 🛳", true],
  ["x".repeat(20), true],
  ["x".repeat(21), false],
  ["two\nlines", false],
  ["a bell\u0007", false],
  ["half a letter \ud800", false],
  ["   ", false],
] as const)("as one line of twenty characters %j fits: %s", ([text, fits]) => {
  expect(line(20, about).safeParse(text).success).toBe(fits);
});

test.for([
  ["com.example.road-maps_2", true],
  ["2fast", true],
  ["", false],
  [".hidden", false],
  ["two words", false],
  ["a".repeat(65), false],
] as const)("as a word %j fits: %s", ([text, fits]) => {
  expect(word(about).safeParse(text).success).toBe(fits);
});

test("what is left out is null", () => {
  expect(orNull(word(about)).safeParse(undefined)).toEqual({ success: true, data: null });
});
