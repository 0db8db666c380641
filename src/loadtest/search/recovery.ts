import { evidenceOf } from "../judging/index.ts";
import type { RecoveryFinding, Run, TestPlan } from "../model/index.ts";
import { isAboutRequests, RECOVERY_MS } from "../workload/index.ts";
import { keepsPromises } from "./keeps-promises.ts";
import { type RunWindow, runWindows, streamsOf } from "./run-windows.ts";

/** When more load came than is usual. Milliseconds since the run's start. */
export interface Burst {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * What a burst left behind: how long until every promise was kept again, both at once and over the
 * time that follows; the most that waited beyond what was usual before, and until when; and what
 * failed from the start of the burst until the recovery, or the end of the run.
 */
export function recoveryOf(run: Run, burst: Burst, sustainedMs = RECOVERY_MS): RecoveryFinding {
  const windows = runWindows(run);
  const usual = Math.max(0, ...windows.filter(isBefore(burst)).map(({ inFlight }) => inFlight));
  const since = windows.filter(({ endMs }) => endMs > burst.startMs);
  const after = windows.filter(({ startMs }) => startMs >= burst.endMs);
  const courses = after.map((_, at) => courseOf(run, after.slice(at), sustainedMs));
  const recovered = after[courses.indexOf("kept")];
  const open = after[courses.indexOf("open")];
  const lastMs = after.at(-1)?.endMs ?? burst.endMs;
  const drained = after.find(({ inFlight }) => inFlight <= usual);
  const touched = since.filter(
    ({ startMs }) => recovered === undefined || startMs < recovered.startMs,
  );
  const isOpen = open !== undefined || lastMs - burst.endMs < sustainedMs;
  return {
    kind: "recovery",
    verdict: recovered !== undefined ? "recovered" : isOpen ? "insufficient" : "not-recovered",
    recoveredAfterMs: recovered === undefined ? null : recovered.startMs - burst.endMs,
    keptForMs: recovered !== undefined || open === undefined ? null : lastMs - open.startMs,
    backlog: Math.max(0, ...since.map(({ inFlight }) => inFlight - usual)),
    drainedAfterMs: drained === undefined ? null : drained.endMs - burst.endMs,
    errorsDuring: evidenceOf(streamsOf(touched)).bad,
  };
}

export const isBefore =
  ({ startMs }: Burst) =>
  (window: RunWindow): boolean =>
    window.endMs <= startMs;

/**
 * Whether promises were kept from here on: in the first window by itself, and over so much time that
 * something came that each is about. `open`: they were, but the run ended before that.
 */
function courseOf(
  run: Run,
  from: readonly RunWindow[],
  sustainedMs: number,
): "kept" | "broken" | "open" {
  const [first] = from;
  if (first === undefined || !keepsPromises(run.plan, [first])) return "broken";
  const untilMs = first.startMs + sustainedMs;
  const indicators = seenIndicators(run);
  const isEnough = (to: number) =>
    from[to - 1]!.endMs >= untilMs && isSeen(indicators, from.slice(0, to));
  let to = 1;
  while (to < from.length && !isEnough(to)) to++;
  if (!keepsPromises(run.plan, from.slice(0, to))) return "broken";
  return isEnough(to) ? "kept" : "open";
}

/** What requests came of in this run, and something is promised about. */
function seenIndicators(run: Run): ReadonlySet<string> {
  const promised = new Set(promisedIndicators(run.plan));
  const came = run.phases.flatMap(({ streams }) => streams.map(({ stream }) => stream.indicator));
  return new Set(came.flatMap((one) => (one !== null && promised.has(one) ? one : [])));
}

const promisedIndicators = ({ objectives }: TestPlan): readonly string[] =>
  objectives.filter(isAboutRequests).map(({ indicator }) => indicator);

/** Without a promise about requests, any request tells. */
function isSeen(indicators: ReadonlySet<string>, windows: readonly RunWindow[]): boolean {
  const seen = new Set(
    streamsOf(windows).flatMap(({ events, stream }) => (events > 0 ? stream.indicator : [])),
  );
  return indicators.size === 0
    ? streamsOf(windows).some(({ events }) => events > 0)
    : [...indicators].every((indicator) => seen.has(indicator as never));
}
