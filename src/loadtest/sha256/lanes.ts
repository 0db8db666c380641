import { endianness } from "node:os";
import {
  BLOCK_BYTES,
  BLOCK_WORDS,
  COMPRESSION_VECTORS,
  compression,
  initialState,
  roundConstants,
  STATE_WORDS,
  VECTOR_BYTES,
} from "./compression.ts";
import { LANES, TRANSPOSITION_VECTORS, transposition } from "./transposition.ts";
import { all, type Code, load, store } from "./vector-code.ts";
import { call, vectorModule } from "./vector-module.ts";

/** Blocks of a lane, one behind the other. */
export const LANE_BYTES = 2 * BLOCK_BYTES;
const STATE_BYTES = STATE_WORDS * VECTOR_BYTES;
const WORDS_BYTES = BLOCK_WORDS * VECTOR_BYTES;

/** Addresses in the module's memory. */
const CONSTANTS = 0;
const WORDS = CONSTANTS + roundConstants.length * VECTOR_BYTES;
const DIGEST_ENDS = WORDS + WORDS_BYTES;
const STATES = DIGEST_ENDS + STATE_BYTES;
const OUTER = STATES + STATE_BYTES;
const BLOCKS = OUTER + STATE_BYTES;

/** Its functions by their numbers. */
const [TAKE_FIRST, TAKE_SECOND, MIX] = [0, 1, 2];
/** What follows a digest in the last block of an outer hash: a bit, zeros, and the bits of pad and digest. */
const DIGEST_END = [0x80000000 | 0, 0, 0, 0, 0, 0, 0, 8 * (BLOCK_BYTES + 4 * STATE_WORDS)];

/**
 * SHA-256 of four messages at once, one in each lane of a processor's vectors. Word w of lane n is
 * the w-th of four at 4w + n of whatever holds words.
 */
export class Lanes {
  /** Two blocks for each lane, to be hashed next; lane n begins at n * LANE_BYTES. */
  readonly blocks: Buffer;
  /** Of the hashes. */
  readonly states: Int32Array;
  /** Of the outer hashes of HMAC, after their pads. */
  readonly outer: Int32Array;
  /** Mixes the first block of each lane into its state. */
  readonly absorb: () => void;
  /**
   * Mixes both blocks into the state, and what comes out, as the whole of an outer message but its
   * pad, into the outer state: that, the HMAC, then is in `states`. Source: RFC 2104.
   */
  readonly sign: () => void;

  /** null where vectors are wanting or words lie the other way round. */
  static open(): Lanes | null {
    if (endianness() !== "LE" || typeof WebAssembly === "undefined") return null;
    compiled ??= new WebAssembly.Module(lanesModule());
    return new Lanes(new WebAssembly.Instance(compiled).exports);
  }

  private constructor({ memory, absorb, sign }: WebAssembly.Exports) {
    const { buffer } = memory as WebAssembly.Memory;
    const words = (address: number, count: number) =>
      new Int32Array(buffer, address, LANES * count);
    spread(roundConstants, words(CONSTANTS, roundConstants.length));
    spread(DIGEST_END, words(DIGEST_ENDS, DIGEST_END.length));
    this.blocks = Buffer.from(buffer, BLOCKS, LANES * LANE_BYTES);
    this.states = words(STATES, STATE_WORDS);
    this.outer = words(OUTER, STATE_WORDS);
    this.absorb = absorb as () => void;
    this.sign = sign as () => void;
  }

  /** Begins a hash in every lane. */
  begin(): void {
    spread(initialState, this.states);
  }
}

/** Once for all lanes of a thread. */
let compiled: WebAssembly.Module | null = null;

/** The same in each lane. */
function spread(words: readonly number[], into: Int32Array): void {
  for (const [n, word] of words.entries()) into.fill(word, LANES * n, LANES * (n + 1));
}

function lanesModule(): Uint8Array<ArrayBuffer> {
  const taking = (block: number) => ({
    name: `take${block}`,
    vectors: TRANSPOSITION_VECTORS,
    code: transposition(BLOCKS + block * BLOCK_BYTES, LANE_BYTES, WORDS),
  });
  const mix = compression(STATES, WORDS, CONSTANTS);
  return vectorModule([
    taking(0),
    taking(1),
    { name: "mix", vectors: COMPRESSION_VECTORS, code: mix },
    { name: "absorb", vectors: 0, code: all(call(TAKE_FIRST), call(MIX)) },
    {
      name: "sign",
      vectors: 0,
      code: all(
        ...[TAKE_FIRST, MIX, TAKE_SECOND, MIX].map(call),
        copied(STATES, WORDS),
        copied(DIGEST_ENDS, WORDS + STATE_BYTES),
        copied(OUTER, STATES),
        call(MIX),
      ),
    },
  ]);
}

/** Half a block, or a state, of each lane. */
function copied(from: number, to: number): Code {
  const one = (n: number) => store(to + n * VECTOR_BYTES, load(from + n * VECTOR_BYTES));
  return all(...Array.from({ length: STATE_WORDS }, (_, n) => one(n)));
}
