import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../model/index.ts";
import { runRecord } from "../record/testdata/arbitraries.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { junitXml } from "./junit-xml.ts";
import { type Element, readXml } from "./testdata/read-xml.ts";

const suiteOf = (text: string): Element => readXml(text).children[0]!;
const casesOf = (text: string) => suiteOf(text).children.filter(({ name }) => name === "testcase");

const sample = sampleRecord("load");
const outcome: Outcome = sample.judgement.outcomes[0]!;

/** The first case of a record with this one outcome, beside the rig's. */
function caseOf(changes: Partial<Outcome>, verdict = sample.judgement.verdict): Element {
  const outcomes = [{ ...outcome, ...changes }];
  const judgement = { ...sample.judgement, verdict, outcomes, findings: [] };
  return casesOf(junitXml({ ...sample, judgement }))[1]!;
}

describe("a run as JUnit", () => {
  test("has one case for each promise and class, one for the rig, and what proves it", () => {
    const suite = suiteOf(junitXml(sample));
    const [properties, ...cases] = suite.children;
    expect(cases).toHaveLength(1 + 16);
    expect(suite.attributes).toMatchObject({ tests: "17", failures: "0", errors: "0" });
    expect(properties!.children).toContainEqual({
      name: "property",
      attributes: { name: "planHash", value: sample.run.planHash },
      children: [],
    });
    expect(cases[1]!.attributes.name).toBe("ui.median: median ≤ 250 ms (all tenants)");
  });

  test.for<[string, Partial<Outcome>, string[]]>([
    ["a promise that is kept passes", { verdict: "met" }, []],
    ["a missed one fails", { verdict: "missed" }, ["failure"]],
    ["a class that missed it fails", { verdict: "missed", tenants: "small" }, ["failure"]],
    ["one that is not settled is an error", { verdict: "insufficient" }, ["error"]],
    [
      "a class that is not settled is skipped",
      { verdict: "insufficient", tenants: "small" },
      ["skipped"],
    ],
  ])("%s", ([, changes, results]) => {
    expect(caseOf(changes).children.map(({ name }) => name)).toEqual(results);
  });

  test("a failure says what was measured and what was promised", () => {
    const [failure] = caseOf({ verdict: "missed", measured: 612, low: 598, high: 640 }).children;
    expect(failure!.attributes.message).toBe(
      "50 % of pages within 612 ms, promised 250 ms (95 % interval 598 ms to 640 ms).",
    );
  });

  test("an unsettled promise says how many more events would settle it", () => {
    const [error] = caseOf({ verdict: "insufficient", needed: 1200 }).children;
    expect(error!.attributes.message).toMatch(/1,200 more would settle it\.$/);
  });

  test("of an invalid run only the rig speaks", () => {
    const judgement = { ...sample.judgement, verdict: "invalid" as const };
    const [rig, ...others] = casesOf(junitXml({ ...sample, judgement }));
    expect(rig!.children[0]!.name).toBe("error");
    expect(new Set(others.flatMap(({ children }) => children.map(({ name }) => name)))).toEqual(
      new Set(["skipped"]),
    );
  });

  test("a leak fails, a spike's recovery passes", () => {
    const found = (kind: "soak" | "spike") =>
      casesOf(junitXml(sampleRecord(kind))).map(({ attributes, children }) => [
        attributes.name,
        children[0]?.name,
      ]);
    expect(found("soak")).toContainEqual(["Growth: heap", "failure"]);
    expect(found("soak")).toContainEqual(["Growth: descriptors", undefined]);
    expect(found("spike")).toContainEqual(["Recovery after the burst", undefined]);
  });

  test("is well-formed and counts right, whatever a record holds", () => {
    fc.assert(
      fc.property(runRecord, fc.string({ unit: "binary" }), (record, text) => {
        const run = { ...record.run, id: text, plan: { ...record.run.plan, addon: text } };
        const suite = suiteOf(junitXml({ ...record, run }));
        const results = suite.children.flatMap(({ children }) => children.map(({ name }) => name));
        const counted = (name: string) => String(results.filter((one) => one === name).length);
        expect(suite.attributes).toMatchObject({
          failures: counted("failure"),
          errors: counted("error"),
          skipped: counted("skipped"),
        });
      }),
      { numRuns: 20 },
    );
  });
});
