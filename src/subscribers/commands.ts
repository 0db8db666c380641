import * as z from "zod";
import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, List } from "../engine/index.ts";
import { readEntry, subscriberAdded, subscribers } from "../entries/index.ts";
import {
  type Adding,
  decideAdd,
  decideConfirm,
  decideEnd,
  type Named,
  secretOf,
} from "./decide-subscriber.ts";

const id = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: "The id that `plimsoll subscriber list` shows." });

export const add: Command<Adding> = {
  name: "subscriber add",
  about:
    "Tells somebody of incidents and maintenance from now on: a person who has agreed, by mail, or a program, by signed webhooks.",
  scope: "admin",
  input: z.object({
    to: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .meta({ description: "A mail address, or the https address of a webhook." }),
    components: z
      .string()
      .trim()
      .max(1000)
      .optional()
      .meta({ description: "Only what touches these, with commas: Boards, Reports." }),
  }),
  operands: ["to"],
  examples: [
    { line: "plimsoll subscriber add https://hooks.example.com/status", about: "A program" },
  ],
  decide: decideAdd,
  say([entry]) {
    const one = entry === undefined ? null : readEntry(subscriberAdded, entry);
    if (one === null) return "Nobody was added.";
    const signed = one.medium === "webhook" ? " What it is signed with is shown this once." : "";
    return `Added as ${one.id}.${signed}`;
  },
  secretOf: ([entry], secret) =>
    entry !== undefined && readEntry(subscriberAdded, entry)?.medium === "webhook"
      ? secretOf(secret)
      : null,
};

export const confirm: Command<Named> = {
  name: "subscriber confirm",
  about: "Says yes: you want to be told of incidents and maintenance.",
  scope: "operate",
  isForPrograms: true,
  input: z.object({ id }),
  examples: [],
  decide: decideConfirm,
  say: () =>
    "You are told of incidents and maintenance from now on. Each mail has a way to end it.",
};

export const leave: Command<Named> = {
  name: "subscriber leave",
  about: "Ends it: you are told of nothing any more, and your address is forgotten.",
  scope: "operate",
  isForPrograms: true,
  input: z.object({ id }),
  examples: [],
  decide: decideEnd("asked"),
  say: () => "You are told of nothing any more, and your address is forgotten.",
};

export const remove: Command<Named> = {
  name: "subscriber remove",
  about: "Tells a subscriber of nothing any more, and forgets the address.",
  scope: "admin",
  input: z.object({ id }),
  operands: ["id"],
  examples: [{ line: "plimsoll subscriber remove 3f9c21aa5d0e4b7c", about: "On request" }],
  decide: decideEnd("removed"),
  say: ([entry]) =>
    entry === undefined ? "It was so already." : "Removed, and the address is forgotten.",
};

const row = z.object({
  id: z.string(),
  medium: z.enum(["mail", "webhook"]),
  state: z.enum(["pending", "confirmed", "ended"]),
  components: z.array(z.string()),
  added: z.iso.datetime(),
});
type Row = z.infer<typeof row>;

const filters = z.strictObject({
  state: z
    .enum(["pending", "confirmed", "ended"])
    .optional()
    .meta({ description: "Only those who are so." }),
});

export const subscriberList: List<Row, z.infer<typeof filters>> = {
  noun: "subscriber",
  about: "Who is told of incidents and maintenance. Addresses are not shown.",
  scope: "admin",
  row,
  filters,
  none: "Nobody has subscribed yet.",
  rows: ({ known, addon, filters: { state } }) =>
    [...known.state(subscribers, addon).all.values()]
      .filter((one) => state === undefined || one.state === state)
      .map(({ id, medium, state, components, addedMs }) => ({
        ...{ id, medium, state },
        components: [...components],
        added: isoTime(addedMs),
      })),
  columns: [
    { name: "id", of: (one) => one.id },
    { name: "medium", of: (one) => one.medium },
    { name: "state", of: (one) => one.state },
    { name: "components", of: ({ components }) => components.join(", ") || "all" },
    { name: "since", of: ({ added }) => momentWords(added) },
  ],
};
