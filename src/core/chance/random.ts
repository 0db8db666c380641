import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of chance: each call is the next number in [0, 1). */
export type Random = () => number;

/**
 * Chance that can be told again: the same seed and names give the same stream on every machine,
 * and streams with different names are independent of each other.
 */
export function random(seed: number, ...names: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(
    names.reduce<number>((h, name) => hash(h, String(name)), seed | 0),
  );
  return () => uniformFloat64(generator);
}

/** FNV-1a over the characters, with MurmurHash3's finalizer so that near names part ways. */
function hash(seed: number, text: string): number {
  let h = seed ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A whole number in [0, below). */
export const integer = (next: Random, below: number): number => Math.floor(next() * below);

/** One of the values, each as likely. */
export const pick = <T>(next: Random, values: readonly T[]): T =>
  values[integer(next, values.length)]!;

/** A gap between events of a Poisson process with `rate` events per unit of time. */
export const exponentialGap = (next: Random, rate: number): number => -Math.log(1 - next()) / rate;
