import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_CHARACTERS } from "./limits.ts";
import { parseDocument } from "./parse-document.ts";

/** As much of a piece as a document may have. */
const filled = (piece: string) => piece.repeat(MOST_CHARACTERS / piece.length);
/** The piece on every line, each indented by one more than the line before. */
const stairs = (piece: string, steps: number) =>
  Array.from({ length: steps }, (_, at) => `${" ".repeat(at)}${piece}`).join("\n");

describe("text that would cost the parser its stack or minutes is refused", () => {
  test.for([
    ["brackets without end", filled("["), "text.too-deep"],
    ["braces without end", filled("{a: "), "text.too-deep"],
    ["stacked lists", filled("- "), "text.too-deep"],
    ["stacked keys", filled("? "), "text.too-deep"],
    ["a staircase of keys with question marks", stairs("?", 700), "text.explicit-key"],
    ["such keys in a list", "- ? a\n", "text.explicit-key"],
    ["a staircase of maps", `${stairs("a:", 40)} 1`, "text.too-deep"],
    ["a list as a key", "[a]: 1\n", "text.explicit-key"],
    ["a bomb of aliases", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "text.alias"],
    ["an alias of nothing", "a: *nothing\n", "text.alias"],
    ["a tag", "a: !!js/function x\n", "text.syntax"],
    ["a tab", "a:\n\tb: 1\n", "text.syntax"],
    ["an unclosed quotation mark", 'a: "b\n', "text.syntax"],
    ["a single value", "hello", "text.not-a-map"],
    ["null", "~", "text.empty"],
    ["nothing", "", "text.empty"],
    ["line ends of an old Macintosh", "# all of it is a remark\ra: 1\r", "text.line-end"],
    ["a version of YAML that does not exist", "%YAML 1.3\n---\na: 1\n", "text.syntax"],
  ] as const)("%s", ([, text, rule]) => {
    const { faults } = parseDocument(text);
    expect(faults.map((fault) => fault.rule)).toContain(rule);
  });
});

describe("text that only looks like that is read", () => {
  test.for([
    ["a question in a value", "a: is it down ?\nb: what ? nothing\n"],
    ["brackets in quotation marks", `a: "${"[(".repeat(20)}"\n`],
    ["a name that objects have by birth", "__proto__: 1\nconstructor: 2\n"],
    ["Windows line ends", "a: 1\r\nb: 2\r\n"],
    ["a byte order mark", "\ufeffa: 1\nb: 2\n"],
  ] as const)("%s", ([, text]) => {
    expect(parseDocument(text)).toMatchObject({ plain: expect.anything(), faults: [] });
  });
});

test.for(["1.1", "1.2"])("values mean the same under %YAML", (version) => {
  const text = "on: yes\nday: 2027-01-01\nhours: 09:00\nshare: 010\n";
  expect(parseDocument(`%YAML ${version}\n---\n${text}`)).toMatchObject({
    plain: { on: "yes", day: "2027-01-01", hours: "09:00", share: 10 },
    faults: [],
  });
});

test("every key keeps its own place, whatever it is called", () => {
  const { plain } = parseDocument("__proto__: 1\nconstructor: 2\nnull: 3\n7: 4\n");
  expect(Object.entries(plain!)).toEqual([
    ["7", 4],
    ["__proto__", 1],
    ["constructor", 2],
    ["null", 3],
  ]);
});

test("thousands of keys are read in one pass", () => {
  const text = Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join("\n");
  expect(Object.keys(parseDocument(text).plain!)).toHaveLength(20_000);
});

test("five syntax errors say enough", () => {
  expect(parseDocument(filled("a: b: c\n")).faults).toHaveLength(5);
});

test("whatever is nested in whatever, however deep, is read or refused and never exhausts the stack", () => {
  const opener = fc.constantFrom(
    "[",
    "{",
    "{a: ",
    "- ",
    "? ",
    ": ",
    "a:\n ",
    "\n- ",
    '"',
    "&a ",
    "*a ",
    "! ",
    "| ",
    "# ",
  );
  const text = fc
    .tuple(fc.array(opener, { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 60, 1_000, 20_000))
    .map(([openers, times]) => openers.join("").repeat(times).slice(0, MOST_CHARACTERS));
  fc.assert(
    fc.property(text, fc.boolean(), (nested, isIndented) => {
      const lines = nested.split("\n", 400);
      const indented = lines.map((line, at) => " ".repeat(at) + line).join("\n");
      expect(() => parseDocument(isIndented ? indented : nested)).not.toThrow();
    }),
    { numRuns: 60 },
  );
});
