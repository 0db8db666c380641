import { expect, test } from "vitest";
import { expectedLoad } from "./expected-load.ts";
import { live } from "./testdata/plans.ts";

test("a steady load: sessions a second times requests per session", () => {
  expect(expectedLoad(live({ perSecond: 3, tenants: 10, durationMs: 10_000 }))).toEqual({
    perSecond: 6,
    perTenantPerSecond: 0.6000000000000001,
    requests: 60,
  });
});

test("a load that rises and falls is as much as its peak", () => {
  const stages = [
    { from: 0, to: 10, durationMs: 10_000 },
    { from: 10, to: 0, durationMs: 10_000 },
  ];
  const plan = {
    ...live({ tenants: 1 }),
    model: { kind: "open", spacing: "even", stages } as const,
  };
  expect(expectedLoad(plan)).toEqual({ perSecond: 20, perTenantPerSecond: 20, requests: 200 });
});

test("a recorded load is as much as its busiest second", () => {
  const startsMs = [0, 900, 1000, 1100, 1900, 1950, 5000];
  const plan = { ...live({ tenants: 1 }), model: { kind: "replay", startsMs } as const };
  expect(expectedLoad(plan)).toEqual({ perSecond: 8, perTenantPerSecond: 8, requests: 14 });
});

test("nothing is nothing", () => {
  const { workload, ...plan } = live({ tenants: 0 });
  expect(expectedLoad({ ...plan, workload: { ...workload, scenarios: [] } })).toEqual({
    perSecond: 0,
    perTenantPerSecond: 0,
    requests: 0,
  });
});

test("a closed model has no rate", () => {
  expect(expectedLoad({ ...live({}), model: { kind: "closed" } })).toBeNull();
});
