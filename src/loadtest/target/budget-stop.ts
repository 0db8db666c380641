import { roundedPercent } from "../../core/format/index.ts";
import type { Budgets } from "./read-budgets.ts";

/** When customers' error budget forbids to load the system that they use. */
export interface BudgetRule {
  /** Share of a period's budget: who has spent more is not loaded at all. */
  readonly mostSpent: number;
  /** Share of a period's budget that may go while the run lasts, whoever spent it. */
  readonly mostBurnt: number;
  /** How long the budgets may stay out of sight. */
  readonly mostUnseenMs: number;
}

const budgetRule: BudgetRule = { mostSpent: 0.9, mostBurnt: 0.01, mostUnseenMs: 60_000 };

/** Budgets as they were seen at a moment. */
export interface BudgetsSeen {
  readonly atMs: number;
  readonly budgets: Budgets;
}

/**
 * Why a run must not begin or must end now, as a sentence; null: nothing forbids it.
 * `first` was seen before the run began, `last` most recently.
 */
export function budgetStop(
  { first, last }: { readonly first: BudgetsSeen; readonly last: BudgetsSeen },
  nowMs: number,
  rule: BudgetRule = budgetRule,
): string | null {
  if (nowMs - last.atMs > rule.mostUnseenMs)
    return `Customers' error budget has been out of sight for ${Math.round((nowMs - last.atMs) / 1000)} s.`;
  for (const [objective, spent] of last.budgets) {
    if (spent > rule.mostSpent)
      return `${roundedPercent(spent, 1)} of the error budget of ${objective} is spent; above ${roundedPercent(rule.mostSpent, 1)} nothing is loaded.`;
    const burnt = spent - (first.budgets.get(objective) ?? 0);
    if (burnt > rule.mostBurnt)
      return `Since the run began ${roundedPercent(burnt, 1)} of the error budget of ${objective} went; ${roundedPercent(rule.mostBurnt, 1)} may.`;
  }
  return null;
}
