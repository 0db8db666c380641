import * as z from "zod";
import { momentWords, plural } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, List } from "../engine/index.ts";
import { EFFECT_KINDS, type Effect, effects } from "../entries/index.ts";
import { decideDrop, decideRetry, type Named } from "./decide-delivery.ts";
import { nextTry } from "./schedule.ts";

const id = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: "The id that `plimsoll effects list` shows." });

export const retry: Command<Named> = {
  name: "effects retry",
  about:
    "Has a message that nobody took tried again; of one to many, also to those who may have got it already.",
  scope: "operate",
  input: z.object({ id }),
  operands: ["id"],
  examples: [{ line: "plimsoll effects retry 3f9c21aa5d0e4b7c8a1f2e3d", about: "Once more" }],
  decide: decideRetry,
  say: ([entry]) => (entry === undefined ? "Nothing was done." : "It is tried again now."),
};

export const drop: Command<Named> = {
  name: "effects drop",
  about: "Has a message tried no more, or says that those in doubt need not get it again.",
  scope: "operate",
  input: z.object({ id }),
  operands: ["id"],
  examples: [{ line: "plimsoll effects drop 3f9c21aa5d0e4b7c8a1f2e3d", about: "No more" }],
  decide: decideDrop,
  say: ([entry]) => (entry === undefined ? "Nothing was done." : "It is tried no more."),
};

const STATES = ["waiting", "delivered", "abandoned", "in-doubt"] as const;

const row = z.object({
  id: z.string(),
  kind: z.enum(EFFECT_KINDS),
  state: z.enum(STATES),
  reason: z.string(),
  channel: z.string().describe("The one that took it, or that is tried next."),
  intended: z.iso.datetime(),
  next: z.iso.datetime().nullable().describe("When it is tried next."),
  delivered: z.iso.datetime().nullable(),
  tries: z.int(),
  problem: z.string().nullable().describe("Why it failed last."),
  recipients: z.int().describe("Of one to many."),
  reached: z.int(),
  inDoubt: z.int().describe("Of the recipients: it may have reached them."),
  refused: z.int().describe("Of the recipients: their servers want none of it."),
});
type Row = z.infer<typeof row>;

const filters = z.strictObject({
  state: z.enum(STATES).optional().meta({ description: "Only those that are so." }),
});

export const effectsList: List<Row, z.infer<typeof filters>> = {
  noun: "effects",
  about: "Messages to people and programs: those that wait, then the latest that are done.",
  scope: "read",
  row,
  filters,
  none: "Nobody was told anything yet.",
  rows({ known, addon, filters: { state } }) {
    const { waiting, ended } = known.state(effects, addon);
    const rows = [...[...waiting.values()].reverse(), ...[...ended.values()].reverse()].map(rowOf);
    return state === undefined ? rows : rows.filter((one) => one.state === state);
  },
  columns: [
    { name: "id", of: ({ id }) => id },
    { name: "kind", of: ({ kind }) => kind },
    { name: "state", of: (one) => stateWords(one) },
    { name: "channel", of: ({ channel }) => channel },
    { name: "intended", of: ({ intended }) => momentWords(intended) },
    { name: "why", of: ({ reason }) => reason },
    { name: "problem", of: ({ problem }) => problem ?? "" },
  ],
};

function rowOf(effect: Effect): Row {
  const { id, kind, reason, delivered, failures, lastFailure, bulk, endedMs } = effect;
  const next = nextTry(effect);
  return {
    ...{ id, kind, reason },
    state:
      effect.state !== "waiting" && bulk !== null && bulk.doubted.length > 0
        ? "in-doubt"
        : effect.state,
    channel: delivered?.channel ?? next?.channel ?? effect.channels.at(-1)!,
    intended: isoTime(effect.intendedMs),
    next: next === null ? null : isoTime(next.dueMs),
    delivered: effect.state === "delivered" && endedMs !== null ? isoTime(endedMs) : null,
    tries: failures.length + (delivered === null ? 0 : 1),
    problem: delivered === null ? (lastFailure?.reason ?? null) : null,
    recipients: bulk?.recipients ?? 0,
    reached: bulk?.delivered ?? 0,
    inDoubt: bulk?.doubted.length ?? 0,
    refused: bulk?.refused.length ?? 0,
  };
}

const stateWords = ({ state, next, recipients, reached, inDoubt }: Row): string => {
  const many = recipients === 0 ? "" : `, ${reached} of ${recipients}`;
  if (state === "waiting")
    return next === null ? `waiting${many}` : `next try ${momentWords(next)}${many}`;
  return state === "in-doubt"
    ? `${plural(inDoubt, "recipient")} in doubt${many}`
    : `${state}${many}`;
};
