import { describe, expect, test } from "vitest";
import { objectives } from "../../core/contract/index.ts";
import type { Step, TestKind, TestPlan } from "../model/index.ts";
import { checkPlan, planRules } from "./check-plan.ts";
import { modelOf } from "./model-of.ts";
import { planWorkload } from "./plan-workload.ts";
import { contractWith, descriptorWith } from "./testdata/roadmaps.ts";

const contract = contractWith();
const descriptor = descriptorWith();

/** A plan without fault, with something about it changed. */
function planWith(changes: Partial<TestPlan> = {}, kind: TestKind = "load"): TestPlan {
  const derived = planWorkload(contract, descriptor, null, {
    pageCalls: [call({ name: "items" })],
  });
  const { workload } = { ...derived, ...changes };
  const isEmpty = workload.scenarios.length === 0;
  const reading = modelOf(contract.operations.load, kind, isEmpty ? derived.workload : workload);
  if (reading.kind === "problem") throw new Error(reading.message);
  const { model, warmUpMs, durationMs } = reading;
  return {
    kind,
    addon: contract.addon.key,
    contract: "hash",
    target: { kind: "mock", baseUrl: contract.addon.baseUrl },
    ...{ workload, model, warmUpMs, durationMs, objectives: objectives(contract) },
    ...{ connections: 64, workers: 1, timeoutMs: 5000, seed: 1 },
    ...changes,
  };
}

function call(changes: Partial<Step> = {}): Step {
  return {
    name: "call",
    indicator: "service",
    method: "GET",
    path: "/api/items",
    headers: [],
    body: "",
    proof: "context",
    think: { meanMs: 0, spacing: "even" },
    take: [],
    checks: [],
    ...changes,
  };
}

const held = (rate: number, seconds = 600) => ({
  kind: "open" as const,
  spacing: "even" as const,
  stages: [{ from: rate, to: rate, durationMs: seconds * 1000 }],
});

const withStep = (changes: Partial<Step>): Partial<TestPlan> => {
  const { workload } = planWith();
  const scenario = { name: "own", weight: 1, steps: [call(changes)] };
  return { workload: { ...workload, scenarios: [...workload.scenarios, scenario] } };
};

/** As the contract plans it, but so long, and judged by uptime alone. */
function lasting(kind: TestKind, durationMs: number, requestsPerSecond = 12): Partial<TestPlan> {
  const load = { ...contract.operations.load!, requestsPerSecond };
  const reading = modelOf(load, kind, planWith().workload, { durationMs });
  if (reading.kind === "problem") throw new Error(reading.message);
  const { model, warmUpMs } = reading;
  return { model, warmUpMs, durationMs, objectives: objectives(contract).slice(0, 1) };
}

const population = (tenants: number): Partial<TestPlan> => ({
  workload: { ...planWith().workload, population: { tenants, skew: { kind: "even" } } },
});

const broken = (plan: TestPlan) =>
  checkPlan(plan, contract, descriptor).map(({ severity, rule }) => `${severity} ${rule}`);

describe("a plan", () => {
  test.for(["load", "stress", "soak", "spike"] as const)("of a %s test has no fault", (kind) => {
    const plan = planWith({}, kind);
    const onlyTooShort = kind === "stress" ? ["warning too-few-to-prove"] : [];
    expect(broken(plan)).toEqual(onlyTooShort);
  });

  const faults: readonly (readonly [
    why: string,
    rules: readonly string[],
    Partial<TestPlan>,
    TestKind?,
  ])[] = [
    ["at four times the expected rate", ["error rate-above-peak"], { model: held(48 / 1.75) }],
    ["of stress at ten times the rate", [], { model: held(120), connections: 999 }, "stress"],
    ["at half the expected rate", ["warning rate-below-expected"], { model: held(6 / 1.75) }],
    ["with more tenants than expected", ["error more-tenants-than-expected"], population(25)],
    ["that is closed", ["warning closed-loop"], { model: { kind: "closed" } }],
    ["with one connection", ["warning connections-too-few"], { connections: 1 }],
    ["with more workers than connections", ["error workers-without-connection"], { workers: 65 }],
    ["whose warm-up takes all its time", ["error warm-up-too-long"], { warmUpMs: 600_000 }],
    [
      "that leaves six seconds after its burst",
      ["error recovery-undecidable", "warning isolation-undecidable"],
      lasting("spike", 12_000),
      "spike",
    ],
    [
      "that leaves just enough time after its burst",
      ["warning isolation-undecidable"],
      lasting("spike", 27_000, 9),
      "spike",
    ],
    ["that soaks a minute", ["error growth-undecidable"], lasting("soak", 66_000), "soak"],
    [
      "that soaks ten minutes",
      ["warning soak-too-short"],
      { durationMs: 600_000, warmUpMs: 60_000 },
      "soak",
    ],
    ["that gives up within a limit", ["error timeout-within-limit"], { timeoutMs: 500 }],
    [
      "of ten seconds",
      ["warning too-few-to-prove"],
      { model: held(12 / 1.75, 10), durationMs: 10_000, warmUpMs: 0 },
    ],
    ["with no promise", ["error nothing-judged"], { objectives: [] }],
    [
      "without service calls",
      ["warning promise-untested"],
      { workload: planWorkload(contract, descriptor, null).workload },
    ],
    [
      "with nothing to send",
      ["error nothing-to-send"],
      { workload: { ...planWith().workload, scenarios: [] } },
    ],
    ["with two steps of one name", ["error names-doubled"], withStep({ name: "page roadmap" })],
    ["that judges a call as a page", ["error indicator-disagrees"], withStep({ indicator: "ui" })],
    ["with a call that says not who asks", ["warning proof-missing"], withStep({ proof: "none" })],
    [
      "with a parameter twice",
      ["error cannot-be-signed"],
      withStep({ proof: "header", path: "/api/items?a={issue.id}&a=1" }),
    ],
    [
      "of a service that nobody hosts, signed all the same",
      ["error nobody-signs"],
      { target: { kind: "alone", baseUrl: "http://127.0.0.1:1" } },
    ],
    ["with a name that nobody knows", ["warning name-unfilled"], withStep({ path: "/api/{item}" })],
    [
      "with a secret in an address",
      ["error secret-in-address"],
      withStep({ path: "/api/items?s={tenant.sharedSecret}" }),
    ],
  ];

  test.for(faults)("%s breaks %j", ([, rules, changes, kind]) => {
    expect([...new Set(broken(planWith(changes, kind)))]).toEqual(rules);
  });

  test.for([
    ["spike", 12_000, "Test for longer: --duration 27s at least."],
    ["spike", 26_000, "Test for longer: --duration 27s at least."],
    ["soak", 20_000, "Soak for longer: --duration 100s at least."],
    ["soak", 99_000, "Soak for longer: --duration 100s at least."],
  ] as const)("of a %s of %i ms names the least time that decides", ([kind, durationMs, hint]) => {
    const plan = planWith(lasting(kind, durationMs), kind);
    const [first] = checkPlan(plan, contract, descriptor);
    expect(first).toMatchObject({ severity: "error", hint });
    const longer = Number(/\d+/.exec(hint)![0]) * 1000;
    expect(broken(planWith(lasting(kind, longer), kind)).join()).not.toContain("error");
  });

  test("says where it is wrong, and what to do", () => {
    expect(checkPlan(planWith({ model: held(48 / 1.75) }), contract, descriptor)).toMatchObject([
      {
        rule: "rate-above-peak",
        severity: "error",
        path: ["model"],
        message: "The plan sends up to 48 requests a second; the contract expects 36 at its peak.",
      },
    ]);
  });

  test("replays a recording under the same rules", () => {
    const startsMs = Array.from({ length: 6000 }, (_, i) => i * 10);
    const model = { kind: "replay" as const, startsMs };
    expect(broken(planWith({ model, durationMs: 60_000, warmUpMs: 0 }))).toContain(
      "error rate-above-peak",
    );
  });

  test("is held to rules that each can be broken", () => {
    const told = new Set(faults.flatMap(([, rules]) => rules.map((rule) => rule.split(" ")[1])));
    expect([...told].sort()).toEqual(planRules.map(({ id }) => id).sort());
  });
});
