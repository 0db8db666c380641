import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeadReader, type HeadRules } from "./head-reader.ts";

const strict: HeadRules = { mostBytes: 200, isStrict: true, mayStart: () => true };
const lenient: HeadRules = {
  mostBytes: 200,
  isStrict: false,
  mayStart: (text) => "HTTP/1.1".startsWith(text.slice(0, 8)),
};

/** What a reader makes of a head that comes in these pieces, and how much it leaves of them. */
function read(rules: HeadRules, pieces: readonly string[]) {
  const reader = new HeadReader(rules);
  const left = pieces.map((piece) => {
    const bytes = Buffer.from(piece, "latin1");
    return bytes.length - reader.feed(bytes, 0, bytes.length);
  });
  const { startLine, fields, isDone, fault } = reader;
  const leftBytes = left.reduce((sum, bytes) => sum + bytes, 0);
  return { startLine, fields, isDone, fault: fault?.kind ?? null, leftBytes };
}

describe.each([
  ["strict", strict],
  ["lenient", lenient],
] as const)("a %s reader", (_, rules) => {
  test("takes a head to its end and leaves what follows", () => {
    expect(read(rules, ["HTTP/1.1 200 OK\r\nX-A: \t b c \r\nx-a:\r\n\r\nbody"])).toEqual({
      startLine: "HTTP/1.1 200 OK",
      fields: [
        { name: "x-a", value: "b c" },
        { name: "x-a", value: "" },
      ],
      ...{ isDone: true, fault: null, leftBytes: 4 },
    });
  });

  test("reads the same, however it is cut", () => {
    const line = fc.oneof(
      fc.constantFrom("HTTP/1.1 200 OK", "X-A: b", "content-length:\t1", " folded", "", "oops"),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    const heads = fc
      .array(fc.tuple(line, fc.constantFrom("\r\n", "\n", "\r")), { maxLength: 8 })
      .map((lines) => `HTTP/1.1 200 OK\r\n${lines.flat().join("")}`);
    fc.assert(
      fc.property(heads, fc.array(fc.nat(120), { maxLength: 6 }), (head, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut < head.length).sort((a, b) => a - b)];
        const pieces = at.map((from, i) => head.slice(from, at[i + 1]));
        expect(read(rules, pieces)).toEqual(read(rules, [head]));
      }),
      { numRuns: 1000 },
    );
  });

  test.for([
    ["no-colon", "oops"],
    ["bad-name", ": a"],
    ["bad-name", "a b: c"],
    ["bad-value", "a: b\rc"],
    ["bad-value", "a: \0"],
    ["too-large", `a: ${"b".repeat(200)}`],
  ] as const)("says %s of %j as soon as it is there", ([fault, line]) => {
    expect(read(rules, [`HTTP/1.1 200 OK\r\n${line}\r\n`])).toMatchObject({ fault });
  });
});

describe("what two readers could understand differently", () => {
  test.for([
    ["a bare line feed after the first line", "HTTP/1.1 200 OK\n\r\n", "start"],
    ["a bare line feed after a field", "HTTP/1.1 200 OK\r\na: b\n\r\n", "bad-value"],
    ["a folded line", "HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n", "no-colon"],
    ["a control character", "HTTP/1.1 200 OK\r\na: \x01\r\n\r\n", "bad-value"],
    ["a tab beside a length", "HTTP/1.1 200 OK\r\ncontent-length: 1\t\r\n\r\n", "tab"],
  ] as const)("%s is refused by a strict reader alone", ([, head, fault]) => {
    expect(read(strict, [head])).toMatchObject({ fault, isDone: false });
    expect(read(lenient, [head])).toMatchObject({ fault: null, isDone: true });
  });

  test("an empty line before a request is passed over", () => {
    expect(read(strict, ["\r\n\r", "\nGET / HTTP/1.1\r\n\r\n"])).toMatchObject({
      ...{ startLine: "GET / HTTP/1.1", isDone: true },
    });
  });
});

test("another protocol is known by its first bytes", () => {
  expect(read(lenient, ["SSH"])).toMatchObject({ fault: "start" });
  expect(read(lenient, ["HTT"])).toMatchObject({ fault: null });
});
