import { expect, test } from "vitest";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { foundIn, toldFindings } from "./found.ts";
import { headline } from "./headline.ts";

const brokenBy = (firstToBreak: string) => {
  const knee = { kind: "knee", low: 82.6, high: 85, confirmations: 3 } as const;
  return sampleRecord("stress", { judgement: { findings: [{ ...knee, firstToBreak }] } });
};

test.for([
  ["ui.p95", "p95 ≤ 500 ms of pages"],
  ["processor time", "processor time"],
] as const)("what gives way first, %s, reads %s", ([id, words]) => {
  expect(foundIn(brokenBy(id))).toMatchObject([{ firstToBreak: words }]);
  expect(headline(brokenBy(id))).toBe(
    `It holds 82.6 sessions a second and no longer 85: ${words} gives way first.`,
  );
});

test("nothing that was found is called good or bad where the rig was the limit", () => {
  const judged = (verdict: "met" | "invalid") => {
    const record = sampleRecord("spike", { judgement: { verdict } });
    return toldFindings(record).flatMap((found) => found.verdict?.word ?? []);
  };
  expect(judged("met")).toContain("Recovered");
  expect(judged("met")).not.toContain("Withheld");
  expect(new Set(judged("invalid"))).toEqual(new Set(["Withheld"]));
});
