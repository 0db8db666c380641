import type { Objective } from "../../core/contract/index.ts";
import type { Outcome, Run } from "../model/index.ts";
import { blameOf, blameText } from "./blame.ts";
import { rigReasonsOf } from "./rig-reasons.ts";
import { isShownBy } from "./shown-by.ts";

/** Sentences, the weightiest first. */
export function reasonsOf(
  run: Run,
  objectives: readonly Objective[],
  outcomes: readonly Outcome[],
): readonly string[] {
  const blame = blameText(blameOf(run.phases));
  const isUnseen = (objective: Objective) =>
    isAboutRequests(objective) && !isShownBy(run, objective);
  return [
    ...rigReasonsOf(run),
    ...(run.interrupted ? ["The run was stopped before its time."] : []),
    ...outcomes.filter(({ verdict }) => verdict === "missed").map(missed),
    ...outcomes
      .filter(({ verdict, tenants }) => verdict === "insufficient" && tenants === null)
      .map(unsettled),
    ...(outcomes.length === 0 ? ["Nothing is promised that these requests can show."] : []),
    ...(blame === null ? [] : [blame]),
    ...objectives.filter(isUnseen).map(({ id }) => `${id}: nothing in the workload shows it.`),
  ];
}

const isAboutRequests = ({ promise: { kind } }: Objective): boolean =>
  kind !== "recovery" && kind !== "support";

const missed = (outcome: Outcome): string =>
  `${named(outcome)} is missed: promised ${outcome.promised}, over ${counted(outcome.events)}.`;

function unsettled(outcome: Outcome): string {
  const { events, needed } = outcome;
  if (events === 0) return `${named(outcome)} is not settled: nothing was measured.`;
  const more = needed === null ? "" : `; about ${needed.toLocaleString("en")} more would settle it`;
  return `${named(outcome)} is not settled by ${counted(events)}${more}.`;
}

const named = ({ objective, tenants }: Outcome): string =>
  tenants === null ? objective : `${objective} of ${classWords[tenants]}`;

const classWords = {
  largest: "the largest tenants",
  middle: "the tenants of middle size",
  small: "the small tenants",
} as const;

const counted = (events: number): string =>
  `${events.toLocaleString("en")} ${events === 1 ? "request" : "requests"}`;
