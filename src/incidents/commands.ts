import * as z from "zod";
import { durationWords, momentWords } from "../core/format/index.ts";
import type { Entry } from "../core/ledger/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, List, Told } from "../engine/index.ts";
import {
  INCIDENT_IMPACTS,
  INCIDENT_STATES,
  type Incident,
  incidentOpened,
  incidents,
  readEntry,
} from "../entries/index.ts";
import {
  decideOpen,
  decidePublish,
  decideResolve,
  decideReview,
  decideUpdate,
  decideWithdraw,
  type Named,
  type Opening,
  type Resolution,
  type Review,
  type Update,
} from "./decide-incident.ts";

const line = (description: string) => z.string().trim().min(1).max(200).meta({ description });
const message = z
  .string()
  .trim()
  .min(1)
  .max(5_000)
  .meta({ description: "What customers are told." });
const id = line("The id that `plimsoll incident list` shows.");
const impact = z
  .enum(INCIDENT_IMPACTS)
  .meta({ description: "How much it hurts customers, in Statuspage's words." });
const components = line("What of the add-on it touches, with commas: Boards, Reports.").optional();
const moment = (description: string) =>
  z.iso.datetime({ offset: true }).optional().meta({ description });

const said =
  (verb: string) =>
  ([entry]: readonly Entry[], { known, addon }: Pick<Told<object>, "known" | "addon">) => {
    const one = known
      .state(incidents, addon)
      .all.find((incident) => entry?.subject === `incident/${incident.id}`);
    return one === undefined ? "Nothing was done." : `${verb}: ${one.title} (${one.id}).`;
  };

export const open: Command<Opening> = {
  name: "incident open",
  about: "Tells customers that something is wrong.",
  scope: "operate",
  input: z.object({
    title: line("What is wrong, in a few words."),
    impact: impact.default("major"),
    message: message.default("We are looking into it."),
    components,
    since: moment("When it began: 2027-01-17T02:00:00Z. Left out: now."),
    private: z.boolean().default(false).meta({ description: "Show it to nobody yet." }),
  }),
  operands: ["title"],
  examples: [
    {
      line: 'plimsoll incident open "Boards load slowly" --impact minor --message "A database is overloaded."',
      about: "By hand",
    },
  ],
  decide: decideOpen,
  say([entry]) {
    const one = entry === undefined ? null : readEntry(incidentOpened, entry);
    if (one === null) return "Nothing was opened.";
    return `Opened as ${one.id}. ${one.isPublic ? "Everybody sees it." : `Nobody sees it yet: \`plimsoll incident publish ${one.id}\`.`}`;
  },
};

export const update: Command<Update> = {
  name: "incident update",
  about: "Says what is new of an incident.",
  scope: "operate",
  input: z.object({
    id,
    message,
    state: z
      .enum(["investigating", "identified", "monitoring"])
      .optional()
      .meta({ description: "How far it is." }),
    impact: impact.optional(),
    components,
  }),
  operands: ["id", "message"],
  examples: [
    {
      line: 'plimsoll incident update 2027-01-17-3f9c21aa "A full disk stopped the database." --state identified',
      about: "The cause is found",
    },
  ],
  decide: decideUpdate,
  say: said("Updated"),
};

export const publish: Command<Named> = {
  name: "incident publish",
  about: "Shows everybody an incident that was proposed or kept private.",
  scope: "operate",
  input: z.object({ id }),
  operands: ["id"],
  examples: [{ line: "plimsoll incident publish 2027-01-17-3f9c21aa", about: "Now" }],
  decide: decidePublish,
  say: said("Published"),
};

export const withdraw: Command<Named> = {
  name: "incident withdraw",
  about: "Takes back an incident that nobody was told of.",
  scope: "operate",
  input: z.object({ id }),
  operands: ["id"],
  examples: [{ line: "plimsoll incident withdraw 2027-01-17-3f9c21aa", about: "It was none" }],
  decide: decideWithdraw,
  say: said("Withdrawn"),
};

export const resolve: Command<Resolution> = {
  name: "incident resolve",
  about: "Says that an incident is over.",
  scope: "operate",
  input: z.object({
    id,
    message: message.default("It works again."),
    at: moment("When it was over: 2027-01-17T02:00:00Z. Left out: now."),
  }),
  operands: ["id"],
  examples: [
    {
      line: 'plimsoll incident resolve 2027-01-17-3f9c21aa --message "The disk has room again."',
      about: "It is over",
    },
  ],
  decide: decideResolve,
  say: said("Resolved"),
};

export const review: Command<Review> = {
  name: "incident review",
  about: "Publishes what an incident came from, and what follows from it.",
  scope: "operate",
  input: z.object({
    id,
    text: z.string().trim().min(1).max(20_000).meta({
      description: "A file with the text; an empty line begins a paragraph.",
      file: true,
    }),
  }),
  operands: ["id", "text"],
  examples: [
    { line: "plimsoll incident review 2027-01-17-3f9c21aa review.txt", about: "Some days later" },
  ],
  decide: decideReview,
  say: said("Reviewed"),
};

const row = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum([...INCIDENT_STATES, "withdrawn"]),
  impact: z.enum(INCIDENT_IMPACTS),
  components: z.array(z.string()),
  public: z.boolean(),
  publishAt: z.iso.datetime().nullable().describe("When it is published by itself."),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable(),
  opened: z.iso.datetime(),
  firstAnswer: z.iso.datetime().nullable().describe("When a person first said something of it."),
  alert: z.string().nullable().describe("The alert that it was opened for."),
  updates: z.array(
    z.object({ at: z.iso.datetime(), by: z.string(), state: z.string(), message: z.string() }),
  ),
  review: z.string().nullable(),
});
type Row = z.infer<typeof row>;

const filters = z.strictObject({
  id: z.string().optional().meta({ description: "Only this one." }),
  open: z
    .enum(["yes", "no"])
    .optional()
    .meta({ description: "Only those that are not over, or are." }),
});

export const incidentList: List<Row, z.infer<typeof filters>> = {
  noun: "incident",
  about: "Incidents, latest first, with all that was said of them.",
  scope: "read",
  row,
  filters,
  none: "No incident is known.",
  rows({ known, addon, filters: { id, open } }) {
    const isOpen = (one: Incident) => one.endMs === null && !one.isWithdrawn;
    return known
      .state(incidents, addon)
      .all.filter((one) => id === undefined || one.id === id)
      .filter((one) => open === undefined || isOpen(one) === (open === "yes"))
      .toReversed()
      .map(rowOf);
  },
  columns: [
    { name: "id", of: (one) => one.id },
    { name: "state", of: (one) => (one.public ? one.state : `${one.state}, not public`) },
    { name: "impact", of: ({ impact }) => impact },
    {
      name: "when",
      of: ({ from, to }) =>
        to === null
          ? `since ${momentWords(from)}`
          : `${momentWords(from)}, ${durationWords(Date.parse(to) - Date.parse(from))}`,
    },
    { name: "what", of: ({ title }) => title },
  ],
};

const isoOr = (ms: number | null) => (ms === null ? null : isoTime(ms));

const rowOf = (one: Incident): Row => ({
  ...{ id: one.id, title: one.title, impact: one.impact, components: [...one.components] },
  state: one.isWithdrawn ? "withdrawn" : one.state,
  public: one.isPublic,
  publishAt: isoOr(one.publishMs),
  from: isoTime(one.startMs),
  to: isoOr(one.endMs),
  opened: isoTime(one.openedMs),
  firstAnswer: isoOr(one.firstAnswerMs),
  alert: one.alertId,
  updates: one.updates.map(({ atMs, by, state, message }) => ({
    ...{ by, state, message },
    at: isoTime(atMs),
  })),
  review: one.review,
});
