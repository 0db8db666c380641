import { describe, expect, test } from "vitest";
import {
  p95,
  phaseOf,
  plan,
  runOf,
  streamOf,
  TIMEOUT_MS,
  uptime,
  windowOf,
} from "../judging/testdata/scene.ts";
import type { Run } from "../run.ts";
import { recoveryOf } from "./recovery.ts";

const SECOND = 1000;
const burst = { startMs: 20 * SECOND, endMs: 30 * SECOND };

/**
 * A server that answers 80 a second in turn, asked 50 a second and `peak` while the burst lasts;
 * each second's requests wait for what was queued at its end.
 */
function spikeOf(peak: number, seconds = 90): Run {
  let queued = 0;
  const windows = Array.from({ length: seconds }, (_, at) => {
    const isBurst = at * SECOND >= burst.startMs && at * SECOND < burst.endMs;
    queued = Math.max(0, queued + (isBurst ? peak : 50) - 80);
    const waitMs = 10 + (queued / 80) * SECOND;
    const ended = streamOf([[queued > 0 ? 80 : 50, waitMs > TIMEOUT_MS ? "timed-out" : waitMs]]);
    return { ...windowOf(at * SECOND, SECOND, ended), inFlight: queued };
  });
  return runOf([phaseOf(windows)], { plan: { ...plan, objectives: [p95, uptime] } });
}

test("a burst that the system bears leaves nothing behind", () => {
  expect(recoveryOf(spikeOf(70), burst)).toEqual({
    kind: "recovery",
    recoveredAfterMs: 0,
    backlog: 0,
    drainedAfterMs: SECOND,
    errorsDuring: 0,
  });
});

test("promises are kept again once the queue is short enough, and it is drained later", () => {
  // 1200 wait at the end of the burst and 30 a second are worked off; 95 wait for 1.2 s.
  const { recoveredAfterMs, backlog, drainedAfterMs, errorsDuring } = recoveryOf(
    spikeOf(200),
    burst,
  );
  expect(recoveredAfterMs).toBe(36 * SECOND);
  expect(backlog).toBe(1200);
  expect(drainedAfterMs).toBe(40 * SECOND);
  // Timed out with 400 or more waiting: the last 7 seconds of the burst, and 26 after it.
  expect(errorsDuring).toBe(80 * (7 + 26));
});

describe("it is not shown within the run", () => {
  test("where the run ends before the promises are kept again", () => {
    expect(recoveryOf(spikeOf(200, 60), burst)).toMatchObject({
      recoveredAfterMs: null,
      drainedAfterMs: null,
    });
  });

  test("where it ends before they were kept for long enough", () => {
    expect(recoveryOf(spikeOf(200, 75), burst).recoveredAfterMs).toBeNull();
    expect(recoveryOf(spikeOf(200, 76), burst).recoveredAfterMs).toBe(36 * SECOND);
  });
});

describe("a moment of calm is not a recovery", () => {
  const bad = streamOf([[50, 2000]]);
  const good = streamOf([[50, 100]]);
  const runWhere = (isBad: (second: number) => boolean, inFlight = 0) => {
    const windows = Array.from({ length: 60 }, (_, at) => ({
      ...windowOf(at * SECOND, SECOND, ...(isBad(at) ? [bad] : [good])),
      inFlight,
    }));
    return runOf([phaseOf(windows)]);
  };

  test("where it is bad again soon after", () => {
    const run = runWhere((at) => at >= 20 && at < 40 && at !== 32);
    expect(recoveryOf(run, burst).recoveredAfterMs).toBe(10 * SECOND);
  });

  test("where nothing ends although something is due", () => {
    const windows = Array.from({ length: 60 }, (_, at) =>
      at >= 20 && at < 45
        ? { ...windowOf(at * SECOND, SECOND), planned: 50, inFlight: 50 * (at - 19) }
        : windowOf(at * SECOND, SECOND, good),
    );
    expect(recoveryOf(runOf([phaseOf(windows)]), burst).recoveredAfterMs).toBe(15 * SECOND);
  });
});
