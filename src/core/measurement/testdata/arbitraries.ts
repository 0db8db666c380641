import fc from "fast-check";
import { sketchFromExponential } from "../otlp-exponential.ts";
import type { SketchRead } from "../otlp-histogram.ts";
import { recorder } from "../recorder.ts";
import type { Sketch } from "../sketch.ts";
import type { Slot } from "../slot.ts";
import { slotRecorder } from "../slot-recorder.ts";
import type { Stream } from "../stream.ts";
import { exponentialOf } from "./exponential.ts";

/** Seconds, from what rounds to zero up to a century, and the values that lie on a bound. */
export const duration = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0.001, max: 30, noNaN: true }) },
  fc.double({ min: 0, max: 3e9, noNaN: true }),
  fc.integer({ min: -25, max: 30 }).map((exponent) => 2 ** exponent),
  fc.constantFrom(0, 1e-6, 1e-9, 0.4, 1.2),
);

export const durations = fc.array(duration, { maxLength: 40 });

/** Of senders whose buckets are coarser than ours: of an exponential scale down to −2, or with bounds of their own. */
export const coarseSketch: fc.Arbitrary<Sketch> = fc
  .tuple(fc.array(fc.double({ min: 1e-5, max: 1000, noNaN: true }), { maxLength: 12 }), fc.integer({ min: -2, max: 4 }))
  .map(([values, scale]) => read(sketchFromExponential(exponentialOf(values, scale))));

export function read(taken: SketchRead): Sketch {
  if (taken.kind === "refused") throw new Error(taken.reason);
  return taken.sketch;
}

export interface Event {
  readonly seconds: number;
  readonly failed: boolean;
}

export const events: fc.Arbitrary<Event[]> = fc.array(
  fc.record({ seconds: duration, failed: fc.boolean() }),
  { maxLength: 20 },
);

export const slot: fc.Arbitrary<Slot> = fc
  .tuple(events, fc.subarray([400, 800.5, 1200]), fc.nat())
  .map(([taken, limitsMs, n]) => {
    const { good, ...told } = slotOf(taken, limitsMs);
    return { ...told, good, undecided: n % (good.count + 1) };
  });

/** By minute of the day. */
export const slotsOfDay: fc.Arbitrary<Map<number, Slot>> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1439 }), slot), { maxLength: 12 })
  .map((entries) => new Map(entries));

export const stream: Stream = {
  addon: "com.example.roadmaps",
  tenant: "acme",
  indicator: "ui",
  source: "agent",
  release: "1.2.0",
  region: "eu",
  place: "",
  path: "",
};

export function sketchOf(seconds: readonly number[]): Sketch {
  const taken = recorder();
  for (const one of seconds) taken.record(one);
  return taken.sketch();
}

export function slotOf(taken: readonly Event[], limitsMs: readonly number[] = []): Slot {
  const recording = slotRecorder(limitsMs);
  for (const { seconds, failed } of taken) recording.record(seconds, failed);
  return recording.slot();
}

export const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
