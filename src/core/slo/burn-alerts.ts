import { type BurnRule, burnRules } from "./burn-rules.ts";
import type { StatementPeriod } from "./period.ts";

/** Events (or, for uptime, known minutes) of a window that ends now, and how many failed. */
export interface WindowCounts {
  readonly events: number;
  readonly bad: number;
}

export interface BurnAlert {
  readonly rule: BurnRule;
  readonly isFiring: boolean;
  /** Burn rates; null where the window holds no event. */
  readonly longRate: number | null;
  readonly shortRate: number | null;
  /** Failures in the long window. */
  readonly failures: number;
  /** False: even were everything to fail, the target is too low for this rule ever to fire. */
  readonly canFire: boolean;
}

/** Fewer failures than this wake nobody, whatever the rate: one of one at night is no trend. */
const MINIMUM_FAILURES = 3;

/** How many times faster than allowed the budget goes; null where nothing happened. */
export function burnRate({ events, bad }: WindowCounts, target: number): number | null {
  if (events === 0) return null;
  return bad === 0 ? 0 : bad / events / (1 - target);
}

/**
 * Multi-window, multi-burn-rate alerts for one objective. `counts` tells what the last so many
 * minutes held, excluded minutes left out.
 */
export function burnAlerts(
  counts: (windowMinutes: number) => WindowCounts,
  objective: { readonly target: number; readonly minimumFailures?: number },
  period: StatementPeriod,
): readonly BurnAlert[] {
  const { target, minimumFailures = MINIMUM_FAILURES } = objective;
  return burnRules(period).map((rule) => {
    const long = counts(rule.longMinutes);
    const longRate = burnRate(long, target);
    const shortRate = burnRate(counts(rule.shortMinutes), target);
    const exceeds = (rate: number | null) => rate !== null && rate > rule.factor;
    return {
      rule,
      isFiring: exceeds(longRate) && exceeds(shortRate) && long.bad >= minimumFailures,
      longRate,
      shortRate,
      failures: long.bad,
      canFire: rule.factor * (1 - target) < 1,
    };
  });
}
