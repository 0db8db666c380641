import { expect, test } from "vitest";
import { plan, runOf, sampleAt } from "../judging/testdata/scene.ts";
import { soakShortfall } from "./soak-shortfall.ts";

const MINUTE = 60_000;

interface Soak {
  readonly durationMs: number;
  readonly everyMs: number;
  readonly isSeen?: (atMs: number) => boolean;
  readonly cpuMs?: (atMs: number) => number;
}

/** The first minute is its warm-up. */
function soakOf({ durationMs, everyMs, isSeen = () => true, cpuMs = (atMs) => atMs }: Soak) {
  const resources = Array.from({ length: Math.ceil(durationMs / everyMs) }, (_, i) => i * everyMs)
    .filter(isSeen)
    .map((atMs) => sampleAt(atMs, { cpuMs: cpuMs(atMs) }));
  return runOf([], { plan: { ...plan, durationMs, warmUpMs: MINUTE }, resources });
}

const hour = { durationMs: 61 * MINUTE, everyMs: 15_000 };
const started = "The add-on started anew meanwhile: what it had gathered was lost.";
const unseen = (missing: number) =>
  `In ${missing} of 60 stretches of it the add-on's resources were not seen.`;

test.for([
  ["an hour", hour, null],
  ["a night, seen once a minute", { durationMs: 481 * MINUTE, everyMs: MINUTE }, null],
  ["a minute and a half, seen every other second", { durationMs: 150_000, everyMs: 2000 }, null],
  ["a few minutes, seen often", { durationMs: 6 * MINUTE, everyMs: 2000 }, null],
  [
    "an hour with a gap of four minutes",
    { ...hour, isSeen: (at: number) => at < 5 * MINUTE || at > 9 * MINUTE },
    null,
  ],
  [
    "too short a time",
    { durationMs: MINUTE + 89_000, everyMs: 500 },
    "It is too short to tell of growth: without the warm-up 1 min 30 s would do.",
  ],
  [
    "an hour seen for most of it",
    { ...hour, isSeen: (at: number) => at < 50 * MINUTE },
    unseen(11),
  ],
  ["an hour never seen", { ...hour, isSeen: () => false }, unseen(60)],
  ["an hour with a new start", { ...hour, cpuMs: (at: number) => at % (30 * MINUTE) }, started],
] as const)("what a soak falls short of: %s", ([, soak, shortfall]) => {
  expect(soakShortfall(soakOf(soak))).toBe(shortfall);
});
