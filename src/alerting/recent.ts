import type { Contract, Objective, ProbeHistory } from "../core/contract/index.ts";
import { objectives } from "../core/contract/index.ts";
import type { SlotBlock } from "../core/measurement/index.ts";
import {
  type DayTallies,
  type DayTally,
  dayTallies,
  type MinuteRange,
  type WindowCounts,
} from "../core/slo/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import { type Day, dayOf, MINUTES_PER_DAY, type Minute, minuteOf } from "../core/time/index.ts";

/** What an add-on as a whole did in the last days, by minute. */
export interface Recent {
  readonly objectives: readonly Objective[];
  /** What the last so many whole minutes held of an objective. */
  counts(objectiveId: string, minutes: number): WindowCounts;
  /** Of all requests: the last so many minutes, the one under way among them. */
  requests(minutes: number): WindowCounts;
  /** In how many of the minutes from `from` to `to` (not included) before now anything came. */
  busyMinutes(of: "requests" | "checks", fromAgo: number, toAgo: number): number;
}

/** The longest window of a burn rate. */
const DAYS_BACK = 3;
/** Measurements of days before that come late are looked for so seldom. */
const LATE_MINUTES = 10;

interface ReadDay {
  readonly tallies: DayTallies;
  readonly excluded: string;
  readonly contract: Contract;
  readonly readAt: Minute;
}

/**
 * Reads what is needed to decide: of today all that there is, of the days before what was read once,
 * until their exclusions are others. Only a handful of streams for each day, however many tenants there are.
 */
export function recentReader({ slots }: { readonly slots: Pick<SlotStore, "blocks"> }) {
  const days = new Map<Day, ReadDay>();

  return async (
    contract: Contract,
    probes: ProbeHistory,
    excluded: readonly MinuteRange[],
    nowMs: number,
  ): Promise<Recent> => {
    const now = minuteOf(nowMs);
    const today = dayOf(now);
    const promised = objectives(contract);
    const signature = JSON.stringify(excluded);
    for (const day of days.keys()) if (day < today - DAYS_BACK || day > today) days.delete(day);
    for (let day = today - DAYS_BACK; day <= today; day++) {
      const known = days.get(day);
      const isNew = day === today || known === undefined || now - known.readAt >= LATE_MINUTES;
      if (known?.contract === contract && known.excluded === signature && !isNew) continue;
      const blocks = await blocksOf(slots, contract.addon.key, day);
      const tallies = dayTallies(blocks, day, { objectives: promised, probes, excluded });
      days.set(day, { tallies, excluded: signature, contract, readAt: now });
    }
    return recentOf(promised, now, (day) => days.get(day)?.tallies ?? null);
  };
}

async function blocksOf(
  slots: Pick<SlotStore, "blocks">,
  addon: string,
  day: Day,
): Promise<readonly SlotBlock[]> {
  const found: SlotBlock[] = [];
  // What cannot be read is told of where figures are computed.
  const query = { addon, tenant: "", from: day, to: day, onDamage: () => {} };
  for await (const blocks of slots.blocks(query)) found.push(...blocks);
  return found;
}

/** @param talliesOf what is known of a day; null: nothing */
export function recentOf(
  promised: readonly Objective[],
  now: Minute,
  talliesOf: (day: Day) => DayTallies | null,
): Recent {
  function sum(pick: (tallies: DayTallies) => DayTally | undefined, from: Minute, to: Minute) {
    let [events, bad, busy] = [0, 0, 0];
    for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
      const tallies = talliesOf(day);
      const tally = tallies === null ? undefined : pick(tallies);
      if (tally === undefined) continue;
      const sums = sumsUpTo(tally);
      const first = Math.max(0, from - day * MINUTES_PER_DAY);
      const end = Math.min(MINUTES_PER_DAY, to - day * MINUTES_PER_DAY);
      events += sums.events[end]! - sums.events[first]!;
      bad += sums.bad[end]! - sums.bad[first]!;
      busy += sums.busy[end]! - sums.busy[first]!;
    }
    return { events, bad, busy };
  }

  return {
    objectives: promised,
    counts(id, minutes) {
      const { events, bad } = sum((one) => one.objectives.get(id), now - minutes, now);
      return { events, bad };
    },
    requests(minutes) {
      const { events, bad } = sum((one) => one.requests, now - minutes + 1, now + 1);
      return { events, bad };
    },
    busyMinutes: (of, fromAgo, toAgo) => sum((one) => one[of], now - fromAgo, now - toAgo).busy,
  };
}

/** Of each minute what the minutes before it held together, so that a window costs the same however long it is. */
interface SumsUpTo extends DayTally {
  readonly busy: Float64Array;
}
const known = new WeakMap<DayTally, SumsUpTo>();

function sumsUpTo(tally: DayTally): SumsUpTo {
  const before = known.get(tally);
  if (before !== undefined) return before;
  const empty = () => new Float64Array(MINUTES_PER_DAY + 1);
  const sums = { events: empty(), bad: empty(), busy: empty() };
  for (let minute = 0; minute < MINUTES_PER_DAY; minute++) {
    const [events, bad] = [tally.events[minute]!, tally.bad[minute]!];
    sums.events[minute + 1] = sums.events[minute]! + events;
    sums.bad[minute + 1] = sums.bad[minute]! + bad;
    sums.busy[minute + 1] = sums.busy[minute]! + (events > 0 ? 1 : 0);
  }
  known.set(tally, sums);
  return sums;
}
