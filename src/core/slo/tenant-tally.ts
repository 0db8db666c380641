import type { SlotBlock } from "../measurement/index.ts";
import type { Calendar, CalendarDay } from "./calendar.ts";
import type { Checks } from "./checks.ts";
import { type DamageFile, forgetMinutes } from "./damage.ts";
import type { BlocksByDay } from "./day-file.ts";
import { isFrameLoad, isRequest } from "./evidence.ts";
import { emptyFigures, type Figures, type Reckoning } from "./reckoning.ts";
import { releaseTrack } from "./release-track.ts";
import { type Requests, requestReader } from "./requests.ts";
import { takeFigures } from "./take-figures.ts";
import { emptyTally, type Tally, tallyDay } from "./tally.ts";

/** One scope's minutes and figures, counted and ready for its statement. */
export interface ScopeTally {
  readonly calendar: Calendar;
  readonly tally: Tally;
  readonly figures: Figures;
  /** Whether anything of its own counts. */
  readonly isMeasured: boolean;
}

/** Counts one tenant after the other; `onRequests` is shown each day's requests as they are read. */
export function tenantTallier(
  reckoning: Reckoning,
  checks: Checks,
  damage: DamageFile,
  onRequests: (at: number, requests: Requests, open: Uint8Array) => void = () => {},
) {
  const read = requestReader();
  return function tallyTenant(
    tenant: string,
    blocks: BlocksByDay,
    calendar = reckoning.calendar,
  ): ScopeTally {
    const tally = emptyTally();
    const figures = emptyFigures(reckoning);
    const spansOf = releaseTrack(blocks);
    let isMeasured = false;
    calendar.days.forEach((day, at) => {
      const ofDay = blocks.get(day.day) ?? [];
      const requests = read(ofDay);
      const checked = checks.seen(day, spansOf(day.day));
      tallyDay(tally, at, day, checked, requests, reckoning.downWhenFailing);
      const isLost = damage.hasLostRequests(day.day, tenant);
      if (isLost) forgetMinutes(tally, at);
      takeFigures(figures, at, day, ofDay, requests.seenByEdge);
      onRequests(at, requests, day.open);
      isMeasured ||= isLost && day.open.includes(1);
      isMeasured ||= ofDay.some((block) => countsIn(block, day));
    });
    return { calendar, tally, figures, isMeasured };
  };
}

const countsIn = ({ stream, minutes, events }: SlotBlock, { open }: CalendarDay): boolean =>
  (isRequest(stream) || isFrameLoad(stream)) &&
  minutes.some((minute, at) => open[minute] === 1 && events[at]! > 0);
