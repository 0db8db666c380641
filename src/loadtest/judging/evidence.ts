import {
  emptySketch,
  type LimitCount,
  mergeSketches,
  type Sketch,
} from "../../core/measurement/index.ts";
import type { StreamTally } from "../model/index.ts";

/** What streams come to together, as a promise about their requests is judged by. */
export interface Evidence {
  readonly events: number;
  readonly bad: number;
  /** By limit in milliseconds; a request that was never held against one is in neither count. */
  readonly limits: ReadonlyMap<number, LimitCount>;
  /** Good answers, and time-outs at their value. */
  readonly response: Sketch;
  /** All other failures, as far as their time was kept. */
  readonly failures: Sketch;
}

const noEvidence: Evidence = {
  events: 0,
  bad: 0,
  limits: new Map(),
  response: emptySketch,
  failures: emptySketch,
};

/** Any grouping and order of streams comes to the same. */
export const evidenceOf = (streams: readonly StreamTally[]): Evidence =>
  mergeEvidence(streams.map(evidenceOfOne));

export const mergeEvidence = (parts: readonly Evidence[]): Evidence =>
  parts.reduce(addUp, noEvidence);

const evidenceOfOne = ({ events, good, within, response, failures }: StreamTally): Evidence => ({
  events,
  bad: events - good,
  limits: new Map(
    within.map(({ limitMs, count }) => [limitMs, { within: count, beyond: events - count }]),
  ),
  response,
  failures,
});

function addUp(a: Evidence, b: Evidence): Evidence {
  const limits = new Map(a.limits);
  for (const [limitMs, { within, beyond }] of b.limits) {
    const other = limits.get(limitMs);
    limits.set(limitMs, {
      within: within + (other?.within ?? 0),
      beyond: beyond + (other?.beyond ?? 0),
    });
  }
  return {
    events: a.events + b.events,
    bad: a.bad + b.bad,
    limits,
    response: mergeSketches(a.response, b.response),
    failures: mergeSketches(a.failures, b.failures),
  };
}

export const goodOf = ({ events, bad }: Evidence): number => events - bad;

/** Failures that are among the responses, at the time-out's value. */
export const timedOut = (evidence: Evidence): number =>
  Math.max(0, evidence.response.count - goodOf(evidence));
