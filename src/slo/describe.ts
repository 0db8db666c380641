import { MINUTE_MS } from "../time/index.ts";
import type { Budget, ObjectiveAccount, StatementPeriod, Verdict } from "./statement.ts";

/**
 * One account as one sentence: "Kept: 99.96 % of minutes, promised 99.9 %; 26 of 43 minutes of this
 * month's budget are left." Figures are cut to their own disadvantage, never rounded into a kept promise.
 */
export function describe(account: ObjectiveAccount, period?: StatementPeriod): string {
  if (account.measured === null) return `${nothingYet(account)}; promised ${account.promised}.`;
  const said = `${opening[account.verdict]} ${figure(account)}, promised ${account.promised}`;
  return `${[said, ...rest(account, period)].join("; ")}.`;
}

const opening: Readonly<Record<Verdict, string>> = {
  met: "Kept:",
  missed: "Missed:",
  insufficient: "Not yet proven:",
};

function nothingYet({ promise, events }: ObjectiveAccount): string {
  if (promise.kind === "recovery") return "Not yet measured: no drill on record";
  if (promise.kind === "support") return "Not yet measured: no ticket on record";
  return events === 0 ? "Not yet measured" : `Not decided for any of ${counted(events, "event")}`;
}

function figure({ promise, measured, events, id, kept, verdict }: ObjectiveAccount): string {
  const value = measured!;
  switch (promise.kind) {
    case "uptime": {
      const share = percent(value, promise.target);
      if (verdict !== "insufficient" || !kept) return `${share} of minutes`;
      const [low, high] = [percent(kept.low, promise.target), percent(kept.high, promise.target)];
      return `${share} of the minutes seen, ${low} to ${high} with those unseen`;
    }
    case "share":
      return `${percent(value, promise.target)} of ${counted(events, "event")}`;
    case "quantile":
    case "average":
      return `${id} is ${milliseconds(value)} over ${counted(events, "request")}`;
    case "recovery":
      return milliseconds(value);
    case "support":
      return `${percent(value)} of ${counted(events, "ticket")}`;
  }
}

function rest({ verdict, needed, budget }: ObjectiveAccount, period?: StatementPeriod): string[] {
  if (verdict === "insufficient")
    return needed === null ? [] : [`about ${counted(needed, "more event")} would settle it`];
  return budget === null ? [] : [budgetWords(budget, period)];
}

function budgetWords({ unit, allowed, spent }: Budget, period?: StatementPeriod): string {
  const whose = unit === "minutes" && period ? `${periodWords(period)} budget` : "the budget";
  const left = Math.floor(allowed - spent);
  const one = unit === "minutes" ? "minute" : "event";
  if (spent > allowed)
    return `${whose} of ${counted(Math.floor(allowed), one)} is overspent by ${whole(Math.ceil(spent - allowed))}`;
  return `${whole(left)} of ${counted(Math.floor(allowed), one)} of ${whose} are left`;
}

const periodWords = ({ name, fromMs, toMs }: StatementPeriod): string =>
  /^\d{4}-\d\d$/.test(name)
    ? "this month's"
    : `these ${whole(Math.round((toMs - fromMs) / MINUTE_MS / 1440))} days'`;

const whole = (n: number): string => n.toLocaleString("en");
const counted = (n: number, one: string): string => `${whole(n)} ${one}${n === 1 ? "" : "s"}`;

/** Cut, with two decimals or as many as the target needs: 0.99899… is 99.89 %, 1 alone is 100 %. */
function percent(share: number, target = 0): string {
  if (share === 1) return "100 %";
  const asPromised =
    Number((target * 100).toFixed(9))
      .toString()
      .split(".")[1] ?? "";
  const decimals = Math.max(2, asPromised.length);
  const cut = Math.floor(share * 100 * 10 ** decimals + 1e-6) / 10 ** decimals;
  return `${cut.toFixed(decimals)} %`;
}

function milliseconds(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms - 1e-6)} ms`;
  return `${Math.ceil(ms / 10 - 1e-6) / 100} s`;
}
