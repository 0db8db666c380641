import { expect, test } from "vitest";
import { plan, runOf, sampleAt } from "../judging/testdata/scene.ts";
import { soakSchedule, soakShortfall } from "./soak-schedule.ts";

const MINUTE = 60_000;

test.for([
  ["a night", 8 * 60 * MINUTE, { sampleEveryMs: 10_000, batchMs: MINUTE, batches: 480 }],
  ["an hour", 60 * MINUTE, { sampleEveryMs: 10_000, batchMs: MINUTE, batches: 60 }],
  ["ten minutes", 10 * MINUTE, { sampleEveryMs: 1666, batchMs: 10_000, batches: 60 }],
  ["ten seconds", 10_000, { sampleEveryMs: 166, batchMs: 1000, batches: 10 }],
] as const)("%s is sampled in batches", ([, measuredMs, schedule]) => {
  expect(soakSchedule(measuredMs)).toEqual(schedule);
});

function soakOf(durationMs: number, isSeen = (_at: number) => true, cpuMs = (at: number) => at) {
  const warmUpMs = MINUTE;
  const { sampleEveryMs } = soakSchedule(durationMs - warmUpMs);
  const resources = Array.from(
    { length: Math.ceil(durationMs / sampleEveryMs) },
    (_, i) => i * sampleEveryMs,
  )
    .filter(isSeen)
    .map((at) => sampleAt(at, { cpuMs: cpuMs(at) }));
  return runOf([], { plan: { ...plan, durationMs, warmUpMs }, resources });
}

test.for([
  ["nothing where an hour was seen", soakOf(61 * MINUTE), null],
  [
    "nothing where a moment was not",
    soakOf(61 * MINUTE, (at) => at < 5 * MINUTE || at > 9 * MINUTE),
    null,
  ],
  ["a short time", soakOf(MINUTE + 20_000), "It is too short: without the warm-up 30 s would do."],
  [
    "a long gap",
    soakOf(61 * MINUTE, (at) => at < 50 * MINUTE),
    "11 of 60 batches are without a sample of the add-on's resources.",
  ],
  [
    "no sample",
    soakOf(61 * MINUTE, () => false),
    "60 of 60 batches are without a sample of the add-on's resources.",
  ],
  [
    "a new start",
    soakOf(61 * MINUTE, undefined, (at) => at % (30 * MINUTE)),
    "The add-on started anew meanwhile: what it had gathered was lost.",
  ],
] as const)("what falls short: %s", ([, run, shortfall]) => {
  expect(soakShortfall(run)).toBe(shortfall);
});
