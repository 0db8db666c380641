import { type Population, type Step, type TestPlan } from "../../model/index.ts";

const step: Step = {
  name: "open",
  indicator: "ui",
  method: "GET",
  path: "/roadmap",
  headers: [["accept", "text/html"]],
  body: "",
  proof: "query",
  think: { meanMs: 0, spacing: "even" },
  take: [],
  checks: [],
};

/** A plan against a deployment: sessions of one request, and every third of four, so two on average. */
export function live({
  baseUrl = "https://roadmaps.example.com",
  perSecond = 2,
  tenants = 10,
  skew = { kind: "even" } as Population["skew"],
  durationMs = 60_000,
}): TestPlan {
  const scenario = (name: string, weight: number, requests: number) => ({
    name,
    weight,
    steps: Array.from({ length: requests }, () => step),
  });
  return {
    kind: "load",
    addon: "com.example.roadmaps",
    contract: "sha256:0",
    target: { kind: "live", baseUrl },
    workload: {
      population: { tenants, skew },
      scenarios: [scenario("glance", 2, 1), scenario("work", 1, 4)],
    },
    model: {
      kind: "open",
      spacing: "even",
      stages: [{ from: perSecond, to: perSecond, durationMs }],
    },
    warmUpMs: 0,
    durationMs,
    connections: 10,
    workers: 1,
    timeoutMs: 10_000,
    seed: 1,
    objectives: [],
  };
}
