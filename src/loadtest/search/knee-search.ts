import type { KneeOptions, KneeStep } from "./knee.ts";
import { type HeldLoad, type KneeEdges, kneeEdges, type RateStanding } from "./knee-edges.ts";
import { foundKnee, rigLimit, unsettledKnee } from "./knee-end.ts";
import type { Stability } from "./stability.ts";

/** Below this part of the start rate there is no point in looking. */
const LOWEST_SHARE = 0.001;

/**
 * What to do next, told by everything so far: climb until the system breaks, halve the gap between
 * the last rate that held and the first that broke, then hold both again and again. A rate that
 * contradicts itself is held until one side leads; where none does, the answer spans it.
 */
export function kneeStep(options: KneeOptions, loads: readonly HeldLoad[]): KneeStep {
  const [before, last] = [loads.at(-2), loads.at(-1)];
  const edges = kneeEdges(loads, options.confirmations);
  if (last?.stability.kind === "invalid") {
    const isAgain = before?.stability.kind === "invalid";
    return isAgain ? rigLimit(loads, edges, last) : hold(loads, last.rate, "repeat");
  }
  if (last?.stability.kind === "insufficient")
    return unsettledKnee(loads, edges, last.stability.reasons);
  if (loads.length >= options.mostLoads)
    return unsettledKnee(loads, edges, [`It is not settled after ${counted(loads.length)}.`]);
  const next = nextRate(options, edges);
  return next === null ? foundKnee(loads, edges) : hold(loads, next.rate, next.why);
}

/**
 * The end of a search for which there is no more time. What was found by then counts where both ends
 * were shown again, however wide the answer is.
 */
export function kneeOutOfTime(
  options: KneeOptions,
  loads: readonly HeldLoad[],
): Extract<KneeStep, { kind: "done" }> {
  const edges = kneeEdges(loads, options.confirmations);
  const isShown = (end: RateStanding | null) => end !== null && end.confirmations > 0;
  const { low, high } = edges;
  if (isShown(low) && isShown(high)) return foundKnee(loads, edges);
  return unsettledKnee(loads, edges, [`It is not settled after ${counted(loads.length)}.`]);
}

/**
 * The rates that are still to be held if what is not known yet lies in the middle of what is; while
 * every load holds, as if the next one did not.
 */
export function kneeAhead(options: KneeOptions, loads: readonly HeldLoad[]): readonly number[] {
  const { low, high } = kneeEdges(loads, options.confirmations);
  const floor = low?.rate ?? 0;
  const knee = high === null || low === null ? floor : Math.sqrt(low.rate * high.rate);
  const assumed = [...loads];
  for (;;) {
    const step = kneeStep(options, assumed);
    if (step.kind === "done") return assumed.slice(loads.length).map(({ rate }) => rate);
    assumed.push({ rate: step.rate, stability: step.rate <= knee ? heldAll : gaveWay });
  }
}

const heldAll: Stability = { kind: "held", unjudged: [] };
const gaveWay: Stability = { kind: "broke", signs: [] };

const counted = (loads: number): string => `${loads} ${loads === 1 ? "load" : "loads"}`;

type Hold = Extract<KneeStep, { kind: "hold" }>;

/** A rig that stumbled broke nothing: only a system that gave way needs rest. */
const hold = (loads: readonly HeldLoad[], rate: number, why: Hold["why"]): Hold => ({
  kind: "hold",
  rate,
  why,
  afterRest: loads.at(-1)?.stability.kind === "broke",
});

/** null: the knee is found, or below all that is worth a look. */
function nextRate(options: KneeOptions, edges: KneeEdges): Pick<Hold, "rate" | "why"> | null {
  const { low, high, between } = edges;
  const torn = between.find(({ side, isTriedOut }) => side === "undecided" && !isTriedOut);
  // An answer that is narrow enough may as well span it.
  if (torn && spanOf(edges) > 1 + options.precision) return { rate: torn.rate, why: "repeat" };
  const highest = between.at(-1) ?? low;
  if (high === null && (highest === null || highest.rate < options.mostRate))
    return { rate: climbed(options, highest), why: "climb" };
  if (low === null) {
    const rate = rounded((between[0] ?? high!).rate / 2);
    return rate < options.startRate * LOWEST_SHARE ? null : { rate, why: "descend" };
  }
  const ends = high === null ? [low] : [low, high];
  const middle = middleOfWidest([low, ...between, ...ends.slice(1)], options.precision);
  if (middle !== null) return { rate: middle, why: "bisect" };
  const [shakiest] = ends
    .filter(({ confirmations }) => confirmations < options.confirmations)
    .sort((a, b) => a.confirmations - b.confirmations);
  return shakiest ? { rate: shakiest.rate, why: "confirm" } : null;
}

const spanOf = ({ low, high }: KneeEdges): number =>
  low === null || high === null ? Number.POSITIVE_INFINITY : high.rate / low.rate;

const climbed = ({ startRate, mostRate, growth }: KneeOptions, from: RateStanding | null): number =>
  Math.min(mostRate, from === null ? startRate : rounded(from.rate * growth));

/** Geometric, as the rates are; null where no gap is wider than the precision. */
function middleOfWidest(standings: readonly RateStanding[], precision: number): number | null {
  let widest = 1 + precision;
  let middle: number | null = null;
  for (const [at, { rate }] of standings.entries()) {
    const above = standings[at + 1]?.rate ?? rate;
    if (above / rate <= widest) continue;
    widest = above / rate;
    middle = rounded(Math.sqrt(above * rate));
  }
  return middle;
}

/** Four digits: finer than any precision worth asking for. */
const rounded = (rate: number): number => Number(rate.toPrecision(4));
