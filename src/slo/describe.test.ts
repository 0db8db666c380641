import { expect, test } from "vitest";
import { describe } from "./index.ts";
import type { ObjectiveAccount } from "./statement.ts";
import { april } from "./testdata/scene.ts";

const uptime: ObjectiveAccount = {
  id: "uptime",
  indicator: "availability",
  promise: { kind: "uptime", target: 0.999, downWhenFailing: 0.05 },
  promised: "99.9 %",
  measured: 0.99961,
  unit: "share",
  kept: { share: 0.99961, low: 0.9996, high: 0.99962 },
  events: 1000,
  since: null,
  verdict: "met",
  needed: null,
  budget: { unit: "minutes", allowed: 43.2, spent: 17, share: 17 / 43.2 },
  formula: "tenant-minutes/1",
};
const p95: ObjectiveAccount = {
  ...uptime,
  id: "ui.p95",
  indicator: "ui",
  promise: { kind: "quantile", quantile: 0.95, limitMs: 1200 },
  promised: "p95 ≤ 1.2 s",
  measured: 811.2,
  unit: "ms",
  events: 12_340,
  budget: { unit: "events", allowed: 617, spent: 402, share: 402 / 617 },
};
const share = {
  promise: { kind: "share", target: 0.99, withinMs: null },
  promised: "99 %",
} as const;
const nothing = {
  measured: null,
  kept: null,
  verdict: "insufficient",
  events: 0,
  budget: null,
} as const;

test.for([
  [
    uptime,
    "Kept: 99.96 % of minutes, promised 99.9 %; 26 of 43 minutes of this month's budget are left.",
  ],
  [
    { ...uptime, verdict: "missed", measured: 0.998999, budget: { ...uptime.budget!, spent: 83 } },
    "Missed: 99.89 % of minutes, promised 99.9 %; this month's budget of 43 minutes is overspent by 40.",
  ],
  [
    { ...uptime, verdict: "insufficient", measured: 1, kept: { share: 1, low: 0.9301, high: 1 } },
    "Not yet proven: 100 % of the minutes seen, 93.01 % to 100 % with those unseen, promised 99.9 %.",
  ],
  [{ ...uptime, ...nothing }, "Not yet measured; promised 99.9 %."],
  [
    p95,
    "Kept: ui.p95 is 812 ms over 12,340 requests, promised p95 ≤ 1.2 s; 215 of 617 events of the budget are left.",
  ],
  [
    { ...p95, verdict: "insufficient", events: 1, needed: 58 },
    "Not yet proven: ui.p95 is 812 ms over 1 request, promised p95 ≤ 1.2 s; about 58 more events would settle it.",
  ],
  [
    { ...p95, measured: 1234.5, budget: null },
    "Kept: ui.p95 is 1.24 s over 12,340 requests, promised p95 ≤ 1.2 s.",
  ],
  [
    {
      ...uptime,
      ...share,
      measured: 0.98,
      verdict: "missed",
      budget: { unit: "events", allowed: 10, spent: 20, share: 2 },
    },
    "Missed: 98.00 % of 1,000 events, promised 99 %; the budget of 10 events is overspent by 10.",
  ],
  [
    { ...uptime, ...share, ...nothing, events: 3 },
    "Not decided for any of 3 events; promised 99 %.",
  ],
  [
    { ...uptime, ...nothing, promise: { kind: "recovery", limitMs: 1 }, promised: "8 h" },
    "Not yet measured: no drill on record; promised 8 h.",
  ],
] as const satisfies [ObjectiveAccount, string][])(
  "%# reads as one sentence",
  ([account, sentence]) => {
    expect(describe(account, april)).toBe(sentence);
  },
);

test.for([
  [0.999, 0.99899999, "99.89 %"],
  [0.999, 0.9999999, "99.99 %"],
  [0.9995, 0.9995, "99.95 %"],
  [0.99995, 0.9999499, "99.994 %"],
  [0.999, 1, "100 %"],
  [0.999, 0, "0.00 %"],
] as const)(
  "against %d a share of %d is cut to %s, never rounded up",
  ([target, measured, words]) => {
    const promise = { kind: "uptime", target, downWhenFailing: 0.05 } as const;
    expect(describe({ ...uptime, promise, measured })).toContain(`: ${words} of minutes`);
  },
);

test("a period that rolls is told by its days", () => {
  const period = { name: "28d to 2027-04-28", fromMs: 0, toMs: 28 * 86_400_000 };
  expect(describe(uptime, period)).toContain("26 of 43 minutes of these 28 days' budget are left.");
});
