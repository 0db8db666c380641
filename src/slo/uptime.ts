import { DOWN, EXCLUDED, reaches, UNKNOWN, UP } from "./minute-state.ts";
import type { Budget, UptimeAccount, Verdict } from "./statement.ts";

/** How many minutes of one scope were in each state; by MinuteState. */
export type MinuteCounts = readonly number[];

/**
 * Formula tenant-minutes/1: uptime = 1 − down ÷ (all − excluded − unknown). Every figure is null
 * while no minute was seen, so that nothing reads 100 % over no evidence.
 */
export function uptimeOf(counts: MinuteCounts): UptimeAccount {
  const [excluded, unknown] = [counts[EXCLUDED]!, counts[UNKNOWN]!];
  const [down, up] = [counts[DOWN]!, counts[UP]!];
  const seen = down + up;
  const share = (good: number, of: number) => (seen === 0 ? null : good / of);
  return {
    all: seen + excluded + unknown,
    excluded,
    down,
    up,
    unknown,
    share: share(up, seen),
    worst: share(up, seen + unknown),
    best: share(up + unknown, seen + unknown),
    windowsAsDown: share(up, seen + excluded),
    windowsAsUp: share(up + excluded, seen + excluded),
    formula: "tenant-minutes/1",
  };
}

/** Needs no threshold for gaps: it must hold whatever the unknown minutes were. */
export function uptimeVerdict({ worst, best }: UptimeAccount, target: number): Verdict {
  if (worst === null || best === null) return "insufficient";
  if (reaches(worst, target)) return "met";
  return reaches(best, target) ? "insufficient" : "missed";
}

/** The minutes that may be down over the whole period; `ahead` are those still to come. */
export function uptimeBudget(account: UptimeAccount, target: number, ahead: number): Budget {
  const allowed = (1 - target) * (account.all - account.excluded + ahead);
  return budgetOf("minutes", allowed, account.down);
}

/** An allowance of nothing is overspent by the first failure: by the largest number JSON can say. */
export function budgetOf(unit: Budget["unit"], allowance: number, spent: number): Budget {
  // Six decimals: 43.2 minutes, not 43.20000000000004.
  const allowed = Number(allowance.toFixed(6));
  const share = allowed > 0 ? spent / allowed : Number.MAX_VALUE;
  return { unit, allowed, spent, share: spent === 0 ? 0 : share };
}
