import fc from "fast-check";
import { expect, test } from "vitest";
import { memoized } from "./memoized.ts";

test("a memoized value is what is computed, however much there was", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const same = memoized(3, (_, text) => text);
      for (const text of [...texts, ...texts]) expect(same("GET", text)).toBe(text);
    }),
  );
});

test("a memoized value is computed once, unless it was forgotten or is too long to keep", () => {
  const reckoned: string[] = [];
  const length = memoized(2, (method, address) => {
    reckoned.push(`${method} ${address.slice(0, 2)}`);
    return address.length;
  });
  for (const address of ["/a", "/a", "/b", "/a", "/c", "/a"])
    expect(length("GET", address)).toBe(2);
  expect(length("PUT", "/a")).toBe(2);
  expect(reckoned).toEqual(["GET /a", "GET /b", "GET /c", "GET /a", "PUT /a"]);
  reckoned.length = 0;
  for (const _ of [1, 2]) expect(length("GET", "/".repeat(501))).toBe(501);
  expect(reckoned).toEqual(["GET //", "GET //"]);
});
