import { describe, expect, test } from "vitest";
import { readContract } from "../read-contract.ts";
import { backupAndSupportCases } from "../testdata/backup-and-support-cases.ts";
import { type Edits, edited, exemplary } from "../testdata/exemplary.ts";
import { guideCases } from "../testdata/guide-cases.ts";
import { promiseCases } from "../testdata/promise-cases.ts";
import { watchCases } from "../testdata/watch-cases.ts";
import { allRules } from "./all-rules.ts";

const cases = [...promiseCases, ...backupAndSupportCases, ...watchCases, ...guideCases];

const brokenRules = (text: string) => readContract(text).problems.map(({ rule }) => rule);

test("no rule has anything against the exemplary contract", () => {
  expect(readContract(exemplary)).toMatchObject({ kind: "contract", problems: [] });
});

describe("is broken", () => {
  test.for(cases)("$rule: $says", ({ rule, breaks, at, says }) => {
    const { severity } = allRules.find(({ id }) => id === rule)!;
    const found = readContract(edited(breaks)).problems.filter((problem) => problem.rule === rule);
    expect(found).toContainEqual({
      severity,
      rule,
      path: at,
      message: expect.stringContaining(says),
      hint: expect.stringMatching(/\.$/),
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });
});

describe("is kept by the nearest neighbour", () => {
  test.for(cases)("$rule: $keeps", ({ rule, keeps }) => {
    expect(brokenRules(edited(keeps))).not.toContain(rule);
    expect(brokenRules(edited(keeps)).filter((broken) => /^(text|shape)\./.test(broken))).toEqual(
      [],
    );
  });
});

test("every rule has a case here, and an id of its own", () => {
  const ids = allRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(ids));
});

test("a contract is refused by errors only", () => {
  const severities = (edits: Edits) => readContract(edited(edits)).kind;
  expect(severities({ "sla.recovery.rpo": "1h" })).toBe("problems");
  expect(severities({ "sla.recovery.rpo": "8h" })).toBe("contract");
});
