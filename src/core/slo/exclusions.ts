import type { Sla } from "../contract/index.ts";
import { MINUTE_MS, type Minute, minuteOf } from "../time/index.ts";
import { months, type StatementPeriod } from "./period.ts";

/** Everything that may take minutes out of an account. Epoch milliseconds throughout. */
export interface Exclusions {
  readonly windows: readonly AnnouncedWindow[];
  readonly hostOutages: readonly HostOutage[];
  /** What somebody says was measured wrongly: it takes no minute out, and is counted beside. */
  readonly disputed?: readonly { readonly startMs: number; readonly endMs: number }[];
}

export interface AnnouncedWindow {
  readonly announcedAtMs: number;
  readonly startMs: number;
  /** As announced. What goes on after it is an overrun and counts like any other time. */
  readonly endMs: number;
  /** When the work was over; null while it goes on, or when nobody said. */
  readonly actualEndMs: number | null;
  readonly cancelled: boolean;
}

/** A time in which the host itself failed, and who saw it. */
export interface HostOutage {
  readonly startMs: number;
  readonly endMs: number;
  /** The host's own status page said so. */
  readonly statusPage: boolean;
  /** Our probe of the host saw it. */
  readonly probe: boolean;
}

/** Half-open: `from` ≤ minute < `to`. */
export interface MinuteRange {
  readonly from: Minute;
  readonly to: Minute;
}

export const noExclusions: Exclusions = { windows: [], hostOutages: [] };

/**
 * The whole minutes of a period that its account leaves out, in order, none twice: maintenance
 * announced with the promised notice, in time order until the month's allowance is used up, and
 * host outages that the host's status page and our probe both show. Without a maintenance promise
 * no window is excluded. A minute only partly inside counts like any other.
 */
export function excludedMinutes(
  { windows, hostOutages }: Exclusions,
  promise: Sla["maintenance"],
  period: StatementPeriod,
): readonly MinuteRange[] {
  const maintenance = promise ? withinAllowance(windows, promise) : [];
  const outages = hostOutages
    .filter((outage) => outage.statusPage && outage.probe)
    .map(({ startMs, endMs }) => wholeMinutes(startMs, endMs));
  const inside = { from: minuteOf(period.fromMs), to: minuteOf(period.toMs) };
  return union([...maintenance, ...outages]).flatMap((range) => overlap(range, inside));
}

/** Every minute of a period that somebody disputes, even one that is disputed in part; in order, none twice. */
export function disputedMinutes(
  { disputed = [] }: Pick<Exclusions, "disputed">,
  period: StatementPeriod,
): readonly MinuteRange[] {
  const inside = { from: minuteOf(period.fromMs), to: minuteOf(period.toMs) };
  const ranges = disputed.map(({ startMs, endMs }) => ({
    from: minuteOf(startMs),
    to: Math.ceil(endMs / MINUTE_MS),
  }));
  return union(ranges).flatMap((range) => overlap(range, inside));
}

type MaintenancePromise = NonNullable<Sla["maintenance"]>;

/** The allowance is one of the calendar month, whatever the statement's period is. */
function withinAllowance(windows: readonly AnnouncedWindow[], promise: MaintenancePromise) {
  const announced = union(
    windows
      .filter((w) => !w.cancelled && w.startMs - w.announcedAtMs >= promise.noticeMs)
      .map((w) => wholeMinutes(w.startMs, Math.min(w.endMs, w.actualEndMs ?? w.endMs))),
  );
  const [first, last] = [announced[0], announced.at(-1)];
  if (!first || !last) return [];
  return months(first.from * MINUTE_MS, last.to * MINUTE_MS).flatMap((month) => {
    const inside = { from: minuteOf(month.fromMs), to: minuteOf(month.toMs) };
    const parts = announced.flatMap((range) => overlap(range, inside));
    return firstMinutes(parts, minuteOf(promise.allowance.ms));
  });
}

function firstMinutes(ranges: readonly MinuteRange[], allowed: number): MinuteRange[] {
  let left = allowed;
  return ranges.flatMap(({ from, to }) => {
    const kept = Math.min(left, to - from);
    left -= kept;
    return kept > 0 ? [{ from, to: from + kept }] : [];
  });
}

const wholeMinutes = (startMs: number, endMs: number): MinuteRange => ({
  from: Math.ceil(startMs / MINUTE_MS),
  to: minuteOf(endMs),
});

function overlap(a: MinuteRange, b: MinuteRange): MinuteRange[] {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from < both.to ? [both] : [];
}

/** The same minutes in order, without overlap and without empty ranges. */
function union(ranges: readonly MinuteRange[]): MinuteRange[] {
  const merged: { from: Minute; to: Minute }[] = [];
  const inOrder = ranges.filter((r) => r.from < r.to).sort((a, b) => a.from - b.from);
  for (const { from, to } of inOrder) {
    const before = merged.at(-1);
    if (before && from <= before.to) before.to = Math.max(before.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
