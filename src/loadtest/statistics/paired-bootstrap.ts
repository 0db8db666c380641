import type { Random } from "../../chance/index.ts";
import {
  type Comparison,
  LEAST_PAIRS,
  type Margin,
  type Pair,
  REGRESSION_CHANCE,
} from "./comparison.ts";
import { poissonDraw } from "./draws.ts";
import { holm } from "./holm.ts";
import { mean, middle95 } from "./median.ts";

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
 * Poisson number of mean 1 says, and of each run a figure drawn anew from its own requests. That
 * counts the requests' chance twice, which makes up for the pairs being few: intervals are rather
 * too wide than too narrow.
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
    return { ...figures, verdict: verdictOf(figures, margin) };
  });
}

type Unjudged = Omit<Comparison, "verdict">;

function verdictOf({ p, ratioInterval }: Unjudged, margin: Margin): Comparison["verdict"] {
  if (ratioInterval === null) return "insufficient";
  if (p < REGRESSION_CHANCE) return "regression";
  return ratioInterval[1] <= 1 + margin ? "none" : "insufficient";
}

function compareOne<T>(figure: Figure<T>, margin: Margin, next: Random): Unjudged {
  const { name, of } = figure;
  const pairs = figure.pairs.filter(
    (pair) => of(pair.base) !== null && of(pair.candidate) !== null,
  );
  const base = geometricMean(pairs.map((pair) => of(pair.base)!));
  const candidate = geometricMean(pairs.map((pair) => of(pair.candidate)!));
  const ratio = base === null || candidate === null ? null : candidate / base;
  const figures = { name, pairs: pairs.length, base, candidate, ratio };
  if (pairs.length < LEAST_PAIRS)
    return { ...figures, ratioInterval: null, differenceInterval: null, p: 1 };
  const resamples = Array.from({ length: RESAMPLES }, () => resampled({ ...figure, pairs }, next));
  const within = resamples.filter((resample) => resample.ratio <= 1 + margin).length;
  return {
    ...figures,
    ratioInterval: middle95(resamples.map((resample) => resample.ratio)),
    differenceInterval: middle95(resamples.map((resample) => resample.difference)),
    p: (1 + within) / (1 + RESAMPLES),
  };
}

const RESAMPLES = 2000;

function resampled<T>(
  { pairs, redraw }: Figure<T>,
  next: Random,
): { readonly ratio: number; readonly difference: number } {
  let times = 0;
  let logRatio = 0;
  let difference = 0;
  while (times === 0)
    for (const pair of pairs) {
      const weight = poissonDraw(next);
      if (weight === 0) continue;
      const base = redraw(pair.base, next);
      const candidate = redraw(pair.candidate, next);
      times += weight;
      logRatio += weight * Math.log(candidate / base);
      difference += weight * (candidate - base);
    }
  return { ratio: Math.exp(logRatio / times), difference: difference / times };
}

const geometricMean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.exp(mean(values.map((value) => Math.log(value))));
