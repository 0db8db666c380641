import { all, type Code, raw, unsigned } from "./vector-code.ts";

const [VECTOR_TYPE, ADDRESS_TYPE] = [0x7b, 0x7f];
const [END, CALL] = [0x0b, 0x10];
const MEMORY = "memory";

/** A function without parameters and results. */
export interface VectorFunction {
  readonly name: string;
  /** How many variables of a vector each it has, named by their numbers from 0; the next one is for addresses. */
  readonly vectors: number;
  readonly code: Code;
}

/** Calls a function by its number. */
export const call = (number: number): Code => all(raw(CALL), unsigned(number));

/**
 * A module of WebAssembly in bytes: functions, and one memory of 64 kB which they share with whoever
 * calls them, as `memory`. Source: WebAssembly Core Specification 2.0, §5.5.
 */
export function vectorModule(functions: readonly VectorFunction[]): Uint8Array<ArrayBuffer> {
  const shape = raw(0x60, 0, 0);
  const exported = functions.map(({ name }, number) => all(text(name), raw(0), unsigned(number)));
  const bytes: number[] = [];
  all(
    raw(0, ...Buffer.from("asm"), 1, 0, 0, 0),
    section(1, [shape]),
    section(
      3,
      functions.map(() => raw(0)),
    ),
    section(5, [raw(0, 1)]),
    section(7, [all(text(MEMORY), raw(2, 0)), ...exported]),
    section(10, functions.map(body)),
  )(bytes);
  return Uint8Array.from(bytes);
}

/** Behind its length in bytes. */
const sized =
  (content: Code): Code =>
  (bytes) => {
    const own: number[] = [];
    content(own);
    unsigned(own.length)(bytes);
    for (const byte of own) bytes.push(byte);
  };
const text = (name: string): Code => sized(raw(...Buffer.from(name)));
const section = (number: number, items: readonly Code[]): Code =>
  all(raw(number), sized(all(unsigned(items.length), ...items)));
const body = ({ vectors, code }: VectorFunction): Code =>
  sized(all(raw(2), unsigned(vectors), raw(VECTOR_TYPE, 1, ADDRESS_TYPE), code, raw(END)));
