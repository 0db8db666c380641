import type { Judgement } from "./judgement.ts";
import type { UptimeAccount } from "./statement.ts";
import { uptimeBudget, uptimeVerdict } from "./uptime.ts";

/** `ahead`: minutes of the period still to come; they belong to the budget, not to the figure. */
export function judgeUptime(
  uptime: UptimeAccount,
  target: number,
  ahead: number,
): Omit<Judgement, "events"> {
  const { share, worst, best } = uptime;
  const isSeen = share !== null && worst !== null && best !== null;
  return {
    measured: share,
    unit: "share",
    kept: isSeen ? { share, low: worst, high: best } : null,
    verdict: uptimeVerdict(uptime, target),
    needed: null,
    budget: uptimeBudget(uptime, target, ahead),
    formula: "tenant-minutes/1",
  };
}
