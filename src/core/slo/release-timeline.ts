import type { SlotBlock } from "../measurement/index.ts";
import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import { isRequest } from "./evidence.ts";

/** Minutes of one day, `from` ≤ minute < `to`, in which a scope was on one release ("": not known). */
export interface ReleaseSpan {
  readonly from: number;
  readonly to: number;
  readonly release: string;
}

const wholeDay = (release: string): readonly ReleaseSpan[] => [
  { from: 0, to: MINUTES_PER_DAY, release },
];

export const anyRelease = wholeDay("");

/**
 * Which release a tenant was on, as its own requests tell: that of the latest request so far;
 * before its first request of the period, that of the first. Answers the spans of a day.
 */
export function releaseTimeline(
  blocks: ReadonlyMap<Day, readonly SlotBlock[]>,
): (day: Day) => readonly ReleaseSpan[] {
  const releases = new Set<string>();
  for (const ofDay of blocks.values())
    for (const { stream } of ofDay)
      if (stream.release && isRequest(stream)) releases.add(stream.release);
  if (releases.size > 1) return trackDays(blocks);
  const [only = ""] = releases;
  const spans = wholeDay(only);
  return () => spans;
}

function trackDays(blocks: ReadonlyMap<Day, readonly SlotBlock[]>) {
  const named = new Map([...blocks].map(([day, ofDay]) => [day, namedOn(ofDay)]));
  const days = [...named.keys()].sort((a, b) => a - b);
  const firstNamed = days.flatMap((day) => named.get(day)!).find((release) => release)!;
  const [first, last] = [days[0]!, days.at(-1)!];
  const tracked = new Map<Day, readonly ReleaseSpan[]>();
  let current = firstNamed;
  for (let day = first; day <= last; day++) {
    const spans = spansOf(named.get(day) ?? [], current);
    current = spans.at(-1)!.release;
    tracked.set(day, spans);
  }
  const [before, after] = [wholeDay(firstNamed), wholeDay(current)];
  return (day: Day) => tracked.get(day) ?? (day < first ? before : after);
}

/** The release named by each minute's requests; of two in one minute the one that sorts last. */
function namedOn(blocks: readonly SlotBlock[]): string[] {
  const named = new Array<string>(MINUTES_PER_DAY).fill("");
  for (const { stream, minutes, events } of blocks) {
    if (!isRequest(stream)) continue;
    minutes.forEach((minute, at) => {
      if (events[at]! > 0 && stream.release > named[minute]!) named[minute] = stream.release;
    });
  }
  return named;
}

function spansOf(named: readonly string[], entering: string): ReleaseSpan[] {
  const spans: ReleaseSpan[] = [];
  let [from, release] = [0, entering];
  named.forEach((next, minute) => {
    if (!next || next === release) return;
    if (minute > from) spans.push({ from, to: minute, release });
    [from, release] = [minute, next];
  });
  return [...spans, { from, to: MINUTES_PER_DAY, release }];
}
