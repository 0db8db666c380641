import * as z from "zod";
import type { PromiseStretch } from "../core/contract/index.ts";
import { type Exclusions, excludedMinutes } from "../core/slo/index.ts";
import { DAY_MS, isoTime, minuteOf } from "../core/time/index.ts";
import type { OverridingState } from "../engine/index.ts";
import { announcedWindows, type Maintenance, windowState } from "../entries/index.ts";

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
  return maintenance.windows
    .filter(({ endMs }) => endMs > nowMs - SHOWN_MS)
    .toSorted((a, b) => a.startMs - b.startMs)
    .map((window) => {
      const { id, reason, announcedMs, startMs, endMs, endedMs } = window;
      const state = windowState(window, nowMs);
      const over = state === "ended" ? (endedMs ?? endMs) : null;
      const span = { fromMs: startMs, toMs: Math.max(startMs, Math.min(endMs, over ?? endMs)) };
      return {
        id,
        reason,
        state,
        announcedAt: isoTime(announcedMs),
        from: isoTime(startMs),
        to: isoTime(endMs),
        endedAt: over === null ? null : isoTime(over),
        excludedMinutes: state === "cancelled" ? 0 : excludedIn(span, exclusions, stretches),
        minutes: Math.max(0, minuteOf(span.toMs) - minuteOf(startMs)),
      };
    });
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is promised changes by stretches of time. */
const excludedIn = (
  { fromMs, toMs }: Span,
  exclusions: Exclusions,
  stretches: readonly PromiseStretch[],
): number =>
  stretches
    .map((one) => ({
      name: "",
      fromMs: Math.max(fromMs, one.fromMs),
      toMs: Math.min(toMs, one.toMs),
      promise: one.isPromised ? one.contract.sla.maintenance : null,
    }))
    .filter((part) => part.fromMs < part.toMs)
    .flatMap(({ promise, ...period }) => excludedMinutes(exclusions, promise, period))
    .reduce((sum, { from, to }) => sum + to - from, 0);

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
