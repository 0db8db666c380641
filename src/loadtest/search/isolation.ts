import { wilson } from "../../core/measurement/index.ts";
import { evidenceOf, type QuantileFigure, quantileFigure } from "../judging/index.ts";
import type { IsolationFinding, Run, TenantClass } from "../model/index.ts";
import { quantileInterval } from "../statistics/index.ts";
import { type Burst, isBefore } from "./recovery.ts";
import { type RunWindow, runWindows, streamsOf } from "./run-windows.ts";

export interface IsolationOptions {
  /** The class of the tenant that bursts, and is no neighbour; null: it is not in this run. */
  readonly bursting: TenantClass | null;
  readonly quantile: number;
  /** Share by which the neighbours' quantile may grow without counting as felt. */
  readonly tolerance: number;
  /** Milliseconds by which it may grow without being noticed, however large a share that is. */
  readonly unfeltMs: number;
}

export const usualIsolation = { quantile: 0.95, tolerance: 0.2 } as const;
/** Of the tightest promised limit: a growth below it decides no promise. */
export const UNFELT_SHARE = 0.05;

/**
 * Whether neighbours felt a tenant's burst, by a quantile of their response during and before it.
 * The interval of the ratio sets the far ends of the two intervals (order statistics) against each
 * other: it holds with 90 % at least. Where it spans the tolerance nothing is said; where the
 * quantile came to lie among failures, they felt it.
 */
export function isolationOf(run: Run, burst: Burst, options: IsolationOptions): IsolationFinding {
  const { quantile, bursting } = options;
  const windows = neighboursWindows(run, bursting);
  const [calm, loud] = [windows.filter(isBefore(burst)), windows.filter(isDuring(burst))];
  const before = figureOf(calm, quantile, run.plan.timeoutMs);
  const during = figureOf(loud, quantile, run.plan.timeoutMs);
  const ratio = ratioOf(before, during);
  const hasFailed = isAmongFailures(loud, quantile) && isClearOfFailures(calm, quantile);
  return {
    kind: "isolation",
    verdict: hasFailed ? "affected" : verdictOf(before, during, options),
    quantile,
    before: before.measured,
    during: during.measured,
    ratio,
  };
}

const neighboursWindows = (run: Run, bursting: TenantClass | null): readonly RunWindow[] =>
  runWindows(run).map((window) => ({
    ...window,
    streams: window.streams.filter(
      ({ stream }) => stream.tenants !== bursting && stream.indicator !== null,
    ),
  }));

/** Slow requests come in clusters, so that the windows say how many are worth one. */
function figureOf(windows: readonly RunWindow[], q: number, timeoutMs: number): QuantileFigure {
  const evidence = evidenceOf(streamsOf(windows));
  const responses = windows.map(({ streams }) => evidenceOf(streams).response);
  const { effective } = quantileInterval(responses, q);
  const clustering = effective === 0 ? 1 : evidence.response.count / effective;
  return quantileFigure(evidence, q, timeoutMs, clustering);
}

const isDuring =
  ({ startMs, endMs }: Burst) =>
  (window: RunWindow): boolean =>
    window.startMs >= startMs && window.endMs <= endMs;

/** Whether a quantile certainly falls among those that failed. */
function isAmongFailures(windows: readonly RunWindow[], quantile: number): boolean {
  const { events, bad } = evidenceOf(streamsOf(windows));
  return wilson(bad, events).low > 1 - quantile;
}

/** Whether it certainly does not; of nothing that is not certain. */
function isClearOfFailures(windows: readonly RunWindow[], quantile: number): boolean {
  const { events, bad } = evidenceOf(streamsOf(windows));
  return wilson(bad, events).high < 1 - quantile;
}

/** null where either has too few requests for both bounds. */
function ratioOf(before: QuantileFigure, during: QuantileFigure): IsolationFinding["ratio"] {
  const bounds = [before.low, before.high, during.low, during.high];
  if (!bounds.every((bound) => bound !== null && bound > 0)) return null;
  return [during.low! / before.high!, during.high! / before.low!];
}

/** Felt is what certainly grew by more than both tolerances; not felt, what certainly stayed within one. */
function verdictOf(
  before: QuantileFigure,
  during: QuantileFigure,
  { tolerance, unfeltMs }: IsolationOptions,
): IsolationFinding["verdict"] {
  const ratio = ratioOf(before, during);
  if (ratio === null) return "insufficient";
  const most = 1 + tolerance;
  const leastGrowthMs = during.low! - before.high!;
  const mostGrowthMs = during.high! - before.low!;
  if (ratio[1] <= most || mostGrowthMs <= unfeltMs) return "isolated";
  return ratio[0] > most && leastGrowthMs > unfeltMs ? "affected" : "insufficient";
}
