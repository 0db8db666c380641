import type { Stream } from "../measurement/index.ts";
import type { Day } from "../time/index.ts";
import type { Calendar } from "./calendar.ts";
import { isCheck, isFrameLoad, isRequest } from "./evidence.ts";
import { DOWN, UNKNOWN, UP } from "./minute-state.ts";
import type { DamagedDay } from "./statement.ts";
import type { Tally } from "./tally.ts";

/** Streams of which a day was measured and cannot be read any more. */
export interface DamageIndex {
  add(damaged: { readonly stream: Stream; readonly day: Day }): void;
  on(day: Day): readonly Stream[];
  /** Those of a day whose requests, of one tenant or (null) of all, decide minutes. */
  hasLostRequests(day: Day, tenant: string | null): boolean;
  tenants(): ReadonlySet<string>;
  /** What of it the account of a scope lacks, by day. */
  of(tenant: string | null, calendar: Calendar): readonly DamagedDay[];
}

export function damageIndex(): DamageIndex {
  const byDay = new Map<Day, Stream[]>();
  const on = (day: Day): readonly Stream[] => byDay.get(day) ?? [];
  const isOf = (tenant: string | null) => (stream: Stream) =>
    tenant === null || stream.tenant === tenant;
  return {
    add({ stream, day }) {
      byDay.set(day, [...on(day), stream]);
    },
    on,
    hasLostRequests: (day, tenant) => on(day).filter(isOf(tenant)).some(isRequest),
    tenants: () => new Set([...byDay.values()].flat().map(({ tenant }) => tenant)),
    of: (tenant, { days }) =>
      days.flatMap(({ day, name, open }) => {
        const concerned = on(day).filter(
          (stream) => isCheck(stream) || (isOf(tenant)(stream) && isEvidence(stream)),
        );
        const isCounted = concerned.length > 0 && open.includes(1);
        const indicators = [...new Set(concerned.map(({ indicator }) => indicator))].sort();
        return isCounted ? [{ day: name, indicators }] : [];
      }),
  };
}

const isEvidence = (stream: Stream): boolean => isRequest(stream) || isFrameLoad(stream);

/** Of a day whose requests cannot be read no minute is known: those that can be read may be the good ones. */
export function forgetMinutes({ minutes, disputed }: Tally, at: number): void {
  delete disputed[at];
  const counts = [...minutes[at]!];
  counts[UNKNOWN]! += counts[DOWN]! + counts[UP]!;
  counts[DOWN] = 0;
  counts[UP] = 0;
  minutes[at] = counts;
}
