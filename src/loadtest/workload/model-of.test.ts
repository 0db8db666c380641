import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Load } from "../../core/contract/index.ts";
import type { Scenario, TestKind } from "../model/index.ts";
import { plainStep } from "./deriving.ts";
import { modelOf } from "./model-of.ts";
import { requestsPerSession } from "./steps-of.ts";

const load: Load = {
  tenants: 10,
  requestsPerSecond: 60,
  peak: 3,
  tenantSkew: { kind: "even" },
};

const scenario = (name: string, weight: number, steps: number): Scenario => ({
  name,
  weight,
  steps: Array.from({ length: steps }, (_, i) => ({
    ...plainStep,
    name: `${name} ${i}`,
    indicator: "ui",
    method: "GET",
    path: "/",
    proof: "none",
  })),
});

/** One request for three of four sessions, three for the fourth: 1.5 each. */
const workload = { scenarios: [scenario("look", 3, 1), scenario("work", 1, 3)] };

const stagesOf = (kind: TestKind, choices = { durationMs: 100_000 }, expected = load) => {
  const reading = modelOf(expected, kind, workload, choices);
  if (reading.kind === "problem") return reading.message;
  return reading.model.kind === "open"
    ? reading.model.stages.map(({ from, to, durationMs }) => [from, to, durationMs / 1000])
    : reading.model.kind;
};

describe("sessions a second, for 60 requests a second at 1.5 a session", () => {
  test.for([
    [
      "load",
      [
        [4, 40, 10],
        [40, 40, 90],
      ],
    ],
    [
      "soak",
      [
        [4, 40, 10],
        [40, 40, 90],
      ],
    ],
    [
      "stress",
      [
        [2, 20, 10],
        [20, 20, 90],
      ],
    ],
    [
      "spike",
      [
        [4, 40, 10],
        [40, 40, 22.5],
        [120, 120, 22.5],
        [40, 40, 45],
      ],
    ],
  ] as const)("for a %s test are %j: from, to, seconds", ([kind, stages]) => {
    expect(stagesOf(kind)).toEqual(stages);
  });

  test("arrive as people do who do not know of each other, unless told otherwise", () => {
    expect(modelOf(load, "load", workload)).toMatchObject({ model: { spacing: "poisson" } });
    expect(modelOf(load, "load", workload, { spacing: "even" })).toMatchObject({
      model: { spacing: "even" },
    });
  });

  test.for([
    ["load", 10, 60],
    ["stress", 1, 6],
    ["soak", 120, 120],
    ["spike", 8, 48],
  ] as const)(
    "for a %s test come for %i minutes, of which %i s are warm-up",
    ([kind, minutes, s]) => {
      expect(modelOf(load, kind, workload)).toMatchObject({
        durationMs: minutes * 60_000,
        warmUpMs: s * 1000,
      });
    },
  );
});

describe("there is no model", () => {
  test.for([
    ["where the contract expects no load", null, "load", workload, "which load"],
    ["where there is nothing to send", load, "load", { scenarios: [] }, "no request"],
    ["of a spike where no peak is expected", { ...load, peak: 1 }, "spike", workload, "no peak"],
  ] as const)("%s", ([, expected, kind, of, words]) => {
    const reading = modelOf(expected, kind, of);
    expect(reading.kind === "problem" && reading.message).toContain(words);
  });

  test("where the warm-up takes all the time", () => {
    const choices = { durationMs: 10_000, warmUpMs: 10_000 };
    expect(modelOf(load, "load", workload, choices).kind).toBe("problem");
  });
});

test("the rate that is held brings the contract's requests, whatever the scenarios are", () => {
  const any = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 100_000 }), (parts, requestsPerSecond) => {
      const of = { scenarios: parts.map(([weight, steps], i) => scenario(`${i}`, weight, steps)) };
      const reading = modelOf({ ...load, requestsPerSecond }, "load", of);
      if (reading.kind === "problem" || reading.model.kind !== "open") throw new Error();
      const { to } = reading.model.stages.at(-1)!;
      expect(to * requestsPerSession(of)).toBeCloseTo(requestsPerSecond, 6);
      const ms = reading.model.stages.reduce((sum, { durationMs }) => sum + durationMs, 0);
      expect(ms).toBeCloseTo(reading.durationMs, 3);
    }),
  );
});
