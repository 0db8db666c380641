import * as z from "zod";
import type { Entry } from "../core/ledger/index.ts";
import type { Exclusions } from "../core/slo/index.ts";
import { type Corrections, disputedTimes } from "./correction.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";
import { type HostHistory, hostOutages } from "./host.ts";

const moment = z.iso.datetime();

const announced = z.object({
  id: z.string(),
  reason: z.string(),
  startAt: moment,
  endAt: moment,
  /** Announced although it counts as downtime, in part at least: too late, or beyond the allowance. */
  late: z.boolean(),
  /** The series that it is one of; null: announced by itself. */
  series: z.string().nullable(),
});
/** `attended`: somebody will say when it is over; otherwise it ends by itself. */
const started = z.object({ id: z.string(), at: moment, attended: z.boolean() });
const ended = z.object({ id: z.string(), at: moment });
const named = z.object({ id: z.string() });
const seriesAnnouncedData = z.object({
  id: z.string(),
  reason: z.string(),
  /** "Sun 02:00-03:00 Europe/Paris" */
  every: z.string(),
});

const ofWindow = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `window.${verb}`,
  about,
  subject: "window/ID",
  isPublic: true,
  schema,
  subjectOf: ({ id }) => `window/${id}`,
});

export const windowAnnounced = ofWindow("announced", "Maintenance was announced.", announced);
export const windowStarted = ofWindow("started", "Announced maintenance began.", started);
export const windowEnded = ofWindow("ended", "Maintenance was over.", ended);
export const windowOverran = ofWindow(
  "overran",
  "Maintenance went on after its announced end.",
  named,
);
export const windowCancelled = ofWindow(
  "cancelled",
  "Announced maintenance was called off.",
  named,
);

const ofSeries = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  ...ofWindow(verb, about, schema),
  type: `series.${verb}`,
  subject: "series/ID",
  subjectOf: ({ id }) => `series/${id}`,
});

export const seriesAnnounced = ofSeries(
  "announced",
  "Maintenance that comes every week was announced.",
  seriesAnnouncedData,
);
export const seriesEnded = ofSeries("ended", "Weekly maintenance comes no more.", named);

/** One time of maintenance, as far as it is known. Epoch milliseconds. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly reason: string;
  readonly seriesId: string | null;
  readonly isLate: boolean;
  readonly announcedMs: number;
  /** As announced. */
  readonly startMs: number;
  readonly endMs: number;
  readonly startedMs: number | null;
  readonly isAttended: boolean;
  readonly endedMs: number | null;
  readonly hasOverrun: boolean;
  readonly isCancelled: boolean;
  /** Number of entries of its subject. */
  readonly version: number;
}

export interface MaintenanceSeries {
  readonly id: string;
  readonly reason: string;
  readonly every: string;
  readonly announcedMs: number;
  readonly isEnded: boolean;
  readonly version: number;
}

export interface Maintenance {
  /** In the order in which they were announced. */
  readonly windows: readonly MaintenanceWindow[];
  /** Where each is among them, by its id. */
  readonly places: ReadonlyMap<string, number>;
  readonly series: readonly MaintenanceSeries[];
  /** Entries below "window/" and "series/": what an announcement rests on. */
  readonly windowEntries: number;
  readonly seriesEntries: number;
}

/** All maintenance that was ever announced. Windows grow in place: an entry costs the same however many there are. */
export const maintenanceWindows: Fold<Maintenance> = {
  name: "maintenance-windows",
  initial: { windows: [], places: new Map(), series: [], windowEntries: 0, seriesEntries: 0 },
  reduce(state, entry) {
    if (entry.subject.startsWith("window/")) {
      const isFirst = state.windowEntries === 0;
      const windows = isFirst ? [] : (state.windows as MaintenanceWindow[]);
      const places = isFirst ? new Map<string, number>() : (state.places as Map<string, number>);
      addWindow(windows, places, entry);
      return { ...state, windows, places, windowEntries: state.windowEntries + 1 };
    }
    if (entry.subject.startsWith("series/"))
      return {
        ...state,
        series: withSeries(state.series, entry),
        seriesEntries: state.seriesEntries + 1,
      };
    return state;
  },
};

function addWindow(windows: MaintenanceWindow[], places: Map<string, number>, entry: Entry): void {
  const { version } = entry;
  const opened = readEntry(windowAnnounced, entry);
  if (opened !== null) {
    places.set(opened.id, windows.length);
    windows.push({
      id: opened.id,
      reason: opened.reason,
      seriesId: opened.series,
      isLate: opened.late,
      announcedMs: Date.parse(entry.at),
      startMs: Date.parse(opened.startAt),
      endMs: Date.parse(opened.endAt),
      startedMs: null,
      isAttended: false,
      endedMs: null,
      hasOverrun: false,
      isCancelled: false,
      version,
    });
    return;
  }
  const place = places.get(entry.subject.slice("window/".length));
  if (place === undefined) return;
  const before = windows[place]!;
  windows[place] = { ...before, ...changeOf(before, entry), version };
}

function changeOf(window: MaintenanceWindow, entry: Entry): Partial<MaintenanceWindow> {
  const begun = readEntry(windowStarted, entry);
  if (begun !== null)
    return { startedMs: window.startedMs ?? Date.parse(begun.at), isAttended: begun.attended };
  const over = readEntry(windowEnded, entry);
  if (over !== null) return { endedMs: Date.parse(over.at) };
  if (readEntry(windowOverran, entry) !== null) return { hasOverrun: true };
  return readEntry(windowCancelled, entry) === null ? {} : { isCancelled: true };
}

function withSeries(
  series: readonly MaintenanceSeries[],
  entry: Entry,
): readonly MaintenanceSeries[] {
  const { version } = entry;
  const opened = readEntry(seriesAnnounced, entry);
  if (opened !== null)
    return [...series, { ...opened, announcedMs: Date.parse(entry.at), isEnded: false, version }];
  if (readEntry(seriesEnded, entry) === null) return series;
  const id = entry.subject.slice("series/".length);
  return series.map((one) => (one.id === id ? { ...one, isEnded: true, version } : one));
}

export type WindowState = "announced" | "running" | "overrunning" | "ended" | "cancelled";

/** By the clock: a window begins at its time, and ends then too unless somebody attends to it. */
export function windowState(window: MaintenanceWindow, nowMs: number): WindowState {
  const { isCancelled, endedMs, startedMs, startMs, endMs, isAttended } = window;
  if (isCancelled) return "cancelled";
  if (endedMs !== null) return "ended";
  if (nowMs < startMs && startedMs === null) return "announced";
  if (nowMs < endMs) return "running";
  return isAttended ? "overrunning" : "ended";
}

/** Windows as an account leaves them out. */
export const announcedWindows = ({
  windows,
}: Pick<Maintenance, "windows">): Exclusions["windows"] =>
  windows.map((one) => ({
    announcedAtMs: one.announcedMs,
    startMs: one.startMs,
    endMs: one.endMs,
    actualEndMs: one.endedMs,
    cancelled: one.isCancelled,
  }));

/** What a statement needs to know of windows and of the host. */
export const exclusionsOf = (
  maintenance: Maintenance,
  host: HostHistory,
  disputed: Pick<Corrections, "all"> = { all: [] },
): Exclusions => ({
  windows: announcedWindows(maintenance),
  hostOutages: hostOutages(host),
  disputed: disputedTimes(disputed),
});
