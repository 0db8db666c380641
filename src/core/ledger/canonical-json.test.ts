import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

describe("one value has one text", () => {
  test.for<[string, unknown, string]>([
    ["keys are sorted", { b: 1, a: 2 }, '{"a":2,"b":1}'],
    [
      "keys are sorted by code units, not by letters",
      { "€": 1, "\r": 2, 1: 3 },
      '{"\\r":2,"1":3,"€":1}',
    ],
    ["lists keep their order", [3, 1, 2], "[3,1,2]"],
    ["nothing is spaced out", { a: [{ b: null }] }, '{"a":[{"b":null}]}'],
    [
      "numbers read as ECMAScript prints them",
      [1e21, 1e-7, 0.1, 4.5, 2e-3],
      "[1e+21,1e-7,0.1,4.5,0.002]",
    ],
    ["minus zero is zero", -0, "0"],
    ["control characters are escaped", '\u000f\n"\\', '"\\u000f\\n\\"\\\\"'],
    ["an empty object stays one", {}, "{}"],
  ])("%s", ([, value, text]) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("it agrees with an independent implementation", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
    );
  });
});

describe("what is not plain JSON is refused, by place", () => {
  const circle: Record<string, unknown> = {};
  circle.again = circle;

  test.for<[string, unknown, RegExp]>([
    ["a date", { when: new Date(0) }, /\$\.when is a Date/],
    ["a map", { seats: new Map() }, /\$\.seats is a Map/],
    ["undefined", { a: [1, undefined] }, /\$\.a\[1\] is undefined/],
    ["a hole in a list", { a: new Array(1) }, /\$\.a\[0\] is undefined/],
    ["not a number", { share: Number.NaN }, /\$\.share is NaN/],
    ["infinity", { share: -Infinity }, /\$\.share is -Infinity/],
    ["a big integer", 1n, /\$ is bigint/],
    ["a function", { act: () => 1 }, /\$\.act is function/],
    ["half a character", { name: "\ud800" }, /\$\.name holds half a character/],
    ["half a character in a key", { "\udc00": 1 }, /holds half a character/],
    ["a circle", circle, /nested more than 64 deep/],
  ])("%s", ([, value, problem]) => {
    expect(() => canonicalJson(value)).toThrow(problem);
  });
});
