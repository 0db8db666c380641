import { describe, expect, test } from "vitest";
import {
  p95,
  phaseOf,
  plan,
  runOf,
  streamOf,
  TIMEOUT_MS,
  uptime,
  webhook,
  windowOf,
} from "../judging/testdata/scene.ts";
import type { Run } from "../model/index.ts";
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
    verdict: "recovered",
    recoveredAfterMs: 0,
    keptForMs: null,
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

describe("within a run that is too short it is", () => {
  test("not to be had where the promises are still broken when it ends", () => {
    expect(recoveryOf(spikeOf(200, 60), burst)).toMatchObject({
      verdict: "not-recovered",
      ...{ recoveredAfterMs: null, keptForMs: null, drainedAfterMs: null },
    });
  });

  test("open where they had not been kept for long enough", () => {
    const open = { verdict: "insufficient", recoveredAfterMs: null };
    expect(recoveryOf(spikeOf(200, 67), burst)).toMatchObject({ ...open, keptForMs: SECOND });
    expect(recoveryOf(spikeOf(200, 75), burst)).toMatchObject({ ...open, keptForMs: 9 * SECOND });
    expect(recoveryOf(spikeOf(200, 76), burst).recoveredAfterMs).toBe(36 * SECOND);
  });

  test.for([
    ["all was well", 70, 36, 6 * SECOND],
    ["all was ill", 200, 36, null],
    ["it ended with the burst", 70, 30, null],
  ] as const)(
    "open where fewer seconds followed than it takes, though %s",
    ([, peak, seconds, keptForMs]) => {
      expect(recoveryOf(spikeOf(peak, seconds), burst)).toMatchObject({
        verdict: "insufficient",
        ...{ recoveredAfterMs: null, keptForMs },
      });
    },
  );

  test("open where nothing came that a promise is about", () => {
    const hook = streamOf([[1, 50]], { indicator: "webhook", step: "webhook created" });
    const runWhere = (hookAt: (second: number) => boolean) => {
      const windows = Array.from({ length: 60 }, (_, at) =>
        windowOf(at * SECOND, SECOND, streamOf([[50, 50]]), ...(hookAt(at) ? [hook] : [])),
      );
      return runOf([phaseOf(windows)], { plan: { ...plan, objectives: [p95, webhook] } });
    };
    expect(
      recoveryOf(
        runWhere((at) => at < 20),
        burst,
      ),
    ).toMatchObject({
      verdict: "insufficient",
      keptForMs: 30 * SECOND,
    });
    expect(
      recoveryOf(
        runWhere((at) => at < 20 || at === 55),
        burst,
      ).verdict,
    ).toBe("recovered");
    expect(
      recoveryOf(
        runWhere(() => false),
        burst,
      ).verdict,
    ).toBe("recovered");
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
