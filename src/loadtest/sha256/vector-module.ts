import { type Code, unsigned } from "./vector-code.ts";

const VECTOR_TYPE = 0x7b;
const [END, CALL] = [0x0b, 0x10];
const MEMORY = "memory";

/** A function without parameters and results. */
export interface VectorFunction {
  readonly name: string;
  /** How many variables of a vector each it has, named by their numbers from 0. */
  readonly locals: number;
  readonly code: Code;
}

/** Calls a function by its number. */
export const call = (number: number): Code => [CALL, ...unsigned(number)];

/**
 * A module of WebAssembly in bytes: functions, and one memory of 64 kB which they share with whoever
 * calls them, as `memory`. Source: WebAssembly Core Specification 2.0, §5.5.
 */
export function vectorModule(functions: readonly VectorFunction[]): Uint8Array<ArrayBuffer> {
  const shape = [0x60, 0, 0];
  const exported = functions.map(({ name }, number) => [...text(name), 0, ...unsigned(number)]);
  return Uint8Array.from([
    ...[0, ...Buffer.from("asm"), 1, 0, 0, 0],
    ...section(1, [shape]),
    ...section(
      3,
      functions.map(() => [0]),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [[...text(MEMORY), 2, 0], ...exported]),
    ...section(10, functions.map(body)),
  ]);
}

const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const text = (name: string): Code => sized([...Buffer.from(name)]);
const section = (number: number, items: readonly Code[]): Code => [
  number,
  ...sized([...unsigned(items.length), ...items.flat()]),
];
const body = ({ locals, code }: VectorFunction): Code =>
  sized([1, ...unsigned(locals), VECTOR_TYPE, ...code, END]);
