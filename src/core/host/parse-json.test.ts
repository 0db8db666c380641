import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NestedTooDeep, parseJson } from "./parse-json.ts";

describe("JSON from outside", () => {
  test("is read as ever while it is shallow", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("has brackets in texts that are no levels", () => {
    const value = ['"[[[[', { "{{{": '\\"[[[' }];
    expect(parseJson(JSON.stringify(value), 2)).toEqual(value);
  });

  test.for([
    ["[", "]"],
    ['{"a":', "}"],
    ['[{"a":', "}]"],
  ] as const)("of %s is refused beyond the limit, however deep", ([open, close]) => {
    const levels = open.startsWith("[{") ? 2 : 1;
    const nested = (n: number) => `${open.repeat(n)}1${close.repeat(n)}`;
    expect(() => parseJson(nested(100 / levels), 100)).not.toThrow();
    for (const n of [100 / levels + 1, 5_000, 1_000_000])
      expect(() => parseJson(nested(n), 100)).toThrow(NestedTooDeep);
  });

  test("that is none is a syntax error", () => {
    expect(() => parseJson("]")).toThrow(SyntaxError);
    expect(() => parseJson('"')).toThrow(SyntaxError);
  });
});
