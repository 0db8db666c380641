import type { Effect } from "./change.ts";

/** One thing that a contract says, with the means to tell whether another value is better for customers. */
export interface Term {
  readonly path: string;
  /** What it is, as the subject of a sentence. */
  readonly name: string;
  /** Its value in words. */
  readonly text: string;
  readonly value: unknown;
  /** The effect of going from one value of this term to another. */
  readonly judge: (before: never, after: never) => Judgement;
  /** A qualifier of another term: it comes and goes with that and says nothing of its own then. */
  readonly isQualifier: boolean;
  /** Not written: another term says it, and it only stands beside one that the other version writes. */
  readonly isImplied?: true;
}

export type Judgement = Exclude<Effect, "unordered"> | Unordered;

/** Two values of which neither is more, with what each of them means to customers. */
interface Unordered {
  readonly before: string;
  readonly after: string;
}

/** Says whether customers are promised more or less. */
export type Judge<T> = (before: T, after: T) => Judgement;

export const moreIsBetter: Judge<number> = (before, after) =>
  after === before ? "neutral" : after > before ? "stronger" : "weaker";

export const lessIsBetter: Judge<number> = (before, after) => moreIsBetter(after, before);

/** A name or an address: another one promises neither more nor less. */
export const promisesNothing: Judge<unknown> = () => "neutral";

export const term = <T>(
  path: string,
  name: string,
  text: string,
  value: T,
  judge: Judge<T>,
): Term => ({ path, name, text, value, judge, isQualifier: false });

export const qualifier = <T>(...parts: Parameters<typeof term<T>>): Term => ({
  ...term(...parts),
  isQualifier: true,
});
