import fc from "fast-check";
import { expect, test } from "vitest";
import type { Objective } from "../../core/contract/index.ts";
import {
  averageOfSlot,
  quantileOfSlot,
  type Slot,
  slotRecorder,
} from "../../core/measurement/index.ts";
import { countsOf } from "../../core/slo/index.ts";
import { StreamCounter } from "../injection/stream-recorder.ts";
import type { StreamTally } from "../model/index.ts";
import { evidenceOf } from "./evidence.ts";
import { judgeRun } from "./judge-run.ts";
import { average, p95, runWith, TIMEOUT_MS, webhook } from "./testdata/scene.ts";

/** How a request ended, and how long after it was to start. */
interface Ending {
  readonly kind: "good" | "failed" | "timed-out";
  readonly tookMs: number;
}

const limitsMs = [400, 1200];

/** The same requests as the injector counts them, and as production's intake does. */
function counted(endings: readonly Ending[]): { readonly run: StreamTally; readonly slot: Slot } {
  const run = new StreamCounter(
    { step: "page roadmap", indicator: "ui", tenants: "small" },
    limitsMs,
  );
  const production = slotRecorder(limitsMs);
  for (const { kind, tookMs } of endings) {
    if (kind === "good") run.good(tookMs, tookMs);
    else if (kind === "failed") run.bad("status-503", tookMs);
    else run.late("timed-out", tookMs, tookMs);
    production.record(tookMs / 1000, kind !== "good");
  }
  return { run: run.take(), slot: production.slot() };
}

const took = fc.integer({ min: 1, max: TIMEOUT_MS - 1 });
const ending: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("good" as const), tookMs: took }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("failed" as const), tookMs: took }) },
  fc.constant<Ending>({ kind: "timed-out", tookMs: TIMEOUT_MS }),
);
const endings = fc.array(ending, { minLength: 1, maxLength: 200 });

const within: Objective = { ...webhook, promise: { kind: "share", target: 0.9, withinMs: 400 } };

test("every promise counts the events that production's statement counts", () => {
  fc.assert(
    fc.property(endings, (all) => {
      const { run, slot } = counted(all);
      const evidence = evidenceOf([run]);
      expect([evidence.events, evidence.bad]).toEqual([slot.events, slot.bad]);
      for (const { promise } of [p95, within, webhook])
        if (promise.kind === "quantile" || promise.kind === "share")
          expect(countsOf(promise, evidence)).toEqual(countsOf(promise, slot));
    }),
  );
});

const near = (measured: number, expected: number): void =>
  expect(Math.abs(measured / expected - 1)).toBeLessThan(0.011);

test.for([0.5, 0.9, 0.95, 0.99])("the quantile %d is of the same events", (quantile) => {
  fc.assert(
    fc.property(endings, (all) => {
      const { run, slot } = counted(all);
      const objective = { ...p95, promise: { kind: "quantile", quantile, limitMs: 400 } as const };
      const { measured } = judgeRun(runWith(run), [objective]).outcomes[0]!;
      near(measured!, quantileOfSlot(slot, quantile) * 1000);
    }),
  );
});

test("the average is of the same events, to the microsecond", () => {
  fc.assert(
    fc.property(endings, (all) => {
      const { run, slot } = counted(all);
      const { measured } = judgeRun(runWith(run), [average]).outcomes[0]!;
      const expected = averageOfSlot(slot) * 1000;
      if (Number.isFinite(expected)) expect(measured).toBeCloseTo(expected, 3);
      else expect(measured).toBeNull();
    }),
  );
});

test("a slow failure shows in both", () => {
  const good: readonly Ending[] = Array.from({ length: 90 }, () => ({ kind: "good", tookMs: 100 }));
  const failed: readonly Ending[] = Array.from({ length: 10 }, () => ({
    kind: "failed",
    tookMs: 4500,
  }));
  const { run, slot } = counted([...good, ...failed]);
  const { outcomes } = judgeRun(runWith(run), [p95, average]);
  const [tail, mean] = outcomes.filter(({ tenants }) => tenants === null);
  expect([tail!.measured, quantileOfSlot(slot, 0.95) * 1000]).toEqual([4500, 4500]);
  expect(mean!.measured).toBeCloseTo(100 + (10 * 4500) / 90, 6);
});
