import { DOWN, EXCLUDED, reaches, UNKNOWN, UP } from "./minute-state.ts";
import type { Budget, UptimeAccount, Verdict } from "./statement.ts";

/** How many minutes of one scope were in each state; by MinuteState. */
export type MinuteCounts = readonly number[];

/**
 * Formula tenant-minutes/3: uptime = 1 − down ÷ (all − excluded − unknown). Every figure is null
 * while no minute was seen, so that nothing reads 100 % over no evidence.
 */
export function uptimeOf(counts: MinuteCounts, disputed?: MinuteCounts): UptimeAccount {
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
    formula: "tenant-minutes/3",
    ...(disputed && withoutDisputed(counts, disputed)),
  };
}

/** What is disputed counts as measured; beside it stands the figure that there would be without it. */
function withoutDisputed(
  counts: MinuteCounts,
  disputed: MinuteCounts,
): Pick<UptimeAccount, "disputed"> {
  const minutes = disputed[DOWN]! + disputed[UP]!;
  if (minutes === 0) return {};
  const seen = counts[DOWN]! + counts[UP]! - minutes;
  const share = seen === 0 ? null : (counts[UP]! - disputed[UP]!) / seen;
  return { disputed: { minutes, down: disputed[DOWN]!, share } };
}

/** So many minutes must have been up: no uptime is proven by fewer than one bad one would break. */
export const minutesToProve = (target: number): number =>
  // 1 ÷ (1 − 0.999) floats just above 1,000.
  Math.ceil(1 / (1 - target) - 1e-6);

/**
 * `met` when what has passed keeps the promise even were every unknown minute down; `missed` when
 * the period does not even were all that is unknown and all that lies `ahead` up, and by more than a
 * single minute. So a miss stays one; what is met while the period runs is met so far.
 */
export function uptimeVerdict(account: UptimeAccount, target: number, ahead: number): Verdict {
  const { worst, up, down } = account;
  if (worst !== null && up >= minutesToProve(target) && reaches(worst, target)) return "met";
  const mostPossible = 1 - down / minutesOf(account, ahead);
  return down > 1 && !reaches(mostPossible, target) ? "missed" : "insufficient";
}

/** How many minutes in a row must be up before the verdict is `met`; null where too few are left. */
export function minutesNeeded(
  { up, down, unknown }: UptimeAccount,
  target: number,
  ahead: number,
): number | null {
  const toProve = minutesToProve(target) - up;
  const toOutweigh = Math.ceil((target * (up + down + unknown) - up) / (1 - target) - 1e-6);
  const needed = Math.max(1, toProve, toOutweigh);
  return needed > ahead ? null : needed;
}

/** The minutes that may be down over the whole period; `ahead` are those still to come. */
export function uptimeBudget(account: UptimeAccount, target: number, ahead: number): Budget {
  const allowed = (1 - target) * minutesOf(account, ahead);
  return budgetOf("minutes", allowed, account.down, account.unknown);
}

const minutesOf = ({ all, excluded }: UptimeAccount, ahead: number): number =>
  all - excluded + ahead;

/**
 * An allowance of nothing is overspent by the first failure: by the largest number JSON can say.
 * `open`: minutes or events of which nobody knows whether they are to be counted as spent.
 */
export function budgetOf(
  unit: Budget["unit"],
  allowance: number,
  spent: number,
  open: number,
): Budget {
  // Six decimals: 43.2 minutes, not 43.20000000000004.
  const allowed = Number(allowance.toFixed(6));
  const shareOf = (n: number) => (n === 0 ? 0 : allowed > 0 ? n / allowed : Number.MAX_VALUE);
  return { unit, allowed, spent, open, share: shareOf(spent), mostShare: shareOf(spent + open) };
}
