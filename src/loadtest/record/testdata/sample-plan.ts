import { type TestPlan } from "../../model/index.ts";
import type { Objective } from "../../../core/contract/index.ts";

const quantile = (id: string, word: string, share: number, limitMs: number): Objective => ({
  id: `${id}.${word}`,
  indicator: id,
  sentence: `${word} ≤ ${limitMs} ms`,
  promise: { kind: "quantile", quantile: share, limitMs },
});

const objectives: readonly Objective[] = [
  quantile("ui", "median", 0.5, 250),
  quantile("ui", "p95", 0.95, 500),
  quantile("service", "p95", 0.95, 400),
  {
    id: "webhook",
    indicator: "webhook",
    sentence: "99 %",
    promise: { kind: "share", target: 0.99, withinMs: null },
  },
];

const step = (
  name: string,
  indicator: TestPlan["workload"]["scenarios"][0]["steps"][0]["indicator"],
) => ({
  name,
  indicator,
  method: indicator === "webhook" ? "POST" : "GET",
  path: `/${name.replaceAll(" ", "/")}?project={project.key}`,
  headers: [["accept", "text/html"]] as const,
  body: "",
  proof: indicator === "service" ? ("context" as const) : ("query" as const),
  think: { meanMs: 500, spacing: "poisson" as const },
  take: [{ name: "version", from: "header" as const, header: "etag", pattern: "(.+)" }],
  checks: [{ kind: "status" as const, is: [200, 204] }],
});

/** What every sample run was to do, but for its load: pages, requests of theirs and webhooks. */
export const basePlan: TestPlan = {
  kind: "load",
  addon: "com.example.roadmaps",
  contract: "c".repeat(64),
  target: { kind: "mock", baseUrl: "http://127.0.0.1:7330" },
  workload: {
    population: { tenants: 2000, skew: { kind: "zipf", exponent: 1.1 } },
    scenarios: [
      {
        name: "page roadmap",
        weight: 5,
        steps: [step("page roadmap", "ui"), step("api items", "service")],
      },
      {
        name: "webhook jira:issue_updated",
        weight: 3,
        steps: [step("webhook jira:issue_updated", "webhook")],
      },
    ],
  },
  model: { kind: "open", spacing: "poisson", stages: [{ from: 60, to: 60, durationMs: 300_000 }] },
  warmUpMs: 20_000,
  durationMs: 300_000,
  connections: 64,
  workers: 1,
  timeoutMs: 10_000,
  seed: 42,
  objectives,
};
