import * as z from "zod";
import type { PromiseStretch } from "../core/contract/index.ts";
import { type Exclusions, excludedMinutes, type MinuteRange } from "../core/slo/index.ts";
import { DAY_MS, isoTime, minuteOf } from "../core/time/index.ts";
import type { OverridingState } from "../engine/index.ts";
import {
  announcedWindows,
  type Maintenance,
  type MaintenanceWindow,
  windowState,
} from "../entries/index.ts";

const moment = z.iso.datetime();

export const shownWindow = z.strictObject({
  id: z.string(),
  reason: z.string(),
  state: z
    .enum(["announced", "running", "overrunning", "ended", "cancelled"])
    .describe("overrunning: it goes on after its announced end, and counts like any other time."),
  announcedAt: moment,
  from: moment,
  to: moment.describe("As announced."),
  endedAt: moment.nullable().describe("When it was over; null: not yet, or never begun."),
  excludedMinutes: z
    .number()
    .describe("So many of its minutes keep to the promised notice and allowance."),
  minutes: z.number(),
});

/** Maintenance as the public sees it. */
export type ShownWindow = z.infer<typeof shownWindow>;

/** Windows that are over are shown for so long. */
const SHOWN_MS = 93 * DAY_MS;

/** In the order of their beginning. */
export function shownWindows(
  maintenance: Maintenance,
  stretches: readonly PromiseStretch[],
  nowMs: number,
): readonly ShownWindow[] {
  const exclusions = { windows: announcedWindows(maintenance), hostOutages: [] };
  const shown = maintenance.windows
    .filter(({ endMs }) => endMs > nowMs - SHOWN_MS)
    .toSorted((a, b) => a.startMs - b.startMs);
  const ranges = excludedRanges(shown, exclusions, stretches);
  let at = 0;
  return shown.map((window) => {
    const { id, reason, announcedMs, startMs, endMs, endedMs } = window;
    const state = windowState(window, nowMs);
    const over = state === "ended" ? (endedMs ?? endMs) : null;
    const toMs = Math.max(startMs, Math.min(endMs, over ?? endMs));
    // Ranges that end before a window begins end before all that follow it.
    while (at < ranges.length && ranges[at]!.to <= minuteOf(startMs)) at++;
    return {
      id,
      reason,
      state,
      announcedAt: isoTime(announcedMs),
      from: isoTime(startMs),
      to: isoTime(endMs),
      endedAt: over === null ? null : isoTime(over),
      excludedMinutes: state === "cancelled" ? 0 : minutesIn(ranges, at, startMs, toMs),
      minutes: Math.max(0, minuteOf(toMs) - minuteOf(startMs)),
    };
  });
}

/** What the promises of their times leave out of windows, in order and without overlap. */
const excludedRanges = (
  windows: readonly MaintenanceWindow[],
  exclusions: Exclusions,
  stretches: readonly PromiseStretch[],
): readonly MinuteRange[] => {
  const fromMs = windows.reduce((least, one) => Math.min(least, one.startMs), Infinity);
  const toMs = windows.reduce((most, one) => Math.max(most, one.endMs), 0);
  return stretches
    .map((one) => ({
      name: "",
      fromMs: Math.max(fromMs, one.fromMs),
      toMs: Math.min(toMs, one.toMs),
      promise: one.isPromised ? one.contract.sla.maintenance : null,
    }))
    .filter((part) => part.fromMs < part.toMs)
    .flatMap(({ promise, ...period }) => excludedMinutes(exclusions, promise, period));
};

/** How many minutes of a time lie in the ranges, of which the first that can is number `at`. */
function minutesIn(ranges: readonly MinuteRange[], at: number, fromMs: number, toMs: number) {
  const [from, to] = [minuteOf(fromMs), minuteOf(toMs)];
  let minutes = 0;
  for (let next = at; next < ranges.length && ranges[next]!.from < to; next++)
    minutes += Math.max(0, Math.min(to, ranges[next]!.to) - Math.max(from, ranges[next]!.from));
  return minutes;
}

/** While an announced window runs, it is what customers read first, whatever checks find; an overrun is like any time. */
export function runningWindow({ windows }: Maintenance, nowMs: number): OverridingState | null {
  const running = windows.find(
    (one) => windowState(one, nowMs) === "running" && nowMs >= one.startMs,
  );
  if (running === undefined) return null;
  const { startMs, reason, isLate } = running;
  const cause = isLate ? `${reason}, which was announced late and counts as downtime` : reason;
  return { kind: "maintenance", since: isoTime(startMs), cause };
}
