import type { Family } from "../core/exposition/index.ts";
import type { ObjectiveAccount, Range, Statement, Verdict } from "../core/slo/index.ts";
import { gauge, type Reading } from "./gauge.ts";

const verdictValue: Readonly<Record<Verdict, number>> = { met: 1, missed: 0, insufficient: -1 };

/** How each promise fares so far; where a figure is a range, both of its ends. */
export function objectiveFamilies(statements: readonly Statement[]): Family[] {
  const accounts = statements.flatMap(({ addon, objectives }) =>
    objectives.map((account) => ({ labels: { addon, objective: account.id }, account })),
  );
  const each = (value: (account: ObjectiveAccount) => number | null): readonly Reading[] =>
    accounts.flatMap(({ labels, account }) => {
      const read = value(account);
      return read === null ? [] : [[labels, read] as const];
    });
  const ends = (rangeOf: (account: ObjectiveAccount) => Range | null): readonly Reading[] =>
    accounts.flatMap(({ labels, account }) => {
      const range = rangeOf(account);
      if (range === null) return [];
      return (["low", "high"] as const).map(
        (bound) => [{ ...labels, bound }, range[bound]] as const,
      );
    });
  return [
    gauge(
      "plimsoll_objective_verdict",
      "1 kept so far, 0 missed so far, -1 not yet proven or not yet promised, in the period that is running.",
      each(({ verdict }) => verdictValue[verdict]),
    ),
    gauge(
      "plimsoll_objective_events",
      "Events of the period so far that the verdict rests on.",
      each(({ events }) => events),
    ),
    gauge(
      "plimsoll_objective_kept_ratio",
      "Share that kept the promise so far: for certain, and with all that is undecided or unknown.",
      ends(keptOf),
    ),
    gauge(
      "plimsoll_objective_measured_seconds",
      "A time so far: between which ends it lies, which differ where a sender told too little.",
      ends(timeOf),
    ),
    gauge(
      "plimsoll_objective_budget_spent_ratio",
      "Share of the period's error budget that is certainly spent so far; above 1 when overspent.",
      each(({ budget }) => budget?.share ?? null),
    ),
    gauge(
      "plimsoll_objective_budget_open_ratio",
      "Share of the error budget that may be spent beside that: by what is undecided or unknown.",
      each(({ budget }) => budget && budget.mostShare - budget.share),
    ),
  ];
}

/** Of events the share and what it may be; of uptime with every unknown minute down, and up. */
function keptOf({ kept, promise }: ObjectiveAccount): Range | null {
  if (kept === null) return null;
  return promise.kind === "uptime"
    ? { low: kept.low, high: kept.high }
    : { low: kept.share, high: kept.most };
}

function timeOf({ measured, range, unit }: ObjectiveAccount): Range | null {
  if (unit !== "ms" || measured === null) return null;
  const { low, high } = range ?? { low: measured, high: measured };
  return { low: low / 1000, high: high / 1000 };
}
