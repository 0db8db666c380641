import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const id = z.string().min(1);
/** Statuspage's words, in the order in which an incident goes through them. */
export const INCIDENT_STATES = ["investigating", "identified", "monitoring", "resolved"] as const;
export const INCIDENT_IMPACTS = ["none", "minor", "major", "critical"] as const;
type IncidentState = (typeof INCIDENT_STATES)[number];
type IncidentImpact = (typeof INCIDENT_IMPACTS)[number];

const title = z.string().min(1).max(200);
const text = z.string().max(5_000);
const components = z.array(z.string().min(1).max(100)).max(20);
const state = z.enum(INCIDENT_STATES);
const impact = z.enum(INCIDENT_IMPACTS);

const opened = z.object({
  id,
  title,
  impact,
  state,
  /** What of the add-on it touches, in its vendor's words; none: all of it. */
  components,
  message: text,
  /** When it began, which may be before anybody knew. */
  startAt: z.iso.datetime(),
  /** Whether everybody sees it; else it waits for a person, or for `publishAt`. */
  isPublic: z.boolean(),
  publishAt: z.iso.datetime().nullable(),
  /** The alert that it was opened for; null: a person opened it. */
  alert: z.string().nullable(),
});
const updated = z.object({ id, state, impact, components, message: text });
const named = z.object({ id });
const resolved = z.object({ id, message: text, endAt: z.iso.datetime() });
const reviewed = z.object({ id, text: z.string().min(1).max(20_000) });

const measured = z.object({
  id,
  /** As it was known then: an incident that goes on is measured anew. */
  endAt: z.iso.datetime(),
  /** How many tenants were down in it, and for how many minutes the add-on as a whole was. */
  tenants: z.int().min(0),
  downMinutes: z.int().min(0),
  /** Where the vault has which tenants, each with its minutes. */
  list: z.object({ id: z.string(), hash: z.string() }),
});
/** What the vault keeps of those who were touched: tenants and how many of their own minutes were down. */
export const touchedTenants = z.array(z.tuple([z.string(), z.int().min(0)]));

const ofIncident = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `incident.${verb}`,
  about,
  subject: "incident/ID",
  // What waits to be published is not: readers of the public page get incidents by their fold.
  isPublic: false,
  schema,
  subjectOf: ({ id }) => `incident/${id}`,
});

export const incidentOpened = ofIncident(
  "opened",
  "An incident began, or was seen to have begun.",
  opened,
);
export const incidentUpdated = ofIncident(
  "updated",
  "Something new is known of an incident.",
  updated,
);
export const incidentPublished = ofIncident(
  "published",
  "An incident is shown to everybody.",
  named,
);
export const incidentResolved = ofIncident("resolved", "An incident is over.", resolved);
export const incidentReviewed = ofIncident(
  "reviewed",
  "What an incident came from, and what follows.",
  reviewed,
);
export const incidentWithdrawn = ofIncident(
  "withdrawn",
  "An incident that nobody was told of was none.",
  named,
);

export const incidentMeasured = ofIncident(
  "measured",
  "Whom an incident touched, and for how long, from their own minutes.",
  measured,
);

/** Something that was said of an incident. */
interface IncidentUpdate {
  readonly atMs: number;
  readonly by: string;
  readonly state: IncidentState;
  readonly message: string;
}

/** Epoch milliseconds. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly impact: IncidentImpact;
  readonly state: IncidentState;
  readonly components: readonly string[];
  readonly openedMs: number;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly isPublic: boolean;
  readonly publishMs: number | null;
  readonly alertId: string | null;
  /** When a person first said something of it; null: nobody has. */
  readonly firstAnswerMs: number | null;
  /** Oldest first. */
  readonly updates: readonly IncidentUpdate[];
  readonly review: string | null;
  readonly isWithdrawn: boolean;
  /** Whom it touched; null: not measured yet, or not since it went on. */
  readonly touched: {
    readonly tenants: number;
    readonly downMinutes: number;
    readonly listId: string;
  } | null;
  /** Number of entries of its subject. */
  readonly version: number;
}

export interface Incidents {
  /** In the order in which they were opened. */
  readonly all: readonly Incident[];
  /** Entries below "incident/": what opening one rests on. */
  readonly entries: number;
}

/** All incidents there ever were, and what was said of them. */
export const incidents: Fold<Incidents> = {
  name: "incidents",
  initial: { all: [], entries: 0 },
  reduce(state, entry) {
    if (!entry.subject.startsWith("incident/")) return state;
    const entries = state.entries + 1;
    const { version, by } = entry;
    const atMs = Date.parse(entry.at);
    const begun = readEntry(incidentOpened, entry);
    if (begun !== null) {
      const { id, title, impact, components, isPublic, message } = begun;
      const first = { atMs, by, state: begun.state, message };
      const one: Incident = {
        ...{ id, title, impact, components, isPublic, version },
        state: begun.state,
        openedMs: atMs,
        startMs: Date.parse(begun.startAt),
        endMs: null,
        publishMs: begun.publishAt === null ? null : Date.parse(begun.publishAt),
        alertId: begun.alert,
        firstAnswerMs: by === "plimsoll" ? null : atMs,
        updates: [first],
        review: null,
        isWithdrawn: false,
        touched: null,
      };
      return { all: [...state.all, one], entries };
    }
    const change = (before: Incident): Partial<Incident> => {
      const answered =
        before.firstAnswerMs === null && by !== "plimsoll" ? { firstAnswerMs: atMs } : {};
      const told = readEntry(incidentUpdated, entry);
      if (told !== null) {
        const { state, impact, components, message } = told;
        const updates = [...before.updates, { atMs, by, state, message }];
        return { state, impact, components, updates, endMs: null, touched: null, ...answered };
      }
      if (readEntry(incidentPublished, entry) !== null)
        return { isPublic: true, publishMs: null, ...answered };
      const over = readEntry(incidentResolved, entry);
      if (over !== null) {
        const update = { atMs, by, state: "resolved" as const, message: over.message };
        const updates = [...before.updates, update];
        return { state: "resolved", endMs: Date.parse(over.endAt), updates, ...answered };
      }
      const found = readEntry(incidentMeasured, entry);
      if (found !== null)
        return Date.parse(found.endAt) === before.endMs
          ? {
              touched: {
                tenants: found.tenants,
                downMinutes: found.downMinutes,
                listId: found.list.id,
              },
            }
          : {};
      const review = readEntry(incidentReviewed, entry);
      if (review !== null) return { review: review.text };
      return readEntry(incidentWithdrawn, entry) === null ? {} : { isWithdrawn: true };
    };
    const all = state.all.map((one) =>
      entry.subject === `incident/${one.id}` ? { ...one, ...change(one), version } : one,
    );
    return { all, entries };
  },
};
