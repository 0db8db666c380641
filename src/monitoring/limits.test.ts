import { expect, test } from "vitest";
import type { Objective, Promised } from "../core/contract/index.ts";
import { limitsOf } from "./limits.ts";

const objective = (indicator: string, promise: Promised): Objective => ({
  id: indicator,
  indicator,
  sentence: "",
  promise,
});

test("every limit that a contract promises is decided at intake, once", () => {
  const limits = limitsOf([
    objective("availability", { kind: "uptime", target: 0.999, downWhenFailing: 0.05 }),
    objective("ui", { kind: "quantile", quantile: 0.9, limitMs: 800 }),
    objective("ui", { kind: "quantile", quantile: 0.95, limitMs: 1200 }),
    objective("ui", { kind: "quantile", quantile: 0.99, limitMs: 1200 }),
    objective("service", { kind: "average", limitMs: 150 }),
    objective("iframe", { kind: "share", target: 0.95, withinMs: 12_000 }),
    objective("webhook", { kind: "share", target: 0.99, withinMs: null }),
    objective("rto", { kind: "recovery", limitMs: 1000 }),
  ]);
  expect(limits).toEqual(
    new Map([
      ["ui", [800, 1200]],
      ["iframe", [12_000]],
    ]),
  );
});
