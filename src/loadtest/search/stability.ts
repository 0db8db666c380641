import { verdictOfShare, wilson } from "../../core/measurement/index.ts";
import { targetOf } from "../../core/slo/index.ts";
import {
  blameOf,
  blameText,
  type Evidence,
  evidenceOf,
  judgeRun,
  measuredTime,
  rigReasonsOf,
} from "../judging/index.ts";
import type { Outcome, Run, TestPlan } from "../model/index.ts";
import { exhaustedResources, type ResourceLimits, type Sign } from "./exhausted-resources.ts";
import { mostFailing } from "./most-failing.ts";
import { isGrowing } from "./queue-growth.ts";

/** How a system bore one load. */
export type Stability =
  /** Nothing shows that it gave way; `unjudged`: promises for which too few requests came. */
  | { readonly kind: "held"; readonly unjudged: readonly string[] }
  /** Causes before symptoms; one at least. */
  | { readonly kind: "broke"; readonly signs: readonly Sign[] }
  | { readonly kind: "insufficient"; readonly reasons: readonly string[] }
  /** The injector, not the system, was the limit. */
  | { readonly kind: "invalid"; readonly reasons: readonly string[] };

/** Share of the planned requests that must have a whole answer. */
const LEAST_ANSWERED = 0.99;

/**
 * Stability of one load: it broke when more than 1 % of the requests have no answer, when what is
 * in flight grows, or when the share of failures, or a promise about requests, is beyond its limit
 * by the near end of its 95 % interval. What cannot be told from the limit has held.
 */
export function stabilityOf(run: Run, limits: ResourceLimits): Stability {
  const { verdict, outcomes } = judgeRun(run);
  // What else is to be said of one load is not to be taken for the whole run's.
  if (verdict === "invalid") return { kind: "invalid", reasons: rigReasonsOf(run) };
  const evidence = evidenceOf(measuredTime(run).flatMap(({ streams }) => streams));
  if (run.interrupted || evidence.events === 0)
    return { kind: "insufficient", reasons: run.interrupted ? [] : [nothingEnded(run)] };
  const overAll = outcomes.filter(({ tenants }) => tenants === null);
  const symptoms = [
    ...failing(run.plan, evidence),
    ...missed(run.plan, overAll),
    ...unanswered(run),
    ...growing(run),
  ];
  if (symptoms.length === 0) return { kind: "held", unjudged: unjudged(run.plan, overAll) };
  return { kind: "broke", signs: [...exhaustedResources(run, limits), ...symptoms] };
}

const nothingEnded = ({ phases }: Run): string =>
  `At ${(phases[0]?.offered ?? 0).toLocaleString("en")} sessions a second nothing ended after the warm-up.`;

function failing({ objectives }: TestPlan, { events, bad }: Evidence): readonly Sign[] {
  if (wilson(bad, events).low <= mostFailing(objectives)) return [];
  const percent = ((bad / events) * 100).toFixed(1);
  return [{ what: "errors", says: `${percent} % of the requests failed.` }];
}

/** Uptime is left to the share of failures: one bad minute of a few requests shows no limit. */
const missed = ({ objectives }: TestPlan, outcomes: readonly Outcome[]): readonly Sign[] =>
  outcomes
    .filter(({ objective, verdict }) => verdict === "missed" && !isUptime(objectives, objective))
    .map(({ objective, promised }) => ({
      what: objective,
      says: `${objective} was missed: promised ${promised}.`,
    }));

const isUptime = (objectives: TestPlan["objectives"], objective: string): boolean =>
  objectives.some(({ id, promise }) => id === objective && promise.kind === "uptime");

function unanswered({ phases }: Run): readonly Sign[] {
  const blame = blameOf(phases);
  if (blame.answered >= LEAST_ANSWERED * blame.planned) return [];
  return [{ what: "unanswered", says: blameText(blame)! }];
}

const growing = (run: Run): readonly Sign[] =>
  isGrowing(run)
    ? [{ what: "in-flight", says: "The requests in flight grew as long as the load was held." }]
    : [];

/** Promises that so few requests could not have shown to be kept, had all of them been well. */
const unjudged = ({ objectives }: TestPlan, outcomes: readonly Outcome[]): readonly string[] =>
  objectives
    .filter(({ id, promise }) => {
      if (promise.kind !== "quantile" && promise.kind !== "share") return false;
      const events = outcomes.find(({ objective }) => objective === id)?.events ?? 0;
      return verdictOfShare(events, 0, events, targetOf(promise)).verdict !== "met";
    })
    .map(({ id }) => id);
