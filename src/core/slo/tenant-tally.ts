import type { SlotBlock } from "../measurement/index.ts";
import {
  type AccountContext,
  emptyTotalsByIndicator,
  type TotalsByIndicator,
} from "./account-context.ts";
import { addDay } from "./add-day.ts";
import type { BlocksByDay } from "./block-index.ts";
import type { Calendar, CalendarDay } from "./calendar.ts";
import type { Checks } from "./checks.ts";
import { type DamageIndex, forgetMinutes } from "./damage.ts";
import { isFrameLoad, isRequest } from "./evidence.ts";
import { releaseTimeline } from "./release-timeline.ts";
import { type Requests, requestReader } from "./requests.ts";
import { emptyTally, type Tally, tallyDay } from "./tally.ts";

/** One scope's minutes and totals, counted and ready for its statement. */
export interface ScopeTally {
  readonly calendar: Calendar;
  readonly tally: Tally;
  readonly totals: TotalsByIndicator;
  /** Whether anything of its own counts. */
  readonly isMeasured: boolean;
}

/** Counts one tenant after the other; `onRequests` is shown each day's requests as they are read. */
export function tenantTallier(
  context: AccountContext,
  checks: Checks,
  damage: DamageIndex,
  onRequests: (at: number, requests: Requests, open: Uint8Array) => void = () => {},
) {
  const read = requestReader();
  return function tallyTenant(
    tenant: string,
    blocks: BlocksByDay,
    calendar = context.calendar,
  ): ScopeTally {
    const tally = emptyTally();
    const totals = emptyTotalsByIndicator(context);
    const spansOf = releaseTimeline(blocks);
    let isMeasured = false;
    calendar.days.forEach((day, at) => {
      const ofDay = blocks.get(day.day) ?? [];
      const requests = read(ofDay);
      const checked = checks.seen(day, spansOf(day.day));
      tallyDay(tally, at, day, checked, requests, context.downWhenFailing);
      const isLost = damage.hasLostRequests(day.day, tenant);
      if (isLost) forgetMinutes(tally, at);
      addDay(totals, at, day, ofDay, requests.seenByEdge);
      onRequests(at, requests, day.open);
      isMeasured ||= isLost && day.open.includes(1);
      isMeasured ||= ofDay.some((block) => countsIn(block, day));
    });
    return { calendar, tally, totals, isMeasured };
  };
}

const countsIn = ({ stream, minutes, events }: SlotBlock, { open }: CalendarDay): boolean =>
  (isRequest(stream) || isFrameLoad(stream)) &&
  minutes.some((minute, at) => open[minute] === 1 && events[at]! > 0);
