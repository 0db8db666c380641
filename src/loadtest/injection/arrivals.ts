import { exponentialGap, random } from "../../chance/index.ts";
import { climb, type Stage } from "./stage.ts";

/** `even` spaces requests like a metronome; `poisson` like people who do not know of each other. */
export type Spacing = "even" | "poisson";

/** Which part of a load one injector takes: number `index`, from 0, of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The next intended start in milliseconds from the run's origin; Infinity when there is none left. */
export type Arrivals = () => number;

/**
 * The intended starts of one shard, in order. They depend on the plan alone: a system that answers
 * late delays none of them. Evenly spaced requests are dealt to the shards in turn; for chance
 * arrivals each shard draws its own, and together they are the whole (superposition of Poisson
 * processes, here by time rescaling: unit exponential gaps through the inverse of N).
 */
export function arrivals(
  stages: readonly Stage[],
  spacing: Spacing,
  seed: number,
  { index, of }: Shard,
): Arrivals {
  const timeOf = climb(stages);
  if (spacing === "even") {
    let next = index - of;
    return () => timeOf((next += of));
  }
  const chance = random(seed, "arrivals", index, of);
  let area = 0;
  return () => timeOf((area += exponentialGap(chance, 1 / of)));
}
