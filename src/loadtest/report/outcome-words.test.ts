import { describe, expect, test } from "vitest";
import type { Objective } from "../../core/contract/index.ts";
import type { Outcome } from "../model/index.ts";
import { neededWords, outcomeSentence } from "./outcome-words.ts";

const outcome: Outcome = {
  objective: "ui.p95",
  promised: "p95 ≤ 500 ms",
  tenants: null,
  verdict: "met",
  events: 12_000,
  measured: 240,
  low: 231,
  high: 248,
  needed: null,
};

const promising = (indicator: string, promise: Objective["promise"]): Objective => ({
  id: "one",
  indicator,
  sentence: "as promised",
  promise,
});

const p95 = promising("ui", { kind: "quantile", quantile: 0.95, limitMs: 500 });
const average = promising("service", { kind: "average", limitMs: 150 });
const share = promising("webhook", { kind: "share", target: 0.99, withinMs: null });
const timed = promising("iframe", { kind: "share", target: 0.95, withinMs: 12_000 });
const uptime = promising("availability", { kind: "uptime", target: 0.999, downWhenFailing: 0.05 });

describe("an outcome as a sentence", () => {
  test.for<[string, Objective, Partial<Outcome>]>([
    ["95 % of pages within 240 ms, promised 500 ms", p95, {}],
    [
      "95 % of pages of small tenants within 1.24 s, promised 500 ms",
      p95,
      { measured: 1233, tenants: "small" },
    ],
    ["service calls answered in 122 ms on average, promised 150 ms", average, { measured: 121.4 }],
    ["98.99 % of webhooks answered well, promised 99 %", share, { measured: 0.98999 }],
    ["96.00 % of frames answered well within 12 s, promised 95 %", timed, { measured: 0.96 }],
    ["up in 100 % of the run's minutes, promised 99.9 %", uptime, { measured: 1 }],
    [
      "up in 97.50 % of the run's minutes for largest tenants, promised 99.9 %",
      uptime,
      { measured: 0.975, tenants: "largest" },
    ],
    ["no pages were measured, promised p95 ≤ 500 ms", p95, { measured: null }],
  ])("%s", ([sentence, objective, changes]) => {
    expect(outcomeSentence({ ...outcome, ...changes }, objective)).toBe(sentence);
  });
});

describe("what would settle it", () => {
  test.for<[string | null, Partial<Outcome>]>([
    [null, { verdict: "met" }],
    ["1,200 more would settle it.", { verdict: "insufficient", needed: 1199.2 }],
    ["More of the same would not settle it.", { verdict: "insufficient", needed: null }],
  ])("%s", ([words, changes]) => {
    expect(neededWords({ ...outcome, ...changes })).toBe(words);
  });
});
