import type { ObjectiveAccount, UptimeAccount } from "./statement.ts";
import { uptimeBudget, uptimeVerdict } from "./uptime.ts";

/** What a judge says of an objective; the rest is its name and where it was counted. */
export type Judgement = Omit<
  ObjectiveAccount,
  "id" | "indicator" | "promise" | "promised" | "since"
>;

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
