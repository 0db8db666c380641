import type { Checks } from "./checks.ts";
import { type DamageFile, forgetMinutes } from "./damage.ts";
import type { BlocksByDay } from "./day-file.ts";
import { addFigure } from "./figure.ts";
import { emptyFigures, type Reckoning } from "./reckoning.ts";
import { anyRelease } from "./release-track.ts";
import type { RequestSums } from "./request-sums.ts";
import { requestReader } from "./requests.ts";
import { takeFigures } from "./take-figures.ts";
import { emptyTally, tallyDay } from "./tally.ts";
import type { ScopeTally } from "./tenant-tally.ts";

/**
 * The add-on as a whole: the tenants' requests, and those that name no tenant. Of the latter the
 * agent's count only in minutes in which the edge saw nobody, since the edge may have seen the
 * same requests under their tenants' names.
 */
export function wholeTallier(
  reckoning: Reckoning,
  checks: Checks,
  damage: DamageFile,
  sums: RequestSums,
) {
  const { calendar, downWhenFailing } = reckoning;
  const tally = emptyTally();
  const figures = emptyFigures(reckoning);
  const read = requestReader();
  return {
    addTenant(tenant: ScopeTally): void {
      for (const [indicator, figure] of tenant.figures) addFigure(figures.get(indicator)!, figure);
    },
    /** Last: when the edge has been seen for every tenant. */
    finish(nobodys: BlocksByDay): ScopeTally {
      calendar.days.forEach((day, at) => {
        const ofDay = nobodys.get(day.day) ?? [];
        const unnamed = read(ofDay, sums.dayAt(at).seenByEdge);
        takeFigures(figures, at, day, ofDay, unnamed.seenByEdge);
        sums.add(at, unnamed, day.open);
        const checked = checks.seen(day, anyRelease);
        tallyDay(tally, at, day, checked, sums.dayAt(at), downWhenFailing);
        if (damage.hasLostRequests(day.day, null)) forgetMinutes(tally, at);
      });
      return { calendar, tally, figures, isMeasured: true };
    },
  };
}
