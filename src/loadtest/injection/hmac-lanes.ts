import { BLOCK_BYTES, LANE_BYTES, LANES, Lanes, STATE_WORDS } from "../sha256/index.ts";
import type { RequestBuffer } from "./request-buffer.ts";

const STOP = 0x80;
/** What closes a text takes at least so much: that bit and a length. */
export const LEAST_CLOSING_BYTES = 9;
/** Of a signature in base64url. */
export const SIGNATURE_CHARACTERS = 43;

/**
 * Whether as much of a text as is not hashed yet can be hashed here: with what closes it, it must fill
 * more than one block, and no more than two.
 */
export const fitsLane = (restBytes: number): boolean =>
  restBytes + LEAST_CLOSING_BYTES > BLOCK_BYTES && restBytes + LEAST_CLOSING_BYTES <= LANE_BYTES;

/**
 * Signs tokens with HS256, four at once, of which the first blocks are hashed already. Source: RFC
 * 2104.
 */
export class HmacLanes {
  readonly #lanes: Lanes | null = Lanes.open();
  /** Those that wait for others are the first of them. */
  readonly #requests: RequestBuffer[] = [];
  /** Where the signatures of these go. */
  readonly #places = new Int32Array(LANES);
  #waiting = 0;
  /** Up to where the blocks of each lane are not zero. */
  readonly #ends: number[] = new Array(LANES).fill(0);

  /**
   * Has the token from one place of a request to another signed, which is so far hashed up to `done`;
   * what is left of it fits a lane. The signature is there, one byte behind, once `finish` was called.
   * @param states holds, from `at` on, the state of its hash so far, then that of the key's outer one
   */
  sign(
    request: RequestBuffer,
    from: number,
    done: number,
    to: number,
    states: Int32Array,
    at: number,
  ): void {
    const { states: inner, outer, blocks } = this.#lanes!;
    const lane = this.#waiting++;
    for (let word = 0; word < STATE_WORDS; word++) {
      inner[LANES * word + lane] = states[at + word]!;
      outer[LANES * word + lane] = states[at + STATE_WORDS + word]!;
    }
    request.room.copy(blocks, lane * LANE_BYTES, done, to);
    this.#close(blocks, lane, to - done, 8 * (BLOCK_BYTES + to - from));
    this.#requests[lane] = request;
    this.#places[lane] = to + 1;
    if (this.#waiting === LANES) this.finish();
  }

  /** Signs those that wait for others. */
  finish(): void {
    if (this.#lanes === null || this.#waiting === 0) return;
    this.#lanes.sign();
    const { states } = this.#lanes;
    for (let lane = 0; lane < this.#waiting; lane++)
      writeSignature(states, lane, this.#requests[lane]!.room, this.#places[lane]!);
    this.#waiting = 0;
  }

  /** Puts behind a text what ends every one: a bit, zeros, and its length. Source: FIPS 180-4 §5.1.1. */
  #close(blocks: Buffer, lane: number, restBytes: number, bits: number): void {
    const at = lane * LANE_BYTES;
    blocks[at + restBytes] = STOP;
    for (let n = restBytes + 1; n <= this.#ends[lane]!; n++) blocks[at + n] = 0;
    this.#ends[lane] = restBytes;
    const end = at + LANE_BYTES;
    blocks[end - 4] = bits >>> 24;
    blocks[end - 3] = bits >>> 16;
    blocks[end - 2] = bits >>> 8;
    blocks[end - 1] = bits;
  }
}

/** For six bits their character. Source: RFC 4648 §5. */
const BASE64_URL = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

/** For twelve bits their two characters, the first in the lower byte. */
const pairs = Uint16Array.from(
  { length: 4096 },
  (_, bits) => BASE64_URL[bits >> 6]! | (BASE64_URL[bits & 0x3f]! << 8),
);

/** Writes the eight words of a lane in base64url. */
function writeSignature(words: Int32Array, lane: number, into: Buffer, from: number): void {
  let at = from;
  // Three words are sixteen characters; of the last three, only two are there.
  for (let word = lane; word < words.length; word += 3 * LANES) {
    const [a, b, c] = [words[word]!, words[word + LANES]!, words[word + 2 * LANES]];
    at = writePair(a >>> 20, into, at);
    at = writePair(a >>> 8, into, at);
    at = writePair((a << 4) | (b >>> 28), into, at);
    at = writePair(b >>> 16, into, at);
    at = writePair(b >>> 4, into, at);
    if (c === undefined) break;
    at = writePair((b << 8) | (c >>> 24), into, at);
    at = writePair(c >>> 12, into, at);
    at = writePair(c, into, at);
  }
  into[at] = BASE64_URL[(words[words.length - LANES + lane]! & 0xf) << 2]!;
}

/** Writes the lowest twelve bits; answers where the next ones go. */
function writePair(bits: number, into: Buffer, at: number): number {
  const two = pairs[bits & 0xfff]!;
  into[at] = two;
  into[at + 1] = two >>> 8;
  return at + 2;
}
