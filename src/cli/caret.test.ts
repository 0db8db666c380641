import fc from "fast-check";
import { expect, test } from "vitest";
import { markLine } from "./caret.ts";

/** Line, column, and what the marks stand under. */
test.for([
  ["  p95: 400ms", 3, "p95"],
  ["  uptime: { target: 99.9, downWhen: 5% of requests fail }", 21, "99.9"],
  ["  uptime: { target: 99.9, downWhen: 5% of requests fail }", 37, "5% of requests fail"],
  ['  phone: "+33, 1"   # call', 10, '"+33, 1"'],
  ["  name: 'it''s' ", 9, "'it''s'"],
  ["  host: plain # or connect", 9, "plain"],
  ["  url: https://a.example/x", 8, "https://a.example/x"],
] as const)("%j at column %i marks %j", ([line, column, marked]) => {
  const { text, marks } = markLine(line, column, 200);
  expect(text.slice(marks.indexOf("^"), marks.length)).toBe(marked);
});

test("a problem behind the end of a line is marked there", () => {
  expect(markLine("a:", 9, 80)).toEqual({ text: "a:", marks: "  ^" });
});

test("a line too long for the terminal is cut around the mark", () => {
  const { text, marks } = markLine(`${"x".repeat(5000)} bad, ${"y".repeat(5000)}`, 5002, 80);
  expect(text).toMatch(/^….* bad, .*…$/);
  expect(text.slice(marks.indexOf("^"), marks.length)).toBe("bad");
});

test("marks stand under wide glyphs", () => {
  expect(markLine("名前: だめ, x", 5, 80).marks).toBe(`${" ".repeat(6)}^^^^`);
});

test("whatever the line, text and marks stay within bounds and are safe to show", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 0, max: 500 }), (line, column) => {
      const { text, marks } = markLine(line, column, 80);
      expect(text.length).toBeLessThanOrEqual(82);
      expect(marks).toMatch(/^ *\^+$/);
      expect(text).not.toMatch(/\p{Cc}/u);
    }),
  );
});
