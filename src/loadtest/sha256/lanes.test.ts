import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_BYTES, LANE_BYTES, LANES, Lanes, STATE_WORDS } from "./index.ts";

const lanes = Lanes.open()!;

const hex = (states: Int32Array, lane: number): string =>
  Array.from({ length: STATE_WORDS }, (_, word) =>
    (states[LANES * word + lane]! >>> 0).toString(16).padStart(8, "0"),
  ).join("");

/** A message with what SHA-256 puts behind it, as whole blocks. Source: FIPS 180-4 §5.1.1. */
function padded(message: Uint8Array, before = 0): Buffer {
  const blocks = Math.ceil((message.length + 9) / BLOCK_BYTES);
  const whole = Buffer.alloc(blocks * BLOCK_BYTES);
  whole.set(message);
  whole[message.length] = 0x80;
  whole.writeUInt32BE(8 * (before + message.length), whole.length - 4);
  return whole;
}

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

test("four messages of as many blocks have the digests that the library gives", () => {
  const four = fc.integer({ min: 0, max: 3 }).chain((blocks) => {
    const most = BLOCK_BYTES * (blocks + 1) - 9;
    const least = blocks === 0 ? 0 : most - BLOCK_BYTES + 1;
    return fc.tuple(...Array.from({ length: LANES }, () => bytes(least, most)));
  });
  fc.assert(
    fc.property(four, (messages) => {
      const all = messages.map((message) => padded(message));
      lanes.begin();
      for (let at = 0; at < all[0]!.length; at += BLOCK_BYTES) {
        for (const [lane, whole] of all.entries())
          lanes.blocks.set(whole.subarray(at, at + BLOCK_BYTES), lane * LANE_BYTES);
        lanes.absorb();
      }
      for (const [lane, message] of messages.entries())
        expect(hex(lanes.states, lane)).toBe(createHash("sha256").update(message).digest("hex"));
    }),
  );
});

test("four messages of two blocks are signed as the library signs them", () => {
  const pad = (key: Uint8Array, byte: number) =>
    Uint8Array.from({ length: BLOCK_BYTES }, (_, n) => (key[n] ?? 0) ^ byte);
  const stateAfter = (blocks: readonly Uint8Array[]): Int32Array => {
    lanes.begin();
    for (const [lane, block] of blocks.entries()) lanes.blocks.set(block, lane * LANE_BYTES);
    lanes.absorb();
    return Int32Array.from(lanes.states);
  };
  const two = bytes(BLOCK_BYTES - 8, LANE_BYTES - 9);
  fc.assert(
    fc.property(
      fc.tuple(...Array.from({ length: LANES }, () => fc.tuple(bytes(1, BLOCK_BYTES), two))),
      (four) => {
        const outer = stateAfter(four.map(([key]) => pad(key, 0x5c)));
        lanes.states.set(stateAfter(four.map(([key]) => pad(key, 0x36))));
        lanes.outer.set(outer);
        for (const [lane, [, message]] of four.entries())
          lanes.blocks.set(padded(message, BLOCK_BYTES), lane * LANE_BYTES);
        lanes.sign();
        for (const [lane, [key, message]] of four.entries())
          expect(hex(lanes.states, lane)).toBe(
            createHmac("sha256", key).update(message).digest("hex"),
          );
      },
    ),
  );
});
