import type { Entry } from "../core/ledger/index.ts";
import type { Store } from "../core/store/index.ts";
import { HOUR_MS, isoTime, MINUTE_MS } from "../core/time/index.ts";
import { maintenanceFaults } from "./maintenance-account.ts";
import type { people } from "./people.ts";
import type { Trace } from "./trace.ts";

/** In 2027 clocks in Paris go forward by an hour at this moment; until the end of October no other is set. */
const CLOCKS_CHANGE_MS = Date.UTC(2027, 2, 28, 1);
/** Of a job that nothing goes wrong with. */
const MOST_LATE_MS = 10 * MINUTE_MS;

export interface MaintenanceWorld {
  /** As it truly is, whatever processes are told of it. */
  readonly ledger: Store["ledger"];
  readonly people: ReturnType<typeof people>;
  readonly nowMs: number;
  readonly hasSettled: boolean;
  readonly trace: Trace;
}

/** Commands and jobs of maintenance: nothing lost, nothing done twice, series at their local time. */
export async function wrongMaintenance(world: MaintenanceWorld): Promise<string[]> {
  const { ledger, people, nowMs, hasSettled, trace } = world;
  const entries = (await Array.fromAsync(ledger.read())).flat();
  const settledMs = hasSettled ? nowMs - MOST_LATE_MS : Number.NEGATIVE_INFINITY;
  const { asked, faults, unanswered } = people;
  for (const { type, by, data } of entries) {
    if (type === "window.ended" && by === "plimsoll")
      trace.sometimes("maintenance ended by itself");
    if (type === "window.overran") trace.sometimes("maintenance overran");
    if (type !== "window.announced" || data.series === null) continue;
    trace.sometimes("maintenance of a series was announced ahead");
    const [fromMs, toMs] = [Date.parse(String(data.startAt)), Date.parse(String(data.endAt))];
    if (fromMs <= CLOCKS_CHANGE_MS && toMs > CLOCKS_CHANGE_MS)
      trace.sometimes("maintenance lay over a change of clocks");
  }
  const unread = hasSettled && unanswered > 0 ? [`${unanswered} commands were never answered`] : [];
  return [
    ...faults,
    ...unread,
    ...maintenanceFaults(entries, asked, settledMs, unanswered),
    ...wrongSeries(entries),
  ];
}

/** Each window of a series is an hour that begins at the local time that was asked for, and no two are the same. */
function wrongSeries(entries: readonly Entry[]): readonly string[] {
  const every = new Map(
    entries
      .filter(({ type }) => type === "series.announced")
      .map(({ data }) => [String(data.id), String(data.every)]),
  );
  const seen = new Set<string>();
  return entries.flatMap(({ type, data }) => {
    if (type !== "window.announced" || data.series === null) return [];
    const [day, hour, minute] = /^(\w+) (\d+):(\d+)/
      .exec(every.get(String(data.series)) ?? "")!
      .slice(1);
    const startMs = Date.parse(String(data.startAt));
    const midnightMs = Date.parse(`${isoTime(startMs + HOUR_MS).slice(0, 10)}T00:00:00Z`);
    const localMs = midnightMs + (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
    // An hour that is skipped is counted as before the change.
    const winterMs = localMs - HOUR_MS;
    const isSummer = winterMs >= CLOCKS_CHANGE_MS + HOUR_MS || midnightMs > CLOCKS_CHANGE_MS;
    const rightMs = isSummer ? localMs - 2 * HOUR_MS : winterMs;
    const found: string[] = [];
    const weekday = new Date(midnightMs).toUTCString().slice(0, 3);
    if (weekday !== day || startMs !== rightMs)
      found.push(
        `"${every.get(String(data.series))}" begins at ${data.startAt}, not ${isoTime(rightMs)}`,
      );
    if (Date.parse(String(data.endAt)) - startMs !== HOUR_MS)
      found.push(`"${every.get(String(data.series))}" from ${data.startAt} ends at ${data.endAt}`);
    const key = `${data.series} ${data.startAt}`;
    if (seen.has(key)) found.push(`twice announced: ${key}`);
    seen.add(key);
    return found;
  });
}
