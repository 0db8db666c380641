import type { Promised } from "../../core/contract/index.ts";
import { DOWN, reaches, stateOf } from "../../core/slo/index.ts";
import { MINUTE_MS } from "../../core/time/index.ts";
import type { StreamTally } from "../model/index.ts";
import type { Ruling } from "./judge-objective.ts";
import type { Stretch } from "./measured-time.ts";

/**
 * Uptime over the minutes of the run itself, each down by the contract's own rule. All of them are
 * known, so there is no interval; of the period that the contract promises it for, it says nothing.
 */
export function judgeUptime(
  { target, downWhenFailing }: Extract<Promised, { kind: "uptime" }>,
  stretches: readonly Stretch[],
): Ruling {
  const minutes = minutesOf(stretches);
  const events = minutes.reduce((sum, minute) => sum + minute.events, 0);
  const seen = minutes.filter((minute) => minute.events > 0);
  const down = seen.filter((minute) => stateOf(minute, downWhenFailing) === DOWN);
  const measured = seen.length === 0 ? null : 1 - down.length / seen.length;
  const verdict = measured === null ? "insufficient" : reaches(measured, target) ? "met" : "missed";
  return { verdict, events, measured, low: measured, high: measured, needed: null };
}

interface MinuteCounts {
  readonly events: number;
  readonly bad: number;
}

/**
 * By minutes from the first stretch on. What is left beyond the last whole minute is part of it:
 * in a moment of its own, late failures would stand alone.
 */
function minutesOf(stretches: readonly Stretch[]): readonly MinuteCounts[] {
  const firstMs = Math.min(...stretches.map(({ startMs }) => startMs));
  const lastMs = Math.max(...stretches.map(({ endMs }) => endMs));
  const wholes = Math.max(1, Math.floor((lastMs - firstMs) / MINUTE_MS));
  const minutes = new Map<number, MinuteCounts>();
  for (const { startMs, streams } of stretches) {
    const minute = Math.min(wholes - 1, Math.floor((startMs - firstMs) / MINUTE_MS));
    const before = minutes.get(minute) ?? { events: 0, bad: 0 };
    minutes.set(minute, streams.filter(isRequest).reduce(count, before));
  }
  return [...minutes.values()];
}

const count = (sum: MinuteCounts, { events, good }: StreamTally): MinuteCounts => ({
  events: sum.events + events,
  bad: sum.bad + events - good,
});

/** Frames are loaded by browsers and checks sent by probes: neither is a tenant's request. */
const isRequest = ({ stream: { indicator } }: StreamTally): boolean =>
  indicator !== null && indicator !== "availability" && indicator !== "iframe";
