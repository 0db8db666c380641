import { BLOCK_BYTES, LANE_BYTES, LANES, Lanes, STATE_WORDS } from "../sha256/index.ts";
import { BASE64_URL, type RequestBuffer } from "./request-buffer.ts";

const STOP = 0x80;
/** What is left of a text must fill more than one block, with what closes it, and no more than two. */
const [LEAST_BYTES, MOST_BYTES] = [BLOCK_BYTES - 8, LANE_BYTES - 9];
const DOT = ".".charCodeAt(0);
/** Of a signature in base64url. */
const SIGNATURE_CHARACTERS = 43;

/**
 * Signs tokens with HS256, four at once, of which the first blocks are hashed already. Source: RFC
 * 2104.
 */
export class HmacLanes {
  readonly #lanes: Lanes | null = Lanes.open();
  /** Those that wait for others are the first of them. */
  readonly #requests: RequestBuffer[] = [];
  /** Where the signatures of these go. */
  readonly #gaps = new Int32Array(LANES);
  #waiting = 0;
  /** Up to where the blocks of each lane are not zero. */
  readonly #ends: number[] = new Array(LANES).fill(0);

  /**
   * Adds the third segment of a token to the two that begin at `from`; it is there once `finish` was
   * called. Answers whether it can do so.
   * @param done bytes of the token that are hashed already: whole blocks
   * @param states holds, from `at` on, the state of its hash after these, then that of the key's outer one
   */
  sign(
    request: RequestBuffer,
    from: number,
    done: number,
    states: Int32Array,
    at: number,
  ): boolean {
    const signedBytes = request.sizeBytes - from;
    const restBytes = signedBytes - done;
    if (this.#lanes === null || restBytes < LEAST_BYTES || restBytes > MOST_BYTES) return false;
    const lane = this.#waiting++;
    const { states: inner, outer } = this.#lanes;
    for (let word = 0; word < STATE_WORDS; word++) {
      inner[LANES * word + lane] = states[at + word]!;
      outer[LANES * word + lane] = states[at + STATE_WORDS + word]!;
    }
    request.copyTo(this.#lanes.blocks, lane * LANE_BYTES, from + done);
    this.#close(this.#lanes.blocks, lane, restBytes, 8 * (BLOCK_BYTES + signedBytes));
    const gapAt = request.addGap(1 + SIGNATURE_CHARACTERS);
    request.room[gapAt] = DOT;
    this.#requests[lane] = request;
    this.#gaps[lane] = gapAt + 1;
    if (this.#waiting === LANES) this.finish();
    return true;
  }

  /** Signs those that wait for others. */
  finish(): void {
    if (this.#lanes === null || this.#waiting === 0) return;
    this.#lanes.sign();
    const { states } = this.#lanes;
    for (let lane = 0; lane < this.#waiting; lane++)
      writeSignature(states, lane, this.#requests[lane]!.room, this.#gaps[lane]!);
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
