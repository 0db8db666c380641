import { expect, test } from "vitest";
import { average, p95, plan, uptime, webhook } from "../judging/testdata/scene.ts";
import { dwellMs } from "./dwell.ts";

/** Of ten sessions nine load a page and one is a webhook. */
const { workload } = plan;
const bounds = { leastMs: 1000, mostMs: 600_000 };

// 292 requests show 2.5 % more or less of 5 %, 1522 show 0.5 % of 1 %.
test.for([
  ["the least, where the rate is high", [p95], 1000, 1000],
  ["until enough requests of its kind have come", [p95], 10, Math.ceil((292 / 9) * 1000)],
  ["by the promise that takes longest", [p95, webhook, average], 10, 600_000],
  ["by a rarer kind of request", [p95, webhook], 100, 152_200],
  ["the least, for what requests do not show", [uptime], 1, 1000],
] as const)("a rate is held %s", ([, objectives, rate, expected]) => {
  const ms = dwellMs({ workload, objectives }, rate, bounds);
  expect(Math.abs(ms - expected)).toBeLessThanOrEqual(expected * 0.005);
});
