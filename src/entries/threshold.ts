import { hash } from "node:crypto";
import * as z from "zod";
import type { Entry } from "../core/ledger/index.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const id = z.string().min(1).max(100);
const share = z.number().min(0).max(1);
const moment = z.iso.datetime();

/** What is measured: the resource, on which machine or process, and which part of it ("" for all of it). */
const measured = {
  id,
  /** What the contract calls it: "cpu", "disk". */
  resource: z.string().min(1).max(50),
  instance: z.string().max(256),
  part: z.string().max(256),
};
const crossed = z.object({
  ...measured,
  /** As the contract had it: in use for so long is too much, and below `clear` for so long is fine again. */
  limit: share,
  clear: share,
  forMs: z.int().min(0),
  /** In use, as a share, on the average of that time. */
  value: share,
  /** When it began to be too much. */
  since: moment,
  /** What is to be done, and the text that says how. */
  procedure: z.enum(["page", "ticket"]),
  runbook: z.string().max(4000),
});
const cleared = z.object({
  id,
  /** gone: its machine is no more, while others of its kind report. withdrawn: the contract has no such threshold any more. */
  reason: z.enum(["below", "gone", "withdrawn"]),
  value: share.nullable(),
});
/** `lastAt`: the last figure; null: there was none since the contract asks for them. */
const silent = z.object({ ...measured, lastAt: moment.nullable() });
const heard = z.object(measured);
/** `fullAt`: null: it does not fill up any more. */
const foreseen = z.object({ ...measured, fullAt: moment.nullable() });
const performed = z.object({
  id,
  /** `page` and `ticket`: people were told. `runbook`: somebody did what it says. */
  procedure: z.enum(["page", "ticket", "runbook"]),
  /** What was done, in a sentence. */
  note: z.string().max(1000),
});

const ofThreshold = <Data extends { readonly id: string }>(
  type: `${string}.${string}`,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type,
  about,
  subject: "threshold/ID",
  isPublic: false,
  schema,
  subjectOf: (data) => `threshold/${data.id}`,
});

export const thresholdCrossed = ofThreshold(
  "threshold.crossed",
  "More of a resource was in use, and for longer, than the contract allows.",
  crossed,
);
export const thresholdCleared = ofThreshold(
  "threshold.cleared",
  "A threshold is not crossed any more.",
  cleared,
);
export const thresholdSilent = ofThreshold(
  "threshold.silent",
  "Nothing tells any more how much of a resource is in use.",
  silent,
);
export const thresholdHeard = ofThreshold(
  "threshold.heard",
  "How much of a resource is in use is told again.",
  heard,
);
export const thresholdForeseen = ofThreshold(
  "threshold.foreseen",
  "When a resource is used up was foreseen, or is not to be feared any more.",
  foreseen,
);
export const procedurePerformed = ofThreshold(
  "procedure.performed",
  "What is to be done where a threshold is crossed was done.",
  performed,
);

/** One threshold as far as it is known. Epoch milliseconds. */
export interface Threshold {
  readonly id: string;
  readonly resource: string;
  readonly instance: string;
  readonly part: string;
  /** How it is crossed now; null: it is not. */
  readonly crossing: Crossing | null;
  /** Since when nothing is told of it; null: something is. */
  readonly silent: { readonly sinceMs: number; readonly lastMs: number | null } | null;
  /** Since when something is told of it; null: nothing is. */
  readonly heardMs: number | null;
  /** When all of it is in use if it goes on as it does, and when that was noticed; null: that is not to be feared. */
  readonly foreseen: { readonly fullAtMs: number; readonly atMs: number } | null;
  /** When it was crossed for the last time, and when that was over; null: never. */
  readonly crossedMs: number | null;
  readonly clearedMs: number | null;
  /** When something was done about it for the last time; null: never. */
  readonly performedMs: number | null;
  /** Number of entries of its subject. */
  readonly version: number;
}

export interface Crossing
  extends Pick<
    z.infer<typeof crossed>,
    "limit" | "clear" | "forMs" | "value" | "procedure" | "runbook"
  > {
  /** When it was noticed; it tells this crossing from others of the same threshold. */
  readonly atMs: number;
  readonly sinceMs: number;
  /** What was done about it, oldest first. */
  readonly performed: readonly (Pick<z.infer<typeof performed>, "procedure" | "note"> & {
    readonly atMs: number;
    readonly by: string;
  })[];
}

/** Every threshold that was ever crossed or silent, by its id. */
export const watchedThresholds: Fold<ReadonlyMap<string, Threshold>> = {
  name: "watched-thresholds",
  initial: new Map(),
  reduce(state, entry) {
    if (!entry.subject.startsWith("threshold/")) return state;
    const own = entry.subject.slice("threshold/".length);
    const next = after(state.get(own) ?? null, entry);
    return next === null ? state : new Map(state).set(own, { ...next, version: entry.version });
  },
};

function after(before: Threshold | null, entry: Entry): Threshold | null {
  const atMs = Date.parse(entry.at);
  const over = readEntry(thresholdCrossed, entry);
  if (over !== null) {
    const { since, id, resource, instance, part, ...rest } = over;
    const crossing = { ...rest, atMs, sinceMs: Date.parse(since), performed: [] };
    const crossed = { crossing, silent: null, crossedMs: atMs, clearedMs: null };
    return { ...(before ?? known(over)), ...crossed };
  }
  const quiet = readEntry(thresholdSilent, entry);
  if (quiet !== null) {
    const lastMs = quiet.lastAt === null ? null : Date.parse(quiet.lastAt);
    return { ...(before ?? known(quiet)), silent: { sinceMs: atMs, lastMs }, heardMs: null };
  }
  const again = readEntry(thresholdHeard, entry);
  if (again !== null) return { ...(before ?? known(again)), silent: null, heardMs: atMs };
  const ahead = readEntry(thresholdForeseen, entry);
  if (ahead !== null) {
    const { fullAt } = ahead;
    const foreseen = fullAt === null ? null : { fullAtMs: Date.parse(fullAt), atMs };
    return { ...(before ?? known(ahead)), foreseen };
  }
  if (before === null) return null;
  if (readEntry(thresholdCleared, entry) !== null)
    return { ...before, crossing: null, silent: null, clearedMs: atMs };
  const done = readEntry(procedurePerformed, entry);
  if (done === null || before.crossing === null) return before;
  const { procedure, note } = done;
  const performed = [...before.crossing.performed, { procedure, note, atMs, by: entry.by }];
  return { ...before, crossing: { ...before.crossing, performed }, performedMs: atMs };
}

const known = ({
  id,
  resource,
  instance,
  part,
}: Pick<Threshold, "id" | "resource" | "instance" | "part">): Threshold => ({
  ...{ id, resource, instance, part },
  ...{ crossing: null, silent: null, heardMs: null, foreseen: null },
  ...{ crossedMs: null, clearedMs: null, performedMs: null, version: 0 },
});

/** A threshold's own name: readable, and the same for the same machine and part. */
export function thresholdId(resource: string, instance: string, part: string): string {
  if (instance === "" && part === "") return resource;
  return `${resource}-${hash("sha256", `${instance}\n${part}`, "hex").slice(0, 8)}`;
}
