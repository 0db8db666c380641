import { type AccountContext, emptyTotalsByIndicator } from "./account-context.ts";
import { addDay } from "./add-day.ts";
import type { BlocksByDay } from "./block-index.ts";
import type { Checks } from "./checks.ts";
import { type DamageIndex, forgetMinutes } from "./damage.ts";
import { addTotals } from "./indicator-totals.ts";
import { anyRelease } from "./release-timeline.ts";
import type { RequestSums } from "./request-sums.ts";
import { requestReader } from "./requests.ts";
import { emptyTally, tallyDay } from "./tally.ts";
import type { ScopeTally } from "./tenant-tally.ts";

/**
 * The add-on as a whole: the tenants' requests, and those that name no tenant. Of the latter the
 * agent's count only in minutes in which the edge saw nobody, since the edge may have seen the
 * same requests under their tenants' names.
 */
export function wholeTallier(
  context: AccountContext,
  checks: Checks,
  damage: DamageIndex,
  sums: RequestSums,
) {
  const { calendar, downWhenFailing } = context;
  const tally = emptyTally();
  const totals = emptyTotalsByIndicator(context);
  const read = requestReader();
  return {
    addTenant(tenant: ScopeTally): void {
      for (const [indicator, own] of tenant.totals) addTotals(totals.get(indicator)!, own);
    },
    /** Last: when the edge has been seen for every tenant. */
    finish(nobodys: BlocksByDay): ScopeTally {
      calendar.days.forEach((day, at) => {
        const ofDay = nobodys.get(day.day) ?? [];
        const unnamed = read(ofDay, sums.dayAt(at).seenByEdge);
        addDay(totals, at, day, ofDay, unnamed.seenByEdge);
        sums.add(at, unnamed, day.open);
        const checked = checks.seen(day, anyRelease);
        tallyDay(tally, at, day, checked, sums.dayAt(at), downWhenFailing);
        if (damage.hasLostRequests(day.day, null)) forgetMinutes(tally, at);
      });
      return { calendar, tally, totals, isMeasured: true };
    },
  };
}
