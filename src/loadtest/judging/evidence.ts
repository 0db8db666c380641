import type { LimitCount } from "../../measurement/index.ts";
import {
  countOf,
  type Distribution,
  emptyDistribution,
  mergeDistributions,
} from "../injection/index.ts";
import type { StreamTally } from "../run.ts";

/** What streams come to together, as a promise about their requests is judged by. */
export interface Evidence {
  readonly events: number;
  readonly bad: number;
  /** By limit in milliseconds; a request that was never held against one is in neither count. */
  readonly limits: ReadonlyMap<number, LimitCount>;
  /** Good answers, and time-outs at their value. */
  readonly response: Distribution;
}

export const noEvidence: Evidence = {
  events: 0,
  bad: 0,
  limits: new Map(),
  response: emptyDistribution,
};

/** Adds up: any grouping and order of streams comes to the same. */
export const evidenceOf = (streams: readonly StreamTally[]): Evidence =>
  streams.reduce(add, noEvidence);

function add(sum: Evidence, { events, good, within, response }: StreamTally): Evidence {
  const limits = new Map(sum.limits);
  for (const { limitMs, count } of within) {
    const before = limits.get(limitMs) ?? { within: 0, beyond: 0 };
    limits.set(limitMs, {
      within: before.within + count,
      beyond: before.beyond + events - count,
    });
  }
  return {
    events: sum.events + events,
    bad: sum.bad + events - good,
    limits,
    response: mergeDistributions(sum.response, response),
  };
}

export const goodOf = ({ events, bad }: Evidence): number => events - bad;

/** Failures that are among the responses, at the time-out's value. */
export const timedOut = (evidence: Evidence): number =>
  Math.max(0, countOf(evidence.response) - goodOf(evidence));
