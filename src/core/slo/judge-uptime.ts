import type { Judgement } from "./judgement.ts";
import type { UptimeAccount } from "./statement.ts";
import { minutesNeeded, uptimeBudget, uptimeVerdict } from "./uptime.ts";

/** `ahead`: minutes of the period still to come; they belong to the budget, not to the figure. */
export function judgeUptime(
  uptime: UptimeAccount,
  target: number,
  ahead: number,
): Omit<Judgement, "events"> {
  const { share, worst, best } = uptime;
  const isSeen = share !== null && worst !== null && best !== null;
  const verdict = uptimeVerdict(uptime, target, ahead);
  return {
    measured: share,
    range: null,
    unit: "share",
    kept: isSeen ? { share, most: share, low: worst, high: best } : null,
    undecided: null,
    verdict,
    needed: verdict === "insufficient" ? minutesNeeded(uptime, target, ahead) : null,
    budget: uptimeBudget(uptime, target, ahead),
    formula: "tenant-minutes/3",
  };
}
