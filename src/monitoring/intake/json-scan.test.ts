import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonScan } from "./json-scan.ts";
import { MalformedJson } from "./otlp-json.ts";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The value that a scan passes over; null where it finds that it is none. */
function passed(text: string): { value: unknown } | null {
  const scan = new JsonScan(Buffer.from(text));
  try {
    const value = scan.parse(scan.pass());
    scan.finish();
    return { value };
  } catch (error) {
    if (error instanceof MalformedJson) return null;
    throw error;
  }
}

test("passes over whatever is JSON, to its very end", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("", " ", "\n\t"), (text, space) => {
      expect(passed(`${space}${text}${space}`)).toEqual({ value: JSON.parse(text) });
    }),
  );
});

test("finds what is none, as exactly as JSON.parse", () => {
  const piece = fc.string({
    unit: fc.constantFrom(...'{}[]",:0123456789.eE+-tfn \\u\n\u0001é'),
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.json(), fc.nat(), piece, fc.nat(2), (text, place, piece, gone) => {
      const at = place % (text.length + 1);
      const changed = text.slice(0, at) + piece + text.slice(at + gone);
      expect(passed(changed) !== null, changed).toBe(isJson(changed));
    }),
    { numRuns: 5000 },
  );
});

test("walks through objects and lists, and takes null for an empty one", () => {
  const scan = new JsonScan(Buffer.from('{"a": [1, {"b": 2}, null], "\\u0063": null, "d": []}'));
  const seen: unknown[] = [];
  for (const name of scan.fields("")) {
    seen.push(name);
    for (const at of scan.items(name)) seen.push([at, scan.parse(scan.pass())]);
  }
  scan.finish();
  expect(seen).toEqual(["a", [0, 1], [1, { b: 2 }], [2, null], "c", "d"]);
});
