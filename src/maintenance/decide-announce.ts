import { createHash } from "node:crypto";
import { parseDuration } from "../core/contract/index.ts";
import { durationWords, momentWords, monthWords } from "../core/format/index.ts";
import { months } from "../core/slo/index.ts";
import { DAY_MS, isoTime, MINUTE_MS } from "../core/time/index.ts";
import type { Context, Decide, Decision, Known, Refusal } from "../engine/index.ts";
import {
  type MaintenanceWindow,
  maintenanceWindows,
  seriesAnnounced,
  windowAnnounced,
  writeEntry,
} from "../entries/index.ts";
import { FARTHEST_MS, parseMoment } from "./parse-moment.ts";
import { type Occurrence, occurrences, parseRecurrence, type Recurrence } from "./recurrence.ts";
import { refuse } from "./refuse.ts";
import { promiseAt, whyCounted } from "./standing.ts";

export interface Announcement {
  readonly reason: string;
  readonly from?: string | undefined;
  readonly for?: string | undefined;
  readonly every?: string | undefined;
  readonly late: boolean;
}

/** A window, or a series of them, with the promised notice; what would count as downtime only when asked for so. */
export const decideAnnounce: Decide<Announcement> = (known, asked, context) =>
  asked.every === undefined ? one(known, asked, context) : series(known, asked, context);

function one(known: Known, asked: Announcement, context: Context): Decision | Refusal {
  const { addon, nowMs } = context;
  const times = timesOf(asked, nowMs);
  if ("kind" in times) return times;
  const { startMs } = times;
  if (startMs < nowMs)
    return refuse("maintenance.past", `${momentWords(startMs)} is over, so nothing was announced.`);
  if (startMs > nowMs + FARTHEST_MS)
    return refuse(
      "maintenance.time-unclear",
      `${momentWords(startMs)} is more than 400 days ahead.`,
    );
  const other = overlapping(known.state(maintenanceWindows, addon).windows, times);
  if (other !== null)
    return refuse(
      "maintenance.overlapping",
      `Window ${other.id} is announced from ${momentWords(other.startMs)} to ${momentWords(other.endMs)}.`,
    );
  const counted = whyCounted(known, addon, times, nowMs);
  if (counted !== null && !asked.late) return counted;
  return announced(known, { ...times, reason: asked.reason, series: null }, context);
}

function timesOf(asked: Announcement, nowMs: number): Occurrence | Refusal {
  if (asked.from === undefined || asked.for === undefined)
    return refuse("maintenance.time-unclear", "From when and for how long was not said.");
  const start = parseMoment(nowMs)(asked.from);
  if (start.kind === "complaint")
    return refuse("maintenance.time-unclear", start.message, start.hint);
  const length = parseDuration(asked.for);
  if (length.kind === "complaint")
    return refuse("maintenance.time-unclear", length.message, length.hint);
  if (length.value < MINUTE_MS || length.value > 7 * DAY_MS)
    return refuse("maintenance.time-unclear", "Maintenance takes between a minute and seven days.");
  return { startMs: start.value, endMs: start.value + length.value };
}

function series(known: Known, asked: Announcement, context: Context): Decision | Refusal {
  const { addon, nowMs, cause } = context;
  const every = asked.every!;
  if (asked.from !== undefined || asked.for !== undefined)
    return refuse(
      "maintenance.time-unclear",
      "What comes every week says its times by itself: --every alone.",
    );
  const read = parseRecurrence(every);
  if (read.kind === "complaint") return refuse("maintenance.time-unclear", read.message, read.hint);
  const promise = promiseAt(known, addon, nowMs);
  const longest = Math.max(...read.value.times.map(({ minutes }) => minutes)) * MINUTE_MS;
  if (promise === null && !asked.late)
    return refuse(
      "maintenance.not-promised",
      "The contract promises nothing about maintenance, so all of it counts as downtime.",
    );
  if (promise !== null && longest > promise.allowance.ms && !asked.late)
    return refuse(
      "maintenance.too-long",
      `Each of the windows lasts ${durationWords(longest)}, longer than the allowance of ${durationWords(promise.allowance.ms)} a month.`,
    );
  const least = shortestMonth(read.value, nowMs);
  if (promise !== null && least.ms > promise.allowance.ms && !asked.late)
    return refuse(
      "maintenance.too-long",
      `In ${monthWords(least.fromMs)} the windows last ${durationWords(least.ms)} together, longer than the allowance of ${durationWords(promise.allowance.ms)} a month: what goes beyond it would count as downtime.`,
      "Make them shorter or fewer, promise a larger allowance, or add --late to announce them all the same.",
    );
  const { zone } = read.value;
  const [first] = occurrences(read.value, nowMs);
  const id = idOf(first!.startMs, addon, cause);
  const text = every.trim().endsWith(zone) ? every.trim() : `${every.trim()} ${zone}`;
  const data = { id, reason: asked.reason, every: text };
  return {
    kind: "decided",
    entries: [writeEntry(seriesAnnounced, data, { addon, atMs: nowMs, by: context.by })],
    expected: { "series/": known.state(maintenanceWindows, addon).seriesEntries },
  };
}

const MONTHS_AHEAD_MS = 120 * DAY_MS;

/** Of the next whole months the one in which the times of a series last shortest together: a fifth Sunday is not every month. */
function shortestMonth(recurrence: Recurrence, nowMs: number) {
  const ahead = months(nowMs, nowMs + MONTHS_AHEAD_MS).slice(1);
  const endMs = ahead.at(-1)!.toMs;
  const all: Occurrence[] = [];
  for (const one of occurrences(recurrence, nowMs)) {
    if (one.startMs >= endMs) break;
    all.push(one);
  }
  return ahead
    .map(({ fromMs, toMs }) => {
      const own = all.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
      return { fromMs, ms: own.reduce((sum, one) => sum + one.endMs - one.startMs, 0) };
    })
    .reduce((least, one) => (one.ms < least.ms ? one : least));
}

/** An announcement of what was found fit for it. */
export function announced(
  known: Known,
  { startMs, endMs, reason, series }: Occurrence & { reason: string; series: string | null },
  { addon, nowMs, by, cause }: Context,
): Decision {
  const data = {
    id: idOf(startMs, addon, cause),
    reason,
    startAt: isoTime(startMs),
    endAt: isoTime(endMs),
    late: whyCounted(known, addon, { startMs, endMs }, nowMs) !== null,
    series,
  };
  return {
    kind: "decided",
    entries: [writeEntry(windowAnnounced, data, { addon, atMs: nowMs, by })],
    expected: { "window/": known.state(maintenanceWindows, addon).windowEntries },
  };
}

/** The window that has a part of a time already. */
export function overlapping(
  windows: readonly MaintenanceWindow[],
  { startMs, endMs }: Occurrence,
): MaintenanceWindow | null {
  const found = windows.find(
    (one) =>
      !one.isCancelled &&
      one.startMs < endMs &&
      startMs < Math.min(one.endMs, one.endedMs ?? one.endMs),
  );
  return found ?? null;
}

/** The same for the same cause. */
function idOf(startMs: number, addon: string, cause: string): string {
  const hash = createHash("sha256").update(`${addon} ${cause}`).digest("hex");
  return `${isoTime(startMs).slice(0, 10)}-${hash.slice(0, 8)}`;
}
