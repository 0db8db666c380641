import { emptySlot, type PlacedSlot, type SlotBlock, type Stream } from "../measurement/index.ts";
import { type Minute, minuteOf } from "../time/index.ts";
import type { ResourceFigure } from "./evaluate.ts";
import { isResource, type Resource } from "./resource.ts";

/**
 * A measurement of a resource as a slot: of ten thousand parts of it so many are in use. Slots add up,
 * and so do these: `bad ÷ events` of any minutes, hours or days is the average share in use, and
 * says so as long as counts are kept.
 */
const PARTS = 10_000;

/** Where a figure was measured. */
export interface MeasuredAt {
  readonly addon: string;
  /** The machine or process. */
  readonly instance: string;
  readonly source: Extract<Stream["source"], "agent" | "scrape">;
  readonly atMs: number;
}

export function resourceSlot(
  { resource, part, value }: ResourceFigure,
  { addon, instance, source, atMs }: MeasuredAt,
): PlacedSlot {
  const none = { tenant: "", release: "", region: "" };
  const stream: Stream = {
    ...{ addon, ...none, indicator: resource, source },
    ...{ place: instance, path: part },
  };
  const bad = Math.round(Math.min(1, Math.max(0, value)) * PARTS);
  return { stream, minute: minuteOf(atMs), slot: { ...emptySlot, events: PARTS, bad } };
}

/** What a stream tells the use of; null where it is about requests or checks. */
export function measuredBy({ indicator, place, path }: Stream): {
  readonly resource: Resource;
  readonly instance: string;
  readonly part: string;
} | null {
  return isResource(indicator) ? { resource: indicator, instance: place, part: path } : null;
}

/** The share in use in one of a block's minutes, by its place among them. */
export const shareAt = ({ events, bad }: Pick<SlotBlock, "events" | "bad">, at: number): number =>
  bad[at]! / events[at]!;

/** How much of a resource was in use lately, minute by minute. */
export interface ResourceUse {
  readonly resource: Resource;
  readonly instance: string;
  readonly part: string;
  /** In the order of time. */
  readonly points: readonly { readonly minute: Minute; readonly share: number }[];
}

/** The longest name of a machine that is kept. */
const MOST_CHARACTERS = 200;

export const instanceName = (text: string): string =>
  text.replace(/\p{Cc}/gu, "\uFFFD").slice(0, MOST_CHARACTERS) || "unnamed";
