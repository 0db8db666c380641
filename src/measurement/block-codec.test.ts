import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  blockOf,
  decodeBlock,
  encodeBlock,
  mergeBlocks,
  type Slot,
  type Stream,
  slotRecorder,
} from "./index.ts";

const stream: Stream = {
  addon: "a",
  tenant: "t",
  indicator: "ui",
  source: "agent",
  release: "1",
  region: "",
};

const slot = fc
  .array(fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.boolean()), {
    minLength: 1,
    maxLength: 20,
  })
  .map((events): Slot => {
    const taken = slotRecorder([400, 1200]);
    for (const [seconds, failed] of events) taken.record(seconds, failed);
    return taken.slot();
  });
const slots = fc
  .dictionary(fc.integer({ min: 0, max: 1439 }).map(String), slot, { maxKeys: 12 })
  .map((byMinute) => new Map(Object.entries(byMinute).map(([minute, s]) => [Number(minute), s])));
const plain = (block: ReturnType<typeof blockOf>) => ({
  minutes: [...block.minutes],
  events: [...block.events],
  bad: [...block.bad],
  total: block.total,
  slots: Array.from(block.minutes, (_, i) => block.slotAt(i)),
});

describe("a block", () => {
  test("reads back as it was written", () => {
    fc.assert(
      fc.property(slots, (byMinute) => {
        const block = blockOf(stream, 20_000, byMinute);
        expect(plain(decodeBlock(stream, 20_000, encodeBlock(block)))).toEqual(plain(block));
      }),
    );
  });

  test("split and merged is the same block", () => {
    fc.assert(
      fc.property(slots, slots, (a, b) => {
        const [x, y] = [blockOf(stream, 1, a), blockOf(stream, 1, b)];
        expect(plain(mergeBlocks([x, y]))).toEqual(plain(mergeBlocks([y, x])));
        expect(mergeBlocks([x, y]).total).toEqual(mergeBlocks([mergeBlocks([y]), x]).total);
      }),
    );
  });

  test("a damaged byte is told, never a wrong figure", () => {
    fc.assert(
      fc.property(slots, fc.nat(), fc.integer({ min: 1, max: 255 }), (byMinute, at, flip) => {
        const parts = encodeBlock(blockOf(stream, 1, byMinute));
        const counts = Uint8Array.from(parts.counts);
        counts[at % counts.length]! ^= flip;
        expect(() => decodeBlock(stream, 1, { ...parts, counts })).toThrow(/damaged/);
      }),
    );
  });

  test("bytes that end too early are told", () => {
    const parts = encodeBlock(blockOf(stream, 1, new Map()));
    expect(() => decodeBlock(stream, 1, { ...parts, counts: parts.counts.subarray(0, 2) })).toThrow(
      /damaged/,
    );
  });
});
