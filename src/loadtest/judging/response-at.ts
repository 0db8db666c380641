import { mergeSketches, Z_95 } from "../../core/measurement/index.ts";
import { quantileMs } from "../statistics/index.ts";
import { type Evidence, goodOf, timedOut } from "./evidence.ts";

/** A quantile of the responses with its interval, in milliseconds; null where there is none. */
export interface QuantileFigure {
  readonly measured: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The interval is the one of Wilson's verdict, read as times: ranks q·n ± z·√(n·q·(1 − q)). It holds
 * a limit exactly where the verdict on that limit is open. A bound among the failures is none.
 * @param clustering how many requests tell as much as one, where slow ones come together
 */
export function quantileFigure(
  evidence: Evidence,
  q: number,
  timeoutMs: number,
  clustering = 1,
): QuantileFigure {
  const n = evidence.events;
  const half = Z_95 * Math.sqrt(n * q * (1 - q) * clustering);
  const at = (rank: number) => responseAt(evidence, rank, timeoutMs);
  const [low, high] = [Math.ceil(q * n - half), Math.ceil(q * n + half)];
  return {
    measured: n === 0 ? null : at(Math.max(1, Math.ceil(q * n * (1 - 4 * Number.EPSILON)))),
    low: low < 1 ? null : at(low),
    high: high > goodOf(evidence) ? null : at(high),
  };
}

/**
 * The response of a rank, 1 being the quickest request, in milliseconds; null where none is known.
 * Failures outrank every success and count as the slowest request of all. Time-outs stand among
 * the responses at their value: beyond it their ranks are passed over, so that none makes a
 * quantile better.
 */
function responseAt(evidence: Evidence, rank: number, timeoutMs: number): number | null {
  const { response, failures } = evidence;
  if (rank > goodOf(evidence)) return quantileMs(mergeSketches(response, failures), 1);
  const of = (place: number) => quantileMs(response, Math.min(1, place / response.count));
  const ms = of(rank);
  return ms === null || ms < timeoutMs ? ms : of(rank + timedOut(evidence));
}
