import { type Finding, type TestKind, type TestPlan } from "../../model/index.ts";

/** What was held for a while, and how it bore on the answers. */
export interface Load {
  readonly name: string;
  readonly rate: number | ((at: number) => number);
  /** Held at the same time as the one before. */
  readonly isBeside?: true;
  readonly durationMs: number;
  /** By how much answers take longer, over the phase from 0 to 1. */
  readonly strain: (at: number) => number;
  readonly failing: number;
}

const load = (
  name: string,
  rate: Load["rate"],
  seconds: number,
  strain: Load["strain"],
  failing = 0.0004,
): Load => ({
  name,
  rate,
  durationMs: seconds * 1000,
  strain,
  failing,
});

/** Everybody comes at 90 s and is gone again 40 s later. */
const burstRate = (at: number): number => (at * 250 >= 90 && at * 250 < 130 ? 260 : 30);
export const burstModel: TestPlan["model"] = {
  kind: "open",
  spacing: "poisson",
  stages: [
    { from: 3, to: 30, durationMs: 20_000 },
    { from: 30, to: 30, durationMs: 70_000 },
    { from: 260, to: 260, durationMs: 40_000 },
    { from: 30, to: 30, durationMs: 120_000 },
  ],
};

interface Shape {
  readonly intervalMs: number;
  readonly phases: readonly Load[];
  readonly findings: readonly Finding[];
}

const cost: readonly Finding[] = [
  { kind: "cost", resource: "CPU", unit: "ms", perRequest: 4.21, low: 4.05, high: 4.37 },
  { kind: "cost", resource: "host calls", unit: "calls", perRequest: 0.62, low: 0.61, high: 0.63 },
];

/** How a run of each kind went, and what was found in it. */
export const shapes: Readonly<Record<TestKind, Shape>> = {
  load: {
    intervalMs: 5_000,
    phases: [load("held", 60, 300, (at) => 1 + 0.12 * Math.sin(at * 9))],
    findings: cost,
  },
  stress: {
    intervalMs: 5_000,
    phases: [
      load("20 a second", 20, 30, () => 1),
      load("40 a second", 40, 30, () => 1.05),
      load("80 a second", 80, 30, () => 1.2),
      load("160 a second", 160, 30, () => 1.35),
      load("320 a second", 320, 30, (at) => 3 + 9 * at, 0.06),
      load("240 a second", 240, 30, (at) => 2 + 4 * at, 0.012),
      load("200 a second", 200, 30, () => 1.6, 0.0006),
    ],
    findings: [
      { kind: "knee", low: 200, high: 210, firstToBreak: "response time", confirmations: 3 },
      {
        kind: "recovery",
        verdict: "recovered",
        keptForMs: null,
        recoveredAfterMs: 8_400,
        backlog: 412,
        drainedAfterMs: 5_100,
        errorsDuring: 611,
      },
      ...cost,
    ],
  },
  soak: {
    intervalMs: 120_000,
    phases: [load("held", 2, 14_400, (at) => 1 + 0.5 * at)],
    findings: [
      {
        kind: "leak",
        resource: "heap",
        verdict: "leak",
        slope: 41.2e6,
        low: 38.9e6,
        high: 43.6e6,
        p: 1e-7,
        exhaustionHours: [9.1, 11.4],
      },
      {
        kind: "leak",
        resource: "descriptors",
        verdict: "none",
        slope: 0.02,
        low: -0.1,
        high: 0.14,
        p: 0.61,
        exhaustionHours: null,
      },
      { kind: "drift", verdict: "drift", perHour: 0.11, low: 0.09, high: 0.13 },
      ...cost,
    ],
  },
  spike: {
    intervalMs: 5_000,
    phases: [
      load(
        "everybody’s burst",
        burstRate,
        250,
        (at) => 1 + 8 * Math.max(0, Math.min(at - 0.36, 3 * (0.6 - at))) * 4,
      ),
      load("neighbours", 28, 80, () => 1.1),
      { ...load("one tenant’s burst", 60, 80, () => 1.3), isBeside: true },
    ],
    findings: [
      {
        kind: "recovery",
        verdict: "recovered",
        keptForMs: null,
        recoveredAfterMs: 21_000,
        backlog: 188,
        drainedAfterMs: 6_300,
        errorsDuring: 214,
      },
      {
        kind: "isolation",
        verdict: "affected",
        quantile: 0.95,
        before: 212,
        during: 655,
        ratio: [2.7, 3.4],
      },
    ],
  },
};
