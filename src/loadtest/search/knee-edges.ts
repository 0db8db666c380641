import type { Stability } from "./stability.ts";

/** A load that was held, and how it was borne. */
export interface HeldLoad {
  /** Sessions a second. */
  readonly rate: number;
  readonly stability: Stability;
}

/** What is known of one rate. */
export interface RateStanding {
  readonly rate: number;
  readonly side: "held" | "broke" | "undecided";
  /** How often it showed its side, less how often the other, beyond the first time. */
  readonly confirmations: number;
  /** Whether it was tried so often without being settled that trying again is no use. */
  readonly isTriedOut: boolean;
}

/** Between which rates the knee lies, as far as is known. */
export interface KneeEdges {
  /** The highest rate that held, below every one that is undecided or broke. */
  readonly low: RateStanding | null;
  /** The lowest rate that broke. */
  readonly high: RateStanding | null;
  /** What was tried between the two, by rising rate. */
  readonly between: readonly RateStanding[];
}

/** @param confirmations that settle a rate */
export function kneeEdges(loads: readonly HeldLoad[], confirmations: number): KneeEdges {
  const standings = [...new Set(loads.map(({ rate }) => rate))]
    .sort((a, b) => a - b)
    .map((rate) => standingOf(rate, loads, confirmations));
  const high = standings.find(({ side }) => side === "broke") ?? null;
  const below = standings.filter(({ rate }) => high === null || rate < high.rate);
  const firstUndecided = below.findIndex(({ side }) => side === "undecided");
  const held = firstUndecided < 0 ? below.length : firstUndecided;
  return { low: below[held - 1] ?? null, high, between: below.slice(held) };
}

function standingOf(rate: number, loads: readonly HeldLoad[], settled: number): RateStanding {
  const times = (kind: Stability["kind"]) =>
    loads.filter((load) => load.rate === rate && load.stability.kind === kind).length;
  const [held, broke] = [times("held"), times("broke")];
  const confirmations = Math.abs(held - broke) - 1;
  const isTriedOut = held + broke > 2 * (settled + 1) && confirmations < settled;
  const isUndecided = held === broke || isTriedOut;
  const side = isUndecided ? "undecided" : held > broke ? "held" : "broke";
  return { rate, side, confirmations, isTriedOut };
}
