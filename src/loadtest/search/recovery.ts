import { evidenceOf } from "../judging/index.ts";
import type { RecoveryFinding, Run, TestPlan } from "../run.ts";
import { keepsPromises } from "./keeps-promises.ts";
import { type RunWindow, runWindows, streamsOf } from "./run-windows.ts";

/** When more load came than is usual. Milliseconds since the run's start. */
export interface Burst {
  readonly startMs: number;
  readonly endMs: number;
}

/** How long promises must be kept again before they count as kept. */
const SUSTAINED_MS = 10_000;

/**
 * What a burst left behind: how long until every promise was kept again, both at once and over the
 * time that follows; the most that waited beyond what was usual before, and until when; and what
 * failed from the start of the burst until the recovery, or the end of the run.
 */
export function recoveryOf(run: Run, burst: Burst, sustainedMs = SUSTAINED_MS): RecoveryFinding {
  const windows = runWindows(run);
  const usual = Math.max(0, ...windows.filter(isBefore(burst)).map(({ inFlight }) => inFlight));
  const since = windows.filter(({ endMs }) => endMs > burst.startMs);
  const after = windows.filter(({ startMs }) => startMs >= burst.endMs);
  const recovered = after.find((_, at) => isSustained(run.plan, after.slice(at), sustainedMs));
  const drained = after.find(({ inFlight }) => inFlight <= usual);
  const touched = since.filter(
    ({ startMs }) => recovered === undefined || startMs < recovered.startMs,
  );
  return {
    kind: "recovery",
    recoveredAfterMs: recovered === undefined ? null : recovered.startMs - burst.endMs,
    backlog: Math.max(0, ...since.map(({ inFlight }) => inFlight - usual)),
    drainedAfterMs: drained === undefined ? null : drained.endMs - burst.endMs,
    errorsDuring: evidenceOf(streamsOf(touched)).bad,
  };
}

export const isBefore =
  ({ startMs }: Burst) =>
  (window: RunWindow): boolean =>
    window.endMs <= startMs;

/** A run that ends too early has not shown it. */
function isSustained(plan: TestPlan, from: readonly RunWindow[], sustainedMs: number): boolean {
  const [first] = from;
  if (first === undefined || !keepsPromises(plan, [first])) return false;
  const untilMs = first.startMs + sustainedMs;
  if (from.at(-1)!.endMs < untilMs) return false;
  return keepsPromises(
    plan,
    from.filter(({ startMs }) => startMs < untilMs),
  );
}
