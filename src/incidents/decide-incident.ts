import { hash } from "node:crypto";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Context, Decide, Known, Refusal } from "../engine/index.ts";
import {
  type Incident,
  incidentOpened,
  incidentPublished,
  incidentResolved,
  incidentReviewed,
  incidents,
  incidentUpdated,
  incidentWithdrawn,
  writeEntry,
} from "../entries/index.ts";

type IncidentCode = Extract<ErrorCode, `incident.${string}`>;

const refuse = (code: IncidentCode, message: string): Refusal => ({
  kind: "refused",
  code,
  message,
  hint: catalogue[code].hint,
});

export interface Opening {
  readonly title: string;
  readonly impact: Incident["impact"];
  readonly message: string;
  readonly components?: string | undefined;
  readonly since?: string | undefined;
  readonly private: boolean;
}

export const decideOpen: Decide<Opening> = (known, asked, context) => {
  const { addon, nowMs: atMs, by, cause } = context;
  const sinceMs = asked.since === undefined ? atMs : Date.parse(asked.since);
  if (!(sinceMs <= atMs))
    return refuse("incident.time-unclear", `${asked.since} is no moment that has passed.`);
  const data = {
    id: `${isoTime(atMs).slice(0, 10)}-${hash("sha256", `${addon} ${cause}`, "hex").slice(0, 8)}`,
    title: asked.title,
    impact: asked.impact,
    state: "investigating" as const,
    components: componentsOf(asked.components) ?? [],
    message: asked.message,
    startAt: isoTime(sinceMs),
    isPublic: !asked.private,
    publishAt: null,
    alert: null,
  };
  return {
    kind: "decided",
    entries: [writeEntry(incidentOpened, data, { addon, atMs, by })],
    expected: { "incident/": known.state(incidents, addon).entries },
  };
};

/** As people write them: with commas; null: nothing was said. */
const componentsOf = (text: string | undefined): string[] | null =>
  text === undefined
    ? null
    : text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "");

export interface Named {
  readonly id: string;
}
export interface Update extends Named {
  readonly message: string;
  readonly state?: Exclude<Incident["state"], "resolved"> | undefined;
  readonly impact?: Incident["impact"] | undefined;
  readonly components?: string | undefined;
}
export interface Resolution extends Named {
  readonly message: string;
  readonly at?: string | undefined;
}
export interface Review extends Named {
  readonly text: string;
}

/** More is known; one that was over goes on. */
export const decideUpdate: Decide<Update> = (known, { id, message, ...asked }, context) => {
  const incident = incidentOf(known, id, context);
  if ("kind" in incident) return incident;
  if (incident.isWithdrawn) return refuse("incident.withdrawn", `Incident ${id} was withdrawn.`);
  const before = incident.state === "resolved" ? "monitoring" : incident.state;
  const data = {
    ...{ id, message },
    state: asked.state ?? before,
    impact: asked.impact ?? incident.impact,
    components: componentsOf(asked.components) ?? [...incident.components],
  };
  return decided(incident, writeEntry(incidentUpdated, data, aboutOf(context)));
};

export const decidePublish: Decide<Named> = (known, { id }, context) => {
  const incident = incidentOf(known, id, context);
  if ("kind" in incident) return incident;
  if (incident.isWithdrawn) return refuse("incident.withdrawn", `Incident ${id} was withdrawn.`);
  if (incident.isPublic) return refuse("incident.public", `Everybody sees incident ${id} already.`);
  return decided(incident, writeEntry(incidentPublished, { id }, aboutOf(context)));
};

/** What nobody was told of and was none. */
export const decideWithdraw: Decide<Named> = (known, { id }, context) => {
  const incident = incidentOf(known, id, context);
  if ("kind" in incident) return incident;
  if (incident.isWithdrawn)
    return refuse("incident.withdrawn", `Incident ${id} was withdrawn already.`);
  if (incident.isPublic)
    return refuse(
      "incident.public",
      `Customers were told of incident ${id}: say what it was, and resolve it.`,
    );
  return decided(incident, writeEntry(incidentWithdrawn, { id }, aboutOf(context)));
};

export const decideResolve: Decide<Resolution> = (known, { id, message, at }, context) => {
  const incident = incidentOf(known, id, context);
  if ("kind" in incident) return incident;
  if (incident.isWithdrawn) return refuse("incident.withdrawn", `Incident ${id} was withdrawn.`);
  if (incident.endMs !== null)
    return refuse("incident.over", `Incident ${id} was over at ${momentWords(incident.endMs)}.`);
  const endMs = at === undefined ? context.nowMs : Date.parse(at);
  if (!(endMs >= incident.startMs && endMs <= context.nowMs))
    return refuse(
      "incident.time-unclear",
      `${at} is no moment between its beginning, ${momentWords(incident.startMs)}, and now.`,
    );
  const data = { id, message, endAt: isoTime(endMs) };
  return decided(incident, writeEntry(incidentResolved, data, aboutOf(context)));
};

export const decideReview: Decide<Review> = (known, { id, text }, context) => {
  const incident = incidentOf(known, id, context);
  if ("kind" in incident) return incident;
  if (incident.endMs === null)
    return refuse("incident.not-over", `Incident ${id} is not over yet.`);
  return decided(incident, writeEntry(incidentReviewed, { id, text }, aboutOf(context)));
};

function incidentOf(known: Known, id: string, { addon }: Context): Incident | Refusal {
  const found = known.state(incidents, addon).all.find((one) => one.id === id);
  return found ?? refuse("incident.unknown", `There is no incident ${id}.`);
}

const decided = ({ id, version }: Incident, entry: ReturnType<typeof writeEntry>) => ({
  kind: "decided" as const,
  entries: [entry],
  expected: { [`incident/${id}`]: version },
});

const aboutOf = ({ addon, nowMs: atMs, by }: Context) => ({ addon, atMs, by });
