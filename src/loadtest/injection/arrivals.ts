import { exponentialGap, random } from "../../core/chance/index.ts";
import { climb, type Model, type Stage } from "../model/index.ts";

/** Which part of a load one injector takes: number `index`, from 0, of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The next intended start in milliseconds from the run's origin; Infinity when there is none left. */
export type Arrivals = () => number;

/**
 * The intended starts of one shard, in order: of all arrivals, numbered from 0, those whose number
 * leaves `index` when divided by `of`. They depend on the model and the seed alone: a system that
 * answers late delays none of them, and however many injectors share them, together they are the same.
 */
export function arrivals(model: Model, seed: number, { index, of }: Shard): Arrivals {
  const timeOf = timeOfArrival(model, seed);
  let number = index - of;
  return () => timeOf((number += of));
}

function timeOfArrival(model: Model, seed: number): (number: number) => number {
  switch (model.kind) {
    case "closed":
      return () => Number.POSITIVE_INFINITY;
    case "replay":
      return (number) => model.startsMs[number] ?? Number.POSITIVE_INFINITY;
    case "open":
      return model.spacing === "even" ? climb(model.stages) : byChance(model.stages, seed);
  }
}

/** A Poisson process by time rescaling: unit exponential gaps through the inverse of N. */
function byChance(stages: readonly Stage[], seed: number): (number: number) => number {
  const timeOf = climb(stages);
  const chance = random(seed, "arrivals");
  let [area, drawn] = [0, -1];
  return (number) => {
    for (; drawn < number; drawn++) area += exponentialGap(chance, 1);
    return timeOf(area);
  };
}
