/**
 * Code of WebAssembly in which every value is a vector of four 32-bit words, one for each lane.
 * Source: WebAssembly Core Specification 2.0, §5.4.
 */
export type Code = readonly number[];

const VECTOR = 0xfd;
/** Of an address of vectors: a multiple of 2^4 bytes. */
const ALIGNMENT = 4;

/** A number as the format writes it: LEB128. */
export const unsigned = (n: number): Code =>
  n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...unsigned(n >>> 7)];

/** A number that may be negative, likewise. */
const signed = (n: number): Code =>
  n >= -0x40 && n < 0x40 ? [n & 0x7f] : [(n & 0x7f) | 0x80, ...signed(n >> 7)];

const instruction = (number: number, ...rest: Code): Code => [VECTOR, ...unsigned(number), ...rest];
const place = (address: number): Code => [ALIGNMENT, ...unsigned(address)];
/** Addresses are fixed: the offset from nothing. */
const NOTHING = [0x41, 0];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const load = (address: number): Code => [
  ...NOTHING,
  ...instruction(0x00, ...place(address)),
];
export const store = (address: number, value: Code): Code => [
  ...NOTHING,
  ...value,
  ...instruction(0x0b, ...place(address)),
];

const ofTwo =
  (number: number) =>
  (a: Code, b: Code): Code => [...a, ...b, ...instruction(number)];
const shift =
  (number: number) =>
  (value: Code, bits: number): Code => [...value, 0x41, ...signed(bits), ...instruction(number)];

export const and = ofTwo(0x4e);
const or = ofTwo(0x50);
const left = shift(0xab);
/** Fills with zeros. */
export const right = shift(0xad);
export const xor = (first: Code, ...others: readonly Code[]): Code =>
  others.reduce(ofTwo(0x51), first);
/** Modulo 2^32. */
export const add = (first: Code, ...others: readonly Code[]): Code =>
  others.reduce(ofTwo(0xae), first);
export const rotate = (value: Code, bits: number): Code =>
  or(right(value, bits), left(value, 32 - bits));

/** A vector of bytes that are picked, by number, from the 32 of two vectors. */
export const pick = (a: Code, b: Code, bytes: readonly number[]): Code => [
  ...a,
  ...b,
  ...instruction(0x0d, ...bytes),
];
