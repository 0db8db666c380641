import type { SlotBlock } from "../core/measurement/index.ts";
import { measuredBy, type ResourceUse, shareAt } from "../core/resources/index.ts";
import { MINUTES_PER_DAY } from "../core/time/index.ts";

type Point = ResourceUse["points"][number];

/**
 * How much of each resource was in use, minute by minute, from an add-on's blocks. A minute that the
 * agent and a scrape both tell of has their average.
 */
export function usesOf(blocks: Iterable<SlotBlock>): readonly ResourceUse[] {
  const uses = new Map<string, Omit<ResourceUse, "points"> & { points: Map<number, Share> }>();
  for (const block of blocks) {
    const measured = measuredBy(block.stream);
    if (measured === null) continue;
    const key = JSON.stringify([measured.resource, measured.instance, measured.part]);
    const use = uses.get(key) ?? { ...measured, points: new Map() };
    uses.set(key, use);
    for (const [at, minuteOfDay] of block.minutes.entries()) {
      const minute = block.day * MINUTES_PER_DAY + minuteOfDay;
      const before = use.points.get(minute) ?? { sum: 0, count: 0 };
      use.points.set(minute, { sum: before.sum + shareAt(block, at), count: before.count + 1 });
    }
  }
  return [...uses.values()].map((use) => ({ ...use, points: inOrder(use.points) }));
}

interface Share {
  readonly sum: number;
  readonly count: number;
}

const inOrder = (points: ReadonlyMap<number, Share>): readonly Point[] =>
  [...points]
    .map(([minute, { sum, count }]) => ({ minute, share: sum / count }))
    .sort((a, b) => a.minute - b.minute);
