import { BLOCK_BYTES, VECTOR_BYTES } from "./compression.ts";
import { all, type Code, get, load, pick, set, store } from "./vector-code.ts";

export const LANES = 4;

/** Variables of the code: a part of each lane's block, and of two lanes the first and the last words. */
const [FIRST_01, FIRST_23, LAST_01, LAST_23] = [4, 5, 6, 7];
export const TRANSPOSITION_VECTORS = 8;

/** The bytes of four words, each in the other order: a hash's words begin with their highest byte. */
const SWAPPED = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];

/** Makes vectors of words, one for each lane, out of blocks that lie `apart` bytes from each other. */
export function transposition(blocks: number, apart: number, words: number): Code {
  const code: Code[] = [];
  for (let at = 0; at < BLOCK_BYTES; at += VECTOR_BYTES) {
    for (let lane = 0; lane < LANES; lane++) {
      const bytes = load(blocks + lane * apart + at);
      code.push(set(lane, pick(bytes, bytes, SWAPPED)));
    }
    code.push(
      set(FIRST_01, words4(0, 1, [0, 4, 1, 5])),
      set(FIRST_23, words4(2, 3, [0, 4, 1, 5])),
      set(LAST_01, words4(0, 1, [2, 6, 3, 7])),
      set(LAST_23, words4(2, 3, [2, 6, 3, 7])),
    );
    const into = words + LANES * at;
    code.push(
      store(into, words4(FIRST_01, FIRST_23, [0, 1, 4, 5])),
      store(into + VECTOR_BYTES, words4(FIRST_01, FIRST_23, [2, 3, 6, 7])),
      store(into + 2 * VECTOR_BYTES, words4(LAST_01, LAST_23, [0, 1, 4, 5])),
      store(into + 3 * VECTOR_BYTES, words4(LAST_01, LAST_23, [2, 3, 6, 7])),
    );
  }
  return all(...code);
}

/** A vector of words that are picked, by number, from the eight of two variables. */
const words4 = (a: number, b: number, words: readonly number[]): Code =>
  pick(
    get(a),
    get(b),
    words.flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)),
  );
