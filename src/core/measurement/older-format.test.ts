import { describe, expect, test } from "vitest";
import { blockOf, mergeBlocks, slotAt } from "./block.ts";
import { type BlockParts, decodeBlock, encodeBlock } from "./block-codec.ts";
import { ceilingOf, floorOf } from "./bucket.ts";
import { firstOf, lastOf } from "./bucket-range.ts";
import { knownAtRank, quantile } from "./quantile.ts";
import type { Sketch } from "./sketch.ts";
import { decodeSketches } from "./sketches-codec.ts";
import { sketchOf, slotOf, stream } from "./testdata/arbitraries.ts";
import { bytesOf, olderBlock } from "./testdata/older-block.ts";

const RANGES =
  "AQcBCgAK8WjjiLX45D7xaOOItfjkPqcIAQEBCgAeaR1VTRB1/z5pHVVNEHX/PsEHAQEBCgCgnAF7FK5H4XqUP3sUrkfhepQ/6QIBAQEKAKDCHgAAAAAAAOA/AAAAAAAA4D9BAQEBCgDAzyQzMzMzMzPjPzMzMzMzM+M/LwEBAQoAgK3iBAAAAAAAACRAAAAAAAAAJEDUAQEBAQoAgKjWuQcAAAAAAECfQAAAAAAAQJ9AvAUBAZ0JnD0=";

const read = ({ counts, total, detail }: BlockParts) =>
  decodeBlock(stream, 20_819, { counts, total, details: () => [detail] });
const stored = read(olderBlock);
const spans = ({ ranges, counts }: Sketch) =>
  ranges.map((range, i) => [floorOf(firstOf(range)), ceilingOf(lastOf(range)), counts[i]]);

describe("a block of an earlier version", () => {
  test("is read with every count that it has", () => {
    expect([[...stored.minutes], [...stored.events], [...stored.bad]]).toEqual([
      [7, 8, 1439],
      [5, 2, 2],
      [0, 1, 0],
    ]);
    expect(stored.total).toMatchObject({
      events: 9,
      bad: 1,
      limits: new Map([[400, { within: 5, beyond: 4 }]]),
    });
    expect(stored.total.good).toMatchObject({ count: 8, sumUs: 932_500_020, min: 0, max: 900 });
  });

  test("keeps its coarse buckets as ranges, and claims nothing that they do not say", () => {
    const { good } = slotAt(stored, 0)!;
    const round = (value: number) => Number(value.toPrecision(6));
    expect(spans(good).map((span) => span.map((one) => round(one!)))).toEqual([
      [0, 1e-6, 1],
      [2 ** -15.75, 2 ** -15.5, 1].map(round),
      [2 ** -3.5, 2 ** -3.25, 1].map(round),
      [2 ** -1.75, 2 ** -1.5, 1].map(round),
      [2 ** 9.75, 2 ** 10, 1].map(round),
    ]);
    const { low, high } = knownAtRank(good, 3);
    expect([low < 0.1 && low > 0.08, high > 0.1 && high < 0.11]).toEqual([true, true]);
  });

  test("merges with newer ones, which keep their own resolution", () => {
    const newer = blockOf(
      stream,
      20_819,
      new Map([[8, slotOf([{ seconds: 0.25, failed: false }], [400])]]),
    );
    const whole = mergeBlocks([stored, newer]);
    expect(whole).toMatchObject({ total: mergeBlocks([newer, stored]).total });
    expect(whole.total.good.count).toBe(9);
    expect(slotAt(whole, 1)!.good.ranges).toEqual(sketchOf([0.1, 0.25]).ranges);
    const again = read(encodeBlock(whole));
    expect(again.total).toEqual(whole.total);
    expect(slotAt(again, 0)!).toEqual(slotAt(stored, 0)!);
  });

  test("has the same sketches where they were fine enough", () => {
    expect(decodeSketches(bytesOf(RANGES))).toEqual(
      [1e-5, 3e-5, 0.02, 0.5, 0.6, 10, 2000].map((s) => sketchOf([s])),
    );
    expect(quantile(slotAt(stored, 2)!.good, 0.5)).toBeCloseTo(1, 1);
  });
});
