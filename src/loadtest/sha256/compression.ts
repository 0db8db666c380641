import {
  add,
  all,
  and,
  type Code,
  get,
  load,
  loadBehind,
  repeat,
  right,
  rotate,
  set,
  store,
  xor,
} from "./vector-code.ts";

export const BLOCK_BYTES = 64;
export const VECTOR_BYTES = 16;
/** Words of a state, and of a block. */
export const [STATE_WORDS, BLOCK_WORDS] = [8, 16];
const ROUNDS = 64;

const primes: number[] = [];
for (let n = 2; primes.length < ROUNDS; n++) if (primes.every((p) => n % p > 0)) primes.push(n);
/** The first 32 bits behind the point. */
const fraction = (x: number): number => Math.floor((x % 1) * 2 ** 32) | 0;

/** What every hash begins with. Source: FIPS 180-4 §5.3.3. */
export const initialState: readonly number[] = primes
  .slice(0, STATE_WORDS)
  .map((prime) => fraction(Math.sqrt(prime)));

/** One for each round. Source: FIPS 180-4 §4.2.2. */
export const roundConstants: readonly number[] = primes.map((prime) => fraction(Math.cbrt(prime)));

/** Variables of the code: the state while it is being mixed, the last words, and what rounds share. */
const stateAt = (word: number) => word;
const wordAt = (word: number) => STATE_WORDS + (word % BLOCK_WORDS);
const [MIXED, BOTH, BEFORE] = [24, 25, 26];
export const COMPRESSION_VECTORS = 27;
/** Where the constants of the next rounds are. */
const CONSTANTS_AT = COMPRESSION_VECTORS;
/** After as many rounds each word has its turn again; of their code, which is long, there is to be little. */
const CYCLE = BLOCK_WORDS;
const CYCLE_BYTES = CYCLE * VECTOR_BYTES;

/**
 * Mixes a block's words into the states of four hashes, all by vectors at these addresses.
 * Source: FIPS 180-4 §6.2.2; Maj(a,b,c) = b ⊕ ((a⊕b) ∧ (b⊕c)), whose last part is the first of the
 * round before.
 */
export function compression(states: number, words: number, constants: number): Code {
  const code: Code[] = [];
  const vector = (from: number, number: number) => load(from + number * VECTOR_BYTES);
  for (let n = 0; n < STATE_WORDS; n++) code.push(set(stateAt(n), vector(states, n)));
  for (let n = 0; n < BLOCK_WORDS; n++) code.push(set(wordAt(n), vector(words, n)));
  code.push(set(BEFORE, xor(get(stateAt(1)), get(stateAt(2)))));
  const last = constants + (ROUNDS / CYCLE - 1) * CYCLE_BYTES;
  const cycle = Array.from({ length: CYCLE }, (_, round) => mixed(round));
  const withNext = cycle.map((mix, round) => all(mix, nextWord(round)));
  code.push(repeat(CONSTANTS_AT, constants, last, CYCLE_BYTES, all(...withNext)), ...cycle);
  for (let n = 0; n < STATE_WORDS; n++)
    code.push(store(states + n * VECTOR_BYTES, add(vector(states, n), get(stateAt(n)))));
  return all(...code);
}

/** Puts in the place of a round's word that of the round after a cycle. */
function nextWord(round: number): Code {
  const [early, late] = [get(wordAt(round + 1)), get(wordAt(round + 14))];
  const sum = add(
    get(wordAt(round)),
    xor(rotate(early, 7), rotate(early, 18), right(early, 3)),
    get(wordAt(round + 9)),
    xor(rotate(late, 17), rotate(late, 19), right(late, 10)),
  );
  return set(wordAt(round), sum);
}

/** What is h in one round is a in the next: the variables stay where they are and change their parts. */
function mixed(round: number): Code {
  const part = (n: number) => stateAt((n + CYCLE - round) % STATE_WORDS);
  const [a, b, e, f, g] = [0, 1, 4, 5, 6].map((n) => get(part(n))) as [
    Code,
    Code,
    Code,
    Code,
    Code,
  ];
  const [d, h] = [part(3), part(7)];
  const chosen = xor(g, and(e, xor(f, g)));
  const ofE = xor(rotate(e, 6), rotate(e, 11), rotate(e, 25));
  const ofA = xor(rotate(a, 2), rotate(a, 13), rotate(a, 22));
  const majority = xor(b, and(get(BOTH), get(BEFORE)));
  const constant = loadBehind(CONSTANTS_AT, round * VECTOR_BYTES);
  return all(
    set(MIXED, add(get(h), constant, get(wordAt(round)), ofE, chosen)),
    set(d, add(get(d), get(MIXED))),
    set(BOTH, xor(a, b)),
    set(h, add(get(MIXED), ofA, majority)),
    set(BEFORE, get(BOTH)),
  );
}
