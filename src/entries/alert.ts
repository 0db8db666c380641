import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const id = z.string().min(1);
const severity = z.enum(["page", "ticket"]);
export type AlertSeverity = z.infer<typeof severity>;

/** Something that is wrong, by its rule: "down", "burn/uptime". */
const condition = z.object({ key: z.string(), severity, message: z.string() });

const fired = z.object({
  id,
  /** What has one cause is one alert: "service", "absence/metrics". */
  group: z.string(),
  severity,
  subject: z.string(),
  conditions: z.array(condition).min(1),
});
const changed = z.object({ id, severity, conditions: z.array(condition).min(1) });
const named = z.object({ id });
const escalated = z.object({
  id,
  /** How often it was sent again, this time included. */ step: z.int().min(1),
});
const resolved = z.object({ id, reason: z.string() });
const tested = z.object({ id, channels: z.array(z.string()).min(1) });

const ofAlert = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `alert.${verb}`,
  about,
  subject: "alert/ID",
  isPublic: false,
  schema,
  subjectOf: ({ id }) => `alert/${id}`,
});

export const alertFired = ofAlert("fired", "Something is wrong that a person should know.", fired);
export const alertChanged = ofAlert(
  "changed",
  "More, or worse, is wrong for the same cause.",
  changed,
);
export const alertAcknowledged = ofAlert("acknowledged", "A person has an alert in hand.", named);
export const alertEscalated = ofAlert(
  "escalated",
  "Nobody has an alert in hand, so it was sent again.",
  escalated,
);
export const alertResolved = ofAlert("resolved", "What an alert was about is over.", resolved);
export const alertTested: EntryType<z.infer<typeof tested>> = {
  ...ofAlert("tested", "A person had every channel tried.", tested),
  subject: "alert-test/ID",
  subjectOf: ({ id }) => `alert-test/${id}`,
};

/** Epoch milliseconds. */
export interface Alert {
  readonly id: string;
  readonly group: string;
  readonly severity: AlertSeverity;
  readonly subject: string;
  readonly conditions: readonly z.infer<typeof condition>[];
  readonly firedMs: number;
  readonly acknowledged: { readonly by: string; readonly atMs: number } | null;
  /** How often it was sent again, and when it was sent last. */
  readonly escalations: number;
  readonly sentMs: number;
  readonly resolvedMs: number | null;
  /** Number of entries of its subject. */
  readonly version: number;
}

interface AlertTest {
  readonly id: string;
  readonly channels: readonly string[];
  readonly atMs: number;
  readonly by: string;
}

export interface Alerts {
  /** By group; one at a time. */
  readonly open: ReadonlyMap<string, Alert>;
  /** The latest that are over, in the order in which they ended. */
  readonly ended: readonly Alert[];
  /** Entries below "alert/": what firing rests on. */
  readonly entries: number;
  readonly lastTest: AlertTest | null;
}

/** So many that are over stay known. */
const MOST_ENDED = 500;

/** Alerts that are open, and the latest that were. */
export const alerts: Fold<Alerts> = {
  name: "alerts",
  initial: { open: new Map(), ended: [], entries: 0, lastTest: null },
  reduce(state, entry) {
    const tested = readEntry(alertTested, entry);
    if (tested !== null)
      return { ...state, lastTest: { ...tested, atMs: Date.parse(entry.at), by: entry.by } };
    if (!entry.subject.startsWith("alert/")) return state;
    const entries = state.entries + 1;
    const open = new Map(state.open);
    const atMs = Date.parse(entry.at);
    const begun = readEntry(alertFired, entry);
    if (begun !== null) {
      open.set(begun.group, {
        ...begun,
        firedMs: atMs,
        acknowledged: null,
        escalations: 0,
        sentMs: atMs,
        resolvedMs: null,
        version: entry.version,
      });
      return { ...state, open, entries };
    }
    const before = [...open.values()].find(({ id }) => entry.subject === `alert/${id}`);
    if (before === undefined) return { ...state, entries };
    const { version } = entry;
    if (readEntry(alertResolved, entry) !== null) {
      open.delete(before.group);
      const ended = [...state.ended, { ...before, resolvedMs: atMs, version }].slice(-MOST_ENDED);
      return { ...state, open, ended, entries };
    }
    const change = readEntry(alertChanged, entry);
    const again = readEntry(alertEscalated, entry);
    const taken = readEntry(alertAcknowledged, entry);
    const isWorse = change?.severity === "page" && before.severity === "ticket";
    open.set(before.group, {
      ...before,
      ...(change && { severity: change.severity, conditions: change.conditions }),
      // Whoever took a ticket in hand was not asked about a page.
      ...(isWorse && { acknowledged: null, sentMs: atMs }),
      ...(again && { escalations: again.step, sentMs: atMs }),
      ...(taken && { acknowledged: { by: entry.by, atMs } }),
      version,
    });
    return { ...state, open, entries };
  },
};
