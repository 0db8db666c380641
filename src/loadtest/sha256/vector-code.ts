/**
 * Code of WebAssembly in which every value is a vector of four 32-bit words, one for each lane.
 * Source: WebAssembly Core Specification 2.0, §5.4.
 */

/** Writes itself behind the bytes that are there. */
export type Code = (bytes: number[]) => void;

/** Instructions of numbers and addresses, and the first byte of all those of vectors. */
const [GET, SET, SET_AND_GET, CONSTANT] = [0x20, 0x21, 0x22, 0x41];
const [LOOP, AGAIN_IF, END] = [0x03, 0x0d, 0x0b];
const [SUM, IS_LESS] = [0x6a, 0x49];
const VECTOR = 0xfd;
/** The type of a loop that leaves nothing behind. */
const NO_RESULT = 0x40;
/** Of an address of vectors: a multiple of 2^4 bytes. */
const ALIGNMENT = 4;

/** These bytes. */
export const raw =
  (...those: readonly number[]): Code =>
  (bytes) => {
    for (const byte of those) bytes.push(byte);
  };

/** One after the other. */
export const all =
  (...parts: readonly Code[]): Code =>
  (bytes) => {
    for (const part of parts) part(bytes);
  };

/** A number as the format writes it: LEB128. */
export const unsigned = (n: number): Code =>
  n < 0x80 ? raw(n) : all(raw((n & 0x7f) | 0x80), unsigned(n >>> 7));

/** A number that may be negative, likewise. */
const signed = (n: number): Code =>
  n >= -0x40 && n < 0x40 ? raw(n & 0x7f) : all(raw((n & 0x7f) | 0x80), signed(n >> 7));

const constant = (n: number): Code => all(raw(CONSTANT), signed(n));
const instruction = (number: number): Code => all(raw(VECTOR), unsigned(number));
const [LOAD, STORE, PICK] = [0x00, 0x0b, 0x0d].map(instruction) as [Code, Code, Code];
const place = (address: number): Code => all(raw(ALIGNMENT), unsigned(address));
/** Addresses are fixed: the offset from nothing. */
const NOTHING = constant(0);

export const get = (variable: number): Code => all(raw(GET), unsigned(variable));
export const set = (variable: number, value: Code): Code =>
  all(value, raw(SET), unsigned(variable));

export const load = (address: number): Code => all(NOTHING, LOAD, place(address));
/** Loads what is so far behind the address that a variable holds. */
export const loadBehind = (variable: number, offset: number): Code =>
  all(get(variable), LOAD, place(offset));
export const store = (address: number, value: Code): Code =>
  all(NOTHING, value, STORE, place(address));

/** Does something for each address from one on to before another; the variable holds it. */
export const repeat = (
  variable: number,
  from: number,
  to: number,
  step: number,
  code: Code,
): Code =>
  all(
    set(variable, constant(from)),
    ...[raw(LOOP, NO_RESULT), code],
    ...[get(variable), constant(step), raw(SUM, SET_AND_GET), unsigned(variable)],
    ...[constant(to), raw(IS_LESS, AGAIN_IF, 0), raw(END)],
  );

function ofTwo(number: number): (a: Code, b: Code) => Code {
  const operation = instruction(number);
  return (a, b) => all(a, b, operation);
}
function shift(number: number): (value: Code, bits: number) => Code {
  const operation = instruction(number);
  return (value, bits) => all(value, constant(bits), operation);
}

export const and = ofTwo(0x4e);
const or = ofTwo(0x50);
const left = shift(0xab);
/** Fills with zeros. */
export const right = shift(0xad);
const xorOfTwo = ofTwo(0x51);
const addOfTwo = ofTwo(0xae);
export const xor = (first: Code, ...others: readonly Code[]): Code =>
  others.reduce(xorOfTwo, first);
/** Modulo 2^32. */
export const add = (first: Code, ...others: readonly Code[]): Code =>
  others.reduce(addOfTwo, first);
export const rotate = (value: Code, bits: number): Code =>
  or(right(value, bits), left(value, 32 - bits));

/** A vector of bytes that are picked, by number, from the 32 of two vectors. */
export const pick = (a: Code, b: Code, bytes: readonly number[]): Code =>
  all(a, b, PICK, raw(...bytes));
