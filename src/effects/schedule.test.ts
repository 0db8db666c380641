import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import type { Effect, EffectKind } from "../entries/index.ts";
import { nextTry } from "./schedule.ts";

const START = Date.parse("2027-01-17T10:00:00Z");

const effectOf = (kind: EffectKind, channels: readonly string[]): Effect => ({
  id: "3f9c21aa",
  kind,
  channels,
  contentId: "c",
  thread: "t",
  action: "trigger",
  reason: "r",
  state: "waiting",
  intendedMs: START,
  sinceMs: START,
  failures: [],
  lastFailure: null,
  notBeforeMs: 0,
  delivered: null,
  endedMs: null,
  bulk: null,
  version: 1,
});

/** All tries of an effect that fails each time after `tookMs`. */
function tries(start: Effect, isFinal: (at: number) => boolean, tookMs = 0, most = 100) {
  const all: { channel: string; dueMs: number }[] = [];
  let effect = start;
  for (let next = nextTry(effect); next !== null && all.length < most; next = nextTry(effect)) {
    const { channel, dueMs } = next;
    all.push({ channel, dueMs: dueMs - START });
    const failures = [...effect.failures, { channel, isFinal: isFinal(all.length - 1) }];
    effect = { ...effect, failures, lastFailure: { reason: "away", atMs: dueMs + tookMs } };
  }
  return all;
}

test("a page goes to the next channel after not quite two minutes, and around until a day is over", () => {
  const all = tries(effectOf("page", ["oncall", "team"]), () => false, 0, 1000);
  expect(all.slice(0, 11).map(({ channel }) => channel)).toEqual([
    ...Array(5).fill("oncall"),
    ...Array(5).fill("team"),
    "oncall",
  ]);
  const first = [0, 5_000, 20_000, 50_000, 110_000];
  for (const [at, ms] of first.entries()) {
    expect(all[at]!.dueMs).toBeGreaterThanOrEqual(ms * 0.8);
    expect(all[at]!.dueMs).toBeLessThanOrEqual(ms * 1.2);
  }
  expect(all[5]!.dueMs).toBe(all[4]!.dueMs);
  expect(all[10]!.dueMs - all[9]!.dueMs).toBeGreaterThanOrEqual(4 * MINUTE_MS);
  expect(all.at(-1)!.dueMs).toBeLessThanOrEqual(DAY_MS);
  expect(all.at(-1)!.dueMs).toBeGreaterThan(DAY_MS - HOUR_MS);
});

test("a channel that will never take it is left at once", () => {
  const all = tries(effectOf("page", ["oncall", "team"]), (at) => at === 0, 0, 3);
  expect(all.map(({ channel }) => channel)).toEqual(["oncall", "team", "team"]);
  expect(all[1]!.dueMs).toBe(0);
  expect(tries(effectOf("ticket", ["team"]), () => true)).toHaveLength(1);
});

test("what can wait is tried ten times within about 75 hours, a test three times", () => {
  const all = tries(effectOf("ticket", ["team"]), () => false);
  expect(all).toHaveLength(10);
  expect(all.at(-1)!.dueMs).toBeGreaterThan(60 * HOUR_MS);
  expect(all.at(-1)!.dueMs).toBeLessThan(91 * HOUR_MS);
  expect(tries(effectOf("test", ["team"]), () => false)).toHaveLength(3);
});

test("no try comes before the last one ended, nor before the receiver wants it; the same each time", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<EffectKind>("page", "ticket", "bulk", "test"),
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.integer({ min: 0, max: 60_000 }),
      fc.integer({ min: 0, max: DAY_MS }),
      (kind, finals, tookMs, afterMs) => {
        const start = effectOf(kind, kind === "bulk" ? ["mail"] : ["a", "b", "c"]);
        const all = tries(start, (at) => finals[at] ?? false, tookMs, 40);
        expect(tries(start, (at) => finals[at] ?? false, tookMs, 40)).toEqual(all);
        for (const [at, { dueMs }] of all.entries())
          if (at > 0) expect(dueMs).toBeGreaterThanOrEqual(all[at - 1]!.dueMs + tookMs);
        const next = nextTry({ ...start, notBeforeMs: START + afterMs });
        if (next !== null) expect(next.dueMs).toBeGreaterThanOrEqual(START + afterMs);
      },
    ),
  );
});
