import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_BYTES } from "../sha256/index.ts";
import { Hashing } from "./hashing.ts";
import { fitsLane, HmacLanes, SIGNATURE_CHARACTERS } from "./hmac-lanes.ts";
import { HmacSigner } from "./hmac-signer.ts";
import { RequestBuffer } from "./request-buffer.ts";

const hashing = Hashing.open();
const lanes = new HmacLanes();

/** A request whose token has so many whole blocks, and so many bytes more. */
const asked = fc.record({
  secret: fc.string({ minLength: 1, maxLength: 200 }),
  before: fc.string({ unit: "binary-ascii", maxLength: 20 }),
  blocks: fc.integer({ min: 0, max: 5 }),
  restBytes: fc.integer({ min: 56, max: 119 }),
  after: fc.string({ unit: "binary-ascii", maxLength: 20 }),
});

const token = ({ blocks, restBytes }: { blocks: number; restBytes: number }): string =>
  Array.from({ length: blocks * BLOCK_BYTES + restBytes }, (_, n) => n % 10).join("");

test("however many tokens are signed at once, each has the library's signature", () => {
  fc.assert(
    fc.property(fc.array(asked, { minLength: 1, maxLength: 9 }), (all) => {
      const written = all.map((one) => {
        const { secret, before, blocks, after } = one;
        const request = new RequestBuffer();
        request.addText(before + token(one), "latin1");
        const { inner, outer } = new HmacSigner(secret, hashing).states!;
        const [from, done] = [before.length, blocks * BLOCK_BYTES];
        const state = hashing!.after(inner, request.room, from, from + done);
        // The states lie among others.
        const states = Int32Array.of(1, ...state, ...outer, 2);
        const to = request.sizeBytes;
        request.addText(`.${" ".repeat(SIGNATURE_CHARACTERS)}${after}`, "latin1");
        lanes.sign(request, from, from + done, to, states, 1);
        return request;
      });
      lanes.finish();
      for (const [n, one] of all.entries()) {
        const right = createHmac("sha256", one.secret).update(token(one)).digest("base64url");
        const text = written[n]!.room.toString("latin1", 0, written[n]!.sizeBytes);
        expect(text).toBe(`${one.before}${token(one)}.${right}${one.after}`);
      }
    }),
  );
});

test("what does not fill two blocks with what closes it is left to others", () => {
  const fitting = Array.from({ length: 200 }, (_, restBytes) => restBytes).filter(fitsLane);
  expect([fitting[0], fitting.at(-1), fitting.length]).toEqual([56, 119, 64]);
});
