import { MINUTE_MS } from "../time/index.ts";
import type { StatementPeriod } from "./period.ts";

type AlertSeverity = "page" | "ticket";

/** One rule of a multi-window burn-rate alert: it fires while both windows burn faster than `factor`. */
export interface BurnRule {
  readonly severity: AlertSeverity;
  readonly longMinutes: number;
  /** A twelfth of the long one: the alert ends soon after the trouble does. */
  readonly shortMinutes: number;
  /** Share of the period's budget that is gone when the long window has burnt at `factor`. */
  readonly budgetShare: number;
  /** Burn rate 1 spends the budget exactly by the end of the period. */
  readonly factor: number;
}

/**
 * Windows and shares: Google, "The Site Reliability Workbook", chapter 5, table 5-8, with the
 * 1 d / 2 h row that Sloth and the book's sample rules add.
 */
const TABLE = [
  { severity: "page", longMinutes: 60, shortMinutes: 5, budgetShare: 0.02 },
  { severity: "page", longMinutes: 6 * 60, shortMinutes: 30, budgetShare: 0.05 },
  { severity: "ticket", longMinutes: 24 * 60, shortMinutes: 2 * 60, budgetShare: 0.1 },
  { severity: "ticket", longMinutes: 3 * 24 * 60, shortMinutes: 6 * 60, budgetShare: 0.1 },
] as const;

/** The rules for a period: 14.4, 6, 3 and 1 for 30 days, in proportion for any other length. */
export function burnRules({ fromMs, toMs }: StatementPeriod): readonly BurnRule[] {
  const periodMinutes = (toMs - fromMs) / MINUTE_MS;
  return TABLE.map((row) => ({
    ...row,
    factor: (row.budgetShare * periodMinutes) / row.longMinutes,
  }));
}
