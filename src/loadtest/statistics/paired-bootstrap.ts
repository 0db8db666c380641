import type { Random } from "../../core/chance/index.ts";
import {
  type Comparison,
  LEAST_PAIRS,
  type Margin,
  type Pair,
  REGRESSION_CHANCE,
} from "./comparison.ts";
import { poissonDraw } from "./draws.ts";
import { heldToScatter } from "./held-to-scatter.ts";
import { holm } from "./holm.ts";
import { mean, middle95 } from "./median.ts";
import { morePairsToSettle } from "./pairs-needed.ts";

/** How the figure of a run is had, and how it might as well have come out. */
export interface Figure<T> {
  readonly name: string;
  readonly pairs: readonly Pair<T>[];
  /** null: the run is too small to have one. */
  readonly of: (run: T) => number | null;
  readonly redraw: (run: T, next: Random) => number;
}

/**
 * Compares two versions by pairs of alternating runs: the ratio is the geometric mean of the pairs'.
 * Its interval is a hierarchical Poisson bootstrap: every resample takes each pair as often as a
 * Poisson number of mean 1 says, and of each run a figure drawn anew from its own requests; then
 * the resamples are held to the scatter that the pairs show (`heldToScatter`).
 * Sources: A. C. Davison and D. V. Hinkley, "Bootstrap Methods and their Application" (1997),
 * section 3.8; N. Chamandy et al., "Estimating uncertainty for massive data streams" (2012).
 */
export function comparePairs<T>(
  figures: readonly Figure<T>[],
  margin: Margin,
  next: Random,
): readonly Comparison[] {
  const compared = figures.map((figure) => compareOne(figure, margin, next));
  const adjusted = holm(compared.map(({ p }) => p));
  return compared.map((comparison, at) => {
    const figures = { ...comparison, p: adjusted[at]! };
    const verdict = verdictOf(figures, margin);
    const needed = verdict === "insufficient" ? morePairsToSettle(figures, margin) : null;
    return { ...figures, verdict, needed };
  });
}

type Unjudged = Omit<Comparison, "verdict" | "needed">;

function verdictOf({ p, ratioInterval }: Unjudged, margin: Margin): Comparison["verdict"] {
  if (ratioInterval === null) return "insufficient";
  if (p < REGRESSION_CHANCE) return "regression";
  return ratioInterval[1] <= 1 + margin ? "none" : "insufficient";
}

function compareOne<T>(figure: Figure<T>, margin: Margin, next: Random): Unjudged {
  const measured = figure.pairs.flatMap((pair) => {
    const base = figure.of(pair.base);
    const candidate = figure.of(pair.candidate);
    return base === null || candidate === null ? [] : [{ pair, base, candidate }];
  });
  const base = geometricMean(measured.map((one) => one.base));
  const candidate = geometricMean(measured.map((one) => one.candidate));
  const ratio = base === null || candidate === null ? null : candidate / base;
  const changes = measured.map((one) => changeOf(one.base, one.candidate));
  const scatter = deviationOf(changes.map(({ logRatio }) => logRatio));
  const figures = { name: figure.name, pairs: measured.length, base, candidate, ratio, scatter };
  if (measured.length < LEAST_PAIRS)
    return { ...figures, ratioInterval: null, differenceInterval: null, p: 1 };
  const usable = { ...figure, pairs: measured.map(({ pair }) => pair) };
  const resamples = Array.from({ length: RESAMPLES }, () => resampled(usable, next));
  const held = (of: (change: Change) => number) =>
    heldToScatter(resamples.map(of), changes.map(of), next);
  const ratios = held(({ logRatio }) => logRatio).map(Math.exp);
  return {
    ...figures,
    ratioInterval: middle95(ratios),
    differenceInterval: middle95(held(({ difference }) => difference)),
    p: (1 + ratios.filter((one) => one <= 1 + margin).length) / (1 + RESAMPLES),
  };
}

function deviationOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

const RESAMPLES = 2000;

/** From base to candidate. */
interface Change {
  readonly logRatio: number;
  readonly difference: number;
}

const changeOf = (base: number, candidate: number): Change => ({
  logRatio: Math.log(candidate / base),
  difference: candidate - base,
});

function resampled<T>({ pairs, redraw }: Figure<T>, next: Random): Change {
  let times = 0;
  let logRatio = 0;
  let difference = 0;
  while (times === 0)
    for (const pair of pairs) {
      const weight = poissonDraw(next);
      if (weight === 0) continue;
      const change = changeOf(redraw(pair.base, next), redraw(pair.candidate, next));
      times += weight;
      logRatio += weight * change.logRatio;
      difference += weight * change.difference;
    }
  return { logRatio: logRatio / times, difference: difference / times };
}

const geometricMean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.exp(mean(values.map((value) => Math.log(value))));
