import { type Run, type StreamTally } from "../../model/index.ts";
import { emptySketch } from "../../../core/measurement/index.ts";
import { exponentialGap, type Random } from "../../../core/chance/index.ts";
import type { Objective } from "../../../core/contract/index.ts";
import { phaseOf, plan, runOf, windowOf } from "../../judging/testdata/scene.ts";

const WINDOW_MS = 1000;

/**
 * One server with a queue, both by chance (M/M/1). In the long run a response takes longer than L
 * with probability e^(−(capacity − rate)·L).
 */
export function runOnQueue(
  next: Random,
  { capacity, rate, dwellMs, limitMs }: Record<"capacity" | "rate" | "dwellMs" | "limitMs", number>,
): Run {
  const ends: number[] = [];
  const starts: number[] = [];
  let good = 0;
  let freeMs = 0;
  for (let at = next(); ; at += exponentialGap(next, rate / 1000)) {
    if (at >= dwellMs) break;
    freeMs = Math.max(freeMs, at) + exponentialGap(next, capacity / 1000);
    if (freeMs - at <= limitMs) good++;
    starts.push(at);
    ends.push(freeMs);
  }
  return runOf([phaseOf(windowsOf(starts, ends, streamWith(starts.length, good, limitMs)), { durationMs: dwellMs })], {
    plan: { ...plan, objectives: [within(limitMs)] },
  });
}

const within = (limitMs: number): Objective => ({
  id: "ui.p95",
  indicator: "ui",
  sentence: `p95 ≤ ${limitMs} ms`,
  promise: { kind: "quantile", quantile: 0.95, limitMs },
});


/** Verdicts rest on the counts alone. */
const streamWith = (events: number, count: number, limitMs: number): StreamTally => ({
  stream: { step: "page roadmap", indicator: "ui", tenants: "small" },
  events,
  good: events,
  errors: {},
  within: [{ limitMs, count }],
  response: emptySketch,
  service: emptySketch,
  failures: emptySketch,
});

/** Everything is told by the first window; the others say what is in flight. */
function windowsOf(starts: readonly number[], ends: readonly number[], stream: StreamTally) {
  const windows = [];
  let [begun, over] = [0, 0];
  for (let untilMs = WINDOW_MS; begun < starts.length; untilMs += WINDOW_MS) {
    const before = begun;
    while (begun < starts.length && starts[begun]! < untilMs) begun++;
    while (over < ends.length && ends[over]! < untilMs) over++;
    const streams = untilMs === WINDOW_MS ? [stream] : [];
    const window = windowOf(untilMs - WINDOW_MS, WINDOW_MS, ...streams);
    windows.push({ ...window, planned: begun - before, inFlight: begun - over });
  }
  return windows;
}
