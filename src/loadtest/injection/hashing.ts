import { BLOCK_BYTES, LANES, Lanes, STATE_WORDS } from "../sha256/index.ts";

/** Hashes beginnings, so that what follows them can be hashed by itself. */
export class Hashing {
  readonly #lanes: Lanes;

  /** null where this processor hashes one text at a time only. */
  static open(): Hashing | null {
    const lanes = Lanes.open();
    return lanes === null ? null : new Hashing(lanes);
  }

  private constructor(lanes: Lanes) {
    this.#lanes = lanes;
  }

  /** The state of a hash, eight words, after these bytes, which are whole blocks; from the beginning where it has none. */
  after(state: Int32Array | null, bytes: Uint8Array, from: number, to: number): Int32Array {
    const { blocks, states } = this.#lanes;
    if (state === null) this.#lanes.begin();
    else for (let word = 0; word < STATE_WORDS; word++) states[LANES * word] = state[word]!;
    for (let at = from; at < to; at += BLOCK_BYTES) {
      blocks.set(bytes.subarray(at, at + BLOCK_BYTES));
      this.#lanes.absorb();
    }
    return Int32Array.from({ length: STATE_WORDS }, (_, word) => states[LANES * word]!);
  }
}
