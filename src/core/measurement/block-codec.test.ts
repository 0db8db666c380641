import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  blockOf,
  byHour,
  EVERY_HOUR,
  hourOf,
  mergeBlocks,
  type SlotBlock,
  slotAt,
} from "./block.ts";
import {
  type BlockParts,
  decodeBlock,
  encodeBlock,
  encodeDetail,
  encodeHourly,
} from "./block-codec.ts";
import { mergeSlots } from "./slot.ts";
import { slotOf, slotsOfDay, stream } from "./testdata/arbitraries.ts";

const day = 20_819;
const plain = (block: SlotBlock) => ({
  stream: block.stream,
  day: block.day,
  minutes: [...block.minutes],
  events: [...block.events],
  bad: [...block.bad],
  undecided: [...block.undecided],
  total: block.total,
  slots: Array.from(block.minutes, (_, index) => slotAt(block, index)),
});
const read = ({ counts, total, detail }: BlockParts) =>
  decodeBlock(stream, day, { counts, total, details: () => [detail] });
const twoMinutes = blockOf(
  stream,
  day,
  new Map([
    [7, slotOf([{ seconds: 0.1, failed: false }], [400])],
    [1439, slotOf([{ seconds: 9, failed: true }], [400])],
  ]),
);

describe("a block", () => {
  test("has its minutes in order, in columns", () => {
    expect(plain(twoMinutes)).toMatchObject({ minutes: [7, 1439], events: [1, 1], bad: [0, 1] });
    expect(twoMinutes.total).toEqual(mergeSlots(slotAt(twoMinutes, 0)!, slotAt(twoMinutes, 1)!));
  });

  test("of which one part is known only by the hour merges to the hour as a whole", () => {
    fc.assert(
      fc.property(slotsOfDay, slotsOfDay, (a, b) => {
        const [x, y] = [blockOf(stream, day, a), blockOf(stream, day, b)];
        const whole = mergeBlocks([byHour(x), y]);
        const hours = new Set([...a.keys()].map(hourOf));
        for (const hour of EVERY_HOUR)
          expect(whole.hour(hour)).toEqual(
            hours.has(hour) ? byHour(mergeBlocks([x, y])).hour(hour) : y.hour(hour),
          );
        expect(whole.total).toEqual(mergeBlocks([y, x]).total);
      }),
    );
  });

  test("merges to the same block in any grouping and order", () => {
    fc.assert(
      fc.property(slotsOfDay, slotsOfDay, slotsOfDay, (a, b, c) => {
        const [x, y, z] = [
          blockOf(stream, day, a),
          blockOf(stream, day, b),
          blockOf(stream, day, c),
        ];
        const whole = plain(mergeBlocks([x, y, z]));
        expect(plain(mergeBlocks([x, mergeBlocks([y, z])]))).toEqual(whole);
        expect(plain(mergeBlocks([mergeBlocks([z, x]), y]))).toEqual(whole);
      }),
    );
  });
});

describe("a block as bytes", () => {
  test("reads back as it was written", () => {
    fc.assert(
      fc.property(slotsOfDay, (slots) => {
        const block = blockOf(stream, day, slots);
        expect(plain(read(encodeBlock(block)))).toEqual(plain(block));
      }),
    );
  });

  test("is the same bytes whatever order its slots were merged in", () => {
    fc.assert(
      fc.property(slotsOfDay, slotsOfDay, (a, b) => {
        const [x, y] = [blockOf(stream, day, a), blockOf(stream, day, b)];
        expect(encodeBlock(mergeBlocks([x, y]))).toEqual(encodeBlock(mergeBlocks([y, x])));
      }),
    );
  });

  test("keeps counts and sums far beyond four bytes", () => {
    const slot = slotOf([{ seconds: 1, failed: false }]);
    const huge = { ...slot, events: 2 ** 52, good: { ...slot.good, sumUs: 2 ** 60 } };
    const block = blockOf(stream, day, new Map([[0, huge]]));
    expect(plain(read(encodeBlock(block)))).toEqual(plain(block));
  });

  test("fetches its detail only when a minute is asked for, and once", () => {
    const { detail, ...parts } = encodeBlock(twoMinutes);
    let fetched = 0;
    const block = decodeBlock(stream, day, {
      ...parts,
      details: () => {
        fetched++;
        return [detail];
      },
    });
    expect([block.events[1], block.total.events, fetched]).toEqual([1, 2, 0]);
    expect([slotAt(block, 1)?.bad, slotAt(block, 0)?.bad, fetched]).toEqual([1, 0, 1]);
  });

  test("needs no detail for a single minute", () => {
    const block = blockOf(stream, day, new Map([[3, slotOf([{ seconds: 1, failed: false }])]]));
    const parts = encodeBlock(block);
    expect(parts.detail).toHaveLength(0);
    expect(slotAt(read(parts), 0)).toEqual(slotAt(block, 0));
  });

  test("reads back from pieces of its detail, each of some hours", () => {
    fc.assert(
      fc.property(slotsOfDay, (slots) => {
        const block = blockOf(stream, day, slots);
        const { counts, total } = encodeBlock(block);
        const details = () => EVERY_HOUR.map((hour) => encodeDetail(block, [hour]));
        expect(plain(decodeBlock(stream, day, { counts, total, details }))).toEqual(plain(block));
      }),
    );
  });

  test("reads back by the hour, with the counts of each minute", () => {
    fc.assert(
      fc.property(slotsOfDay, (slots) => {
        fc.pre(slots.size > 1);
        const block = blockOf(stream, day, slots);
        const { counts, total } = encodeBlock(block);
        const hourly = decodeBlock(stream, day, {
          counts,
          total,
          details: () => [encodeHourly(block)],
        });
        expect(hourly).toMatchObject({ minutes: block.minutes, events: block.events });
        expect(hourly.total).toEqual(block.total);
        expect(EVERY_HOUR.map(hourly.hour)).toEqual(EVERY_HOUR.map(byHour(block).hour));
        expect(slotAt(hourly, 0)).toBeNull();
      }),
    );
  });

  test("without its counts still has its total", () => {
    const { total } = encodeBlock(twoMinutes);
    const parts = { counts: null, total, details: () => [] };
    expect(decodeBlock(stream, day, parts)).toMatchObject({ total: twoMinutes.total });
    expect(decodeBlock(stream, day, parts).minutes).toHaveLength(0);
  });

  test("takes about two bytes a minute to count", () => {
    const slot = slotOf([{ seconds: 1, failed: false }]);
    const everyTenth = new Map(Array.from({ length: 144 }, (_, i) => [10 * i, slot]));
    expect(encodeBlock(blockOf(stream, day, everyTenth)).counts.length).toBeLessThan(2 * 144 + 10);
  });
});

test("a block of the first format, which knew of nothing undecided, is read as it was meant", () => {
  const written = {
    counts: "AQIHlwsBAQEBAZO/0YI=",
    total:
      "AQIBAQAAAAAAAHlAAQEBCgCgjQaamZmZmZm5P5qZmZmZmbk/1QEBAQEKAMCopQQAAAAAAAAiQAAAAAAAACJAygEBAWtN5eU=",
    detail: "AdPUYmRgZACDSgdGBkYuhgW9bLNmgsBOexh9lZGRkYELREAVMoC4XAwHVixlgQgpOcDoU0BlABShZC4=",
  };
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));
  const parts = {
    counts: bytes(written.counts),
    total: bytes(written.total),
    detail: bytes(written.detail),
  };
  expect(plain(read(parts))).toEqual(plain(twoMinutes));
});

describe("a damaged block", () => {
  const readAll = (parts: BlockParts) => plain(read(parts));
  const part = fc.constantFrom("counts", "total", "detail") as fc.Arbitrary<keyof BlockParts>;

  test("is told, whichever byte has changed", () => {
    fc.assert(
      fc.property(
        slotsOfDay,
        part,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (slots, which, at, flip) => {
          fc.pre(slots.size > 1);
          const parts = encodeBlock(blockOf(stream, day, slots));
          const bytes = Uint8Array.from(parts[which]);
          bytes[at % bytes.length]! ^= flip;
          expect(() => readAll({ ...parts, [which]: bytes })).toThrow(
            /^A block of measurements is damaged/,
          );
        },
      ),
    );
  });

  test("is told, wherever it was cut off", () => {
    const parts = encodeBlock(twoMinutes);
    for (const which of ["counts", "total", "detail"] as const) {
      for (let length = 0; length < parts[which].length; length++) {
        const cut = { ...parts, [which]: parts[which].subarray(0, length) };
        expect(() => readAll(cut)).toThrow(/^A block of measurements is damaged/);
      }
    }
  });

  test("is told, when its total belongs to another block", () => {
    const three = new Map([1, 2, 3].map((minute) => [minute, slotAt(twoMinutes, 0)!]));
    const { total } = encodeBlock(blockOf(stream, day, three));
    const parts = encodeBlock(twoMinutes);
    expect(() => readAll({ ...parts, total })).toThrow("its total belongs to other counts");
  });

  test("has the code by which a store's damage is known", () => {
    expect(() => readAll({ ...encodeBlock(twoMinutes), counts: new Uint8Array(9) })).toThrow(
      expect.objectContaining({ code: "store.damaged" }),
    );
  });
});
