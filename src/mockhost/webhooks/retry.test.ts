import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { answered, timedOut } from "../testdata/test-world.ts";
import { judge } from "./retry.ts";

const verdictOn = (
  result: Parameters<typeof judge>[0],
  product: "jira" | "confluence",
  retries = 0,
) => judge(result, product, retries, random(1)).kind;

describe("what a try comes to", () => {
  test.for([
    [200, "success"],
    [204, "success"],
    [202, "accepted"],
    [301, "refused"],
    [400, "refused"],
    [401, "refused"],
    [404, "refused"],
    [408, "retry"],
    [409, "retry"],
    [425, "retry"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"],
  ] as const)("%i on Jira: %s", ([status, kind]) => {
    expect(verdictOn(answered(status), "jira")).toBe(kind);
  });

  test("no answer on Jira: retry", () => {
    expect(verdictOn(timedOut, "jira")).toBe("retry");
  });

  test.for([
    ["an error", answered(503)],
    ["no answer", timedOut],
  ] as const)("%s on Confluence: no second try", ([, result]) => {
    expect(verdictOn(result, "confluence")).toBe("givenUp");
  });

  test("after five retries it is given up", () => {
    expect(verdictOn(answered(500), "jira", 4)).toBe("retry");
    expect(verdictOn(answered(500), "jira", 5)).toBe("givenUp");
  });

  test("the next try is five to fifteen minutes away, whatever chance says", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
        const verdict = judge(answered(500), "jira", 0, () => chance);
        expect(verdict.kind).toBe("retry");
        const delayMs = verdict.kind === "retry" ? verdict.delayMs : 0;
        expect(delayMs).toBeGreaterThanOrEqual(300_000);
        expect(delayMs).toBeLessThan(900_000);
      }),
    );
  });
});
