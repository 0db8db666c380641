import { expect, test } from "vitest";
import { objectives } from "../../core/contract/index.ts";
import type { TestPlan } from "../model/index.ts";
import { describePlan } from "./describe-plan.ts";
import { modelOf } from "./model-of.ts";
import { readScenarios } from "./own-scenarios.ts";
import { planWorkload } from "./plan-workload.ts";
import { contractWith, descriptorWith } from "./testdata/roadmaps.ts";

const contract = contractWith();
const descriptor = descriptorWith();

test("a plan is told as one would tell it to a colleague", () => {
  const own = readScenarios(
    {
      share: 0.25,
      scenarios: [
        {
          name: "plan a quarter",
          steps: [
            { page: "roadmap", take: { item: { pattern: "id=(\\d+)" } } },
            {
              request: "PUT /api/items/{item}",
              proof: "context",
              think: "exponential 2s",
              checks: { status: [200] },
            },
          ],
        },
      ],
    },
    descriptor,
  );
  if (own.kind !== "value") throw new Error(JSON.stringify(own.misfits));
  const { workload, leftOut } = planWorkload(contract, descriptor, own.value);
  const reading = modelOf(contract.operations.load, "spike", workload);
  if (reading.kind === "problem") throw new Error(reading.message);
  const { model, warmUpMs, durationMs } = reading;
  const plan: TestPlan = {
    kind: "spike",
    addon: "com.example.roadmaps",
    contract: "hash",
    target: { kind: "mock", baseUrl: "http://127.0.0.1:7330/app" },
    ...{ workload, model, warmUpMs, durationMs },
    ...{ connections: 64, workers: 1, timeoutMs: 5000, seed: 1 },
    objectives: objectives(contract),
  };
  expect(
    `${describePlan(plan, leftOut).join("\n")}\n`,
  ).toBe(`Spike test of com.example.roadmaps at http://127.0.0.1:7330/app (alone, beside the mock host)

Who       24 tenants, the k-th largest with a share ∝ 1/k^1.1
How often 0.96 to 9.6 sessions a second (1.2 to 12 requests) for 48 s
          9.6 sessions a second (12 requests) for 1 min 48 s
          29 sessions a second (36 requests) for 1 min 48 s
          9.6 sessions a second (12 requests) for 3 min 36 s
          arriving by chance, as people do, 1.3 requests each
How long  8 min, the first 48 s to warm up, about 6,221 sessions judged
With      64 connections, 1 worker, 5 s for an answer, seed 1

What sessions do
    37 %  page horizon
          GET /panel  judged as ui, signed by query
    25 %  plan a quarter
          GET /roadmap  judged as ui, signed by query, takes item
          PUT /api/items/{item}  after about 2 s, judged as service, signed by context, 1 check
    18 %  page roadmap
          GET /roadmap  judged as ui, signed by query
    12 %  webhook jira:issue_updated
          POST /hooks/issue/{issue.key}  judged as webhook, signed by header
   4.9 %  webhook comment_created
          POST /hooks/comment  judged as webhook, signed by header
   1.5 %  lifecycle enabled
          POST /enabled  judged as webhook, signed by header
   0.9 %  page settings
          GET /settings  judged as ui, signed by query

Judged by
  uptime: 99 %
  ui: median ≤ 100 ms
  ui: p95 ≤ 500 ms
  service: p95 ≤ 400 ms
  webhook: 99 %

Left out
  lifecycle installed: installs were not asked for
  lifecycle uninstalled: it would end sites that the other requests need
`);
});

test("closed and recorded loads are told as well", () => {
  const base: Omit<TestPlan, "model"> = {
    kind: "load",
    ...{ addon: "a", contract: "h", objectives: [] },
    target: { kind: "live", baseUrl: "https://a.example" },
    workload: { population: { tenants: 1, skew: { kind: "even" } }, scenarios: [] },
    ...{ warmUpMs: 1000, durationMs: 10_000, connections: 1, workers: 2, timeoutMs: 500, seed: 7 },
  };
  const told = (model: TestPlan["model"]) => describePlan({ ...base, model })[3];
  expect(told({ kind: "closed" })).toBe("How often as fast as the answers come");
  expect(told({ kind: "replay", startsMs: [0, 10] })).toBe(
    "How often 2 sessions as they were recorded",
  );
});
