import type { Entry } from "../core/ledger/index.ts";
import { MINUTE_MS, type Minute } from "../core/time/index.ts";

export interface DoneEntry {
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
}

/** A command as it was asked for, and what was answered in the end. */
export interface Asked {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly key: string;
  /** null: refused. */
  readonly entries: readonly DoneEntry[] | null;
}

/** All of one window, as the ledger tells it. */
interface Told {
  readonly announced: Entry;
  readonly rest: readonly Entry[];
}

const text = (entry: Entry, field: string) => String(entry.data[field]);
const ms = (entry: Entry, field: string) => Date.parse(text(entry, field));

/**
 * Everything in a ledger that is not what people were told, or that happened twice. It knows nothing
 * of how Plimsoll reads entries.
 * @param settledMs what was due before has been done
 * @param unanswered how many commands nobody has been answered, which may have been done
 */
export function maintenanceFaults(
  entries: readonly Entry[],
  asked: readonly Asked[],
  settledMs: number,
  unanswered = 0,
): readonly string[] {
  const faults: string[] = [];
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const acknowledged = new Set<number>();
  for (const { key, entries: answered } of asked)
    for (const { seq, type, subject } of answered ?? []) {
      const kept = bySeq.get(seq);
      if (kept?.type !== type || kept.subject !== subject)
        faults.push(`lost: ${key} was told ${seq} ${type} ${subject}`);
      if (acknowledged.has(seq)) faults.push(`two commands were told of entry ${seq}`);
      acknowledged.add(seq);
    }
  const untold = entries.filter(({ by, seq }) => by === "local" && !acknowledged.has(seq));
  // Two of one command have one cause.
  if (new Set(untold.map(({ cause }) => cause)).size > unanswered)
    for (const { seq, type, subject } of untold)
      faults.push(`nobody was told of entry ${seq} ${type} ${subject}`);
  const causes = Map.groupBy(
    entries.filter(({ cause }) => cause !== undefined),
    ({ addon, cause, type, subject }) => `${addon} ${cause} ${type} ${subject}`,
  );
  for (const [cause, led] of causes) if (led.length > 1) faults.push(`twice: ${cause}`);
  for (const told of windowsOf(entries).values()) faults.push(...windowFaults(told, settledMs));
  faults.push(...overlaps(entries));
  return faults;
}

function windowsOf(entries: readonly Entry[]): ReadonlyMap<string, Told> {
  const windows = Map.groupBy(
    entries.filter(({ type }) => type.startsWith("window.")),
    ({ addon, subject }) => `${addon} ${subject}`,
  );
  return new Map(
    [...windows].map(([key, [announced, ...rest]]) => [key, { announced: announced!, rest }]),
  );
}

function windowFaults({ announced, rest }: Told, settledMs: number): readonly string[] {
  const of = `${announced.addon} ${announced.subject}`;
  const faults: string[] = [];
  if (announced.type !== "window.announced") faults.push(`${of} was never announced`);
  const times = (type: string, by: string) =>
    rest.filter(
      (one) => one.type === `window.${type}` && (one.by === "plimsoll") === (by === "job"),
    ).length;
  for (const type of ["announced", "overran"] as const)
    if (times(type, "job") + times(type, "person") > 1) faults.push(`${of} ${type} more than once`);
  for (const by of ["job", "person"])
    if (times("started", by) > 1) faults.push(`${of} was started twice by a ${by}`);
  const ends = rest.filter(({ type }) => type === "window.ended" || type === "window.cancelled");
  if (ends.length > 1) faults.push(`${of} ended ${ends.length} times`);
  const last = rest.at(-1);
  if (ends.length === 1 && last !== ends[0]) faults.push(`${of} went on after its end`);
  const isAttended = rest.some(({ data }) => data.attended === true);
  const endMs = ms(announced, "endAt");
  if (ends.length === 0 && endMs < settledMs && !isAttended) faults.push(`${of} never ended`);
  if (isAttended && ends.length === 0 && endMs < settledMs && times("overran", "job") !== 1)
    faults.push(`${of} overran, and nobody noted it`);
  for (const end of ends)
    if (end.by === "plimsoll" && text(end, "at") !== text(announced, "endAt"))
      faults.push(`${of} ended by itself at ${text(end, "at")}`);
  return faults;
}

/** What of an add-on's time was announced, and not cancelled. */
function timesOf(entries: readonly Entry[]) {
  return [...windowsOf(entries).values()]
    .filter(({ rest }) => rest.every(({ type }) => type !== "window.cancelled"))
    .map(({ announced, rest }) => {
      const ended = rest.find(({ type }) => type === "window.ended");
      const endMs = ms(announced, "endAt");
      return {
        addon: announced.addon,
        seq: announced.seq,
        announcedMs: Date.parse(announced.at),
        startMs: ms(announced, "startAt"),
        endMs: ended === undefined ? endMs : Math.min(endMs, ms(ended, "at")),
      };
    });
}

function overlaps(entries: readonly Entry[]): readonly string[] {
  const faults: string[] = [];
  for (const [addon, times] of Map.groupBy(timesOf(entries), (one) => one.addon)) {
    // One that was begun and ended ahead of its time takes none.
    const inOrder = times
      .filter(({ startMs, endMs }) => startMs < endMs)
      .toSorted((a, b) => a.startMs - b.startMs);
    for (const [at, one] of inOrder.slice(1).entries())
      if (one.startMs < inOrder[at]!.endMs)
        faults.push(`${addon}: entries ${inOrder[at]!.seq} and ${one.seq} overlap`);
  }
  return faults;
}

/** Whole minutes of [fromMs, toMs) that lie in windows which were announced in time, found one by one. */
export function excludedMinutes(
  entries: readonly Entry[],
  addon: string,
  noticeMs: number,
  [fromMs, toMs]: readonly [number, number],
): ReadonlySet<Minute> {
  const inTime = timesOf(entries).filter(
    (one) => one.addon === addon && one.startMs - one.announcedMs >= noticeMs,
  );
  const minutes = new Set<Minute>();
  for (let at = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS; at + MINUTE_MS <= toMs; at += MINUTE_MS)
    if (inTime.some(({ startMs, endMs }) => startMs <= at && at + MINUTE_MS <= endMs))
      minutes.add(at / MINUTE_MS);
  return minutes;
}
