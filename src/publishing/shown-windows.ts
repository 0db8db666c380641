import type { PromiseStretch } from "../core/contract/index.ts";
import { type Exclusions, excludedMinutes } from "../core/slo/index.ts";
import { DAY_MS, isoTime, minuteOf } from "../core/time/index.ts";
import { exclusionsOf, type Maintenance, type WindowState, windowState } from "../entries/index.ts";

/** Maintenance as the public sees it. ISO moments. */
export interface ShownWindow {
  readonly id: string;
  readonly reason: string;
  readonly state: WindowState;
  readonly announcedAt: string;
  readonly from: string;
  readonly to: string;
  /** When it was over; null: not yet, or never begun. */
  readonly endedAt: string | null;
  /** Of its announced minutes so many keep to notice and allowance. */
  readonly excludedMinutes: number;
  readonly minutes: number;
}

/** Windows that are over are shown for so long. */
const SHOWN_MS = 93 * DAY_MS;

/** In the order of their beginning. */
export function shownWindows(
  maintenance: Maintenance,
  stretches: readonly PromiseStretch[],
  nowMs: number,
): readonly ShownWindow[] {
  const exclusions = exclusionsOf(maintenance);
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

/** Of a present state, what maintenance stands before. */
interface Seen {
  readonly kind: "answering" | "failing" | "maintenance" | "unknown";
  readonly since: string;
  readonly cause: string | null;
}

/** While an announced window runs, what checks find is not what customers are told first; an overrun is like any time. */
export function inMaintenance<State extends Seen>(
  current: State | null,
  { windows }: Maintenance,
  nowMs: number,
): State | null {
  const running = windows.find(
    (one) => windowState(one, nowMs) === "running" && nowMs >= one.startMs,
  );
  if (current === null || running === undefined) return current;
  const { startMs, reason, isLate } = running;
  const cause = isLate ? `${reason}, which was announced late and counts as downtime` : reason;
  return { ...current, kind: "maintenance", since: isoTime(startMs), cause };
}
