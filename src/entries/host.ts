import * as z from "zod";
import type { HostOutage } from "../core/slo/index.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const moment = z.iso.datetime();

const incident = z.object({
  /** The page's own. */
  id: z.string(),
  name: z.string(),
  /** "none", "minor", "major", "critical", "maintenance". */
  impact: z.string(),
  /** "investigating", "resolved" … */
  status: z.string(),
  startAt: moment,
  /** null: the page does not say that it is over. */
  endAt: moment.nullable(),
  /** Whether it is an outage, of components that matter to the add-on. */
  counts: z.boolean(),
});

export const hostIncidentPublished: EntryType<z.infer<typeof incident>> = {
  type: "host-incident.published",
  about: "The host's status page told of an incident, or told otherwise of it than before.",
  subject: "host-incident/ID",
  isPublic: true,
  schema: incident,
  subjectOf: ({ id }) => `host-incident/${id}`,
};

const SUBJECT = "host";
const failed = z.object({
  /** The first check that failed, and the latest; none in between succeeded. */
  fromAt: moment,
  untilAt: moment,
  cause: z.string(),
});

export const hostFailed: EntryType<z.infer<typeof failed>> = {
  type: "host.failed",
  about: "Our checks of the host fail.",
  subject: SUBJECT,
  isPublic: true,
  schema: failed,
  subjectOf: () => SUBJECT,
};

export const hostAnswered: EntryType<Record<string, never>> = {
  type: "host.answered",
  about: "Our checks of the host succeed again.",
  subject: SUBJECT,
  isPublic: true,
  schema: z.strictObject({}),
  subjectOf: () => SUBJECT,
};

export interface HostIncident extends z.infer<typeof incident> {
  /** Number of entries of its subject. */
  readonly version: number;
}

/** A time in which all our checks of the host failed. Epoch milliseconds. */
interface HostFailure {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly isOver: boolean;
}

export interface HostHistory {
  /** In the order in which they became known. */
  readonly incidents: readonly HostIncident[];
  readonly failures: readonly HostFailure[];
  /** Number of entries about the checks. */
  readonly version: number;
}

/** What is known of the host's own outages. */
export const hostHistory: Fold<HostHistory> = {
  name: "host-history",
  initial: { incidents: [], failures: [], version: 0 },
  reduce(history, entry) {
    const told = readEntry(hostIncidentPublished, entry);
    if (told !== null) {
      const next = { ...told, version: entry.version };
      const isKnown = history.incidents.some(({ id }) => id === told.id);
      return {
        ...history,
        incidents: isKnown
          ? history.incidents.map((one) => (one.id === told.id ? next : one))
          : [...history.incidents, next],
      };
    }
    const { version } = entry;
    const failure = readEntry(hostFailed, entry);
    const last = history.failures.at(-1);
    if (failure !== null) {
      const one = {
        fromMs: Date.parse(failure.fromAt),
        untilMs: Date.parse(failure.untilAt),
        isOver: false,
      };
      const before = last?.fromMs === one.fromMs ? history.failures.slice(0, -1) : history.failures;
      return { ...history, failures: [...before, one], version };
    }
    if (readEntry(hostAnswered, entry) === null) return history;
    const over = last === undefined ? [] : [{ ...last, isOver: true }];
    return { ...history, failures: [...history.failures.slice(0, -1), ...over], version };
  },
};

/** Times in which both the host's page and our checks showed an outage; one that the page leaves open lasts as long as our checks fail. */
export const hostOutages = ({ incidents, failures }: HostHistory): readonly HostOutage[] =>
  incidents
    .filter(({ counts }) => counts)
    .flatMap(({ startAt, endAt }) =>
      failures.map(({ fromMs, untilMs }) => ({
        startMs: Math.max(Date.parse(startAt), fromMs),
        endMs: Math.min(endAt === null ? untilMs : Date.parse(endAt), untilMs),
        statusPage: true,
        probe: true,
      })),
    )
    .filter(({ startMs, endMs }) => startMs < endMs);
