import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descriptorWith } from "../testdata/test-world.ts";
import { nextRelease, numbersOf, type Release } from "./release.ts";

const first = nextRelease(null, descriptorWith(), 0)!;

describe("the next release", () => {
  test.for([
    ["of nothing new is none", {}, null],
    ["with other modules is micro", { modules: { webhooks: [] } }, ["1.0.1", ["modules changed"]]],
    [
      "at another address and without licensing is minor, because it becomes free",
      { baseUrl: "http://127.0.0.1:1", enableLicensing: false },
      ["1.1.0", ["it becomes free"]],
    ],
    [
      "with one more scope is minor",
      { scopes: ["READ", "WRITE", "DELETE"] },
      ["1.1.0", ["it asks for DELETE"]],
    ],
    [
      "with another apiVersion is major",
      { apiVersion: 3 },
      ["3.0.0", ["apiVersion goes from 1 to 3"]],
    ],
  ] as const)("%s", ([, changes, expected]) => {
    const next = nextRelease(first, descriptorWith(changes), 5);
    expect(next && [next.release, next.because]).toEqual(expected);
  });

  test("the first carries the apiVersion as its major number", () => {
    expect(nextRelease(null, descriptorWith({ apiVersion: 4 }), 0)).toMatchObject({
      release: "4.0.0",
      kind: "first",
    });
  });

  test("numbers only ever rise, whatever an add-on does to its descriptor", () => {
    const change = fc.record({
      apiVersion: fc.integer({ min: 0, max: 3 }),
      enableLicensing: fc.boolean(),
      scopes: fc.uniqueArray(fc.constantFrom("READ", "WRITE", "ADMIN", "ACT_AS_USER")),
      name: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const releases: Release[] = [first];
        for (const [atMs, one] of changes.entries()) {
          const next = nextRelease(releases.at(-1)!, descriptorWith(one), atMs);
          if (next) releases.push(next);
        }
        for (const [i, { release }] of releases.entries())
          if (i > 0) expect(isLater(releases[i - 1]!.release, release)).toBe(true);
      }),
    );
  });
});

function isLater(before: string, after: string): boolean {
  const [a, b] = [numbersOf(before), numbersOf(after)];
  const at = a.findIndex((n, i) => n !== b[i]);
  return at >= 0 && b[at]! > a[at]!;
}
