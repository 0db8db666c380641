import type { Entry } from "../core/ledger/index.ts";
import { type Fold, readEntry } from "./entry-type.ts";
import {
  incidentOpened,
  incidentPublished,
  incidentResolved,
  incidentReviewed,
  incidentUpdated,
} from "./incident.ts";
import { subscribersTold } from "./subscriber.ts";
import { windowAnnounced, windowCancelled } from "./window.ts";

/** Something public that happened, of which subscribers are told. */
export interface Announcement {
  /** Number of its entry. */
  readonly seq: number;
  readonly kind: "incident" | "window";
  /** Of the incident or window. */
  readonly id: string;
  readonly what: "opened" | "updated" | "resolved" | "reviewed" | "announced" | "cancelled";
  readonly atMs: number;
}

export interface Announcements {
  /** Of which nobody was told yet, oldest first. */
  readonly untold: readonly Announcement[];
  /** Incidents that everybody sees. */
  readonly publicIncidents: ReadonlySet<string>;
}

const WHAT = [
  [incidentUpdated, "incident", "updated"],
  [incidentResolved, "incident", "resolved"],
  [incidentReviewed, "incident", "reviewed"],
  [windowAnnounced, "window", "announced"],
  [windowCancelled, "window", "cancelled"],
] as const;

/** What subscribers are still to be told. */
export const announcements: Fold<Announcements> = {
  name: "announcements",
  initial: { untold: [], publicIncidents: new Set() },
  reduce(state, entry) {
    const told = readEntry(subscribersTold, entry);
    if (told !== null)
      return { ...state, untold: state.untold.filter(({ seq }) => seq !== told.event) };
    const opened = readEntry(incidentOpened, entry);
    const published = readEntry(incidentPublished, entry);
    if (published !== null || opened?.isPublic) {
      const id = (published ?? opened)!.id;
      return {
        untold: [...state.untold, announcementOf(entry, "incident", id, "opened")],
        publicIncidents: new Set([...state.publicIncidents, id]),
      };
    }
    for (const [type, kind, what] of WHAT) {
      const data: { readonly id: string } | null = readEntry<{ readonly id: string }>(type, entry);
      if (data === null) continue;
      if (kind === "incident" && !state.publicIncidents.has(data.id)) return state;
      return { ...state, untold: [...state.untold, announcementOf(entry, kind, data.id, what)] };
    }
    return state;
  },
};

const announcementOf = (
  { seq, at }: Entry,
  kind: Announcement["kind"],
  id: string,
  what: Announcement["what"],
): Announcement => ({ seq, kind, id, what, atMs: Date.parse(at) });
