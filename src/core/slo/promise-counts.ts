import { limitMsOf, type Promised } from "../contract/index.ts";
import type { LimitCount, Slot } from "../measurement/index.ts";
import type { ObjectiveDay } from "./statement.ts";

/** A promise about single events: each one keeps it, breaks it, or leaves it open. */
export type EventPromise = Extract<Promised, { kind: "quantile" | "share" }>;

/** The share of events that must keep the promise. */
export const targetOf = (promise: EventPromise): number =>
  promise.kind === "quantile" ? promise.quantile : promise.target;

const neither: LimitCount = { within: 0, beyond: 0 };

/**
 * How many events of a slot certainly kept a promise and certainly broke it; a failure breaks it
 * however fast it was. Events that were not held against this limit when they came in stay open, and
 * those whose outcome is not known.
 */
export function countsOf(
  promise: EventPromise,
  { events, bad, undecided = 0, limits }: EventCounts,
): ObjectiveDay {
  const limitMs = limitMsOf(promise);
  if (limitMs === null) return { events, kept: events - bad - undecided, broken: bad };
  const { within, beyond } = limits.get(limitMs) ?? neither;
  return { events, kept: within, broken: Math.max(beyond, bad) };
}

/** What a slot counts; what measures everything itself leaves nothing undecided. */
type EventCounts = Pick<Slot, "events" | "bad" | "limits"> & Partial<Pick<Slot, "undecided">>;
