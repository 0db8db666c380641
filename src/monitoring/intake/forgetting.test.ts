import { expect, test } from "vitest";
import type { IntakeStore } from "../../core/store/index.ts";
import { DAY_MS, fakeClock, HOUR_MS, MINUTE_MS } from "../../core/time/index.ts";
import { forgetting } from "./forgetting.ts";

/** A store that numbers its requests by the minute, and notes what it is told to forget. */
function stage() {
  const time = fakeClock();
  let offsetMs = 0;
  const clock = { ...time, nowMs: () => time.nowMs() + offsetMs };
  const step = (ms: number) => (offsetMs += ms);
  const startMs = clock.monotonicMs();
  const forgotten: { requestsUpTo: number; seriesBeforeNs: number }[] = [];
  const store: Pick<IntakeStore, "kept" | "forget"> = {
    kept: async () => ({
      series: 0,
      newestRequest: (clock.monotonicMs() - startMs) / MINUTE_MS,
    }),
    forget: async (old) => void forgotten.push(old),
  };
  const forget = forgetting(store as IntakeStore, clock);
  const run = async (ms: number) => {
    for (let spentMs = 0; spentMs < ms; spentMs += MINUTE_MS) {
      await forget();
      await clock.advance(MINUTE_MS);
    }
  };
  return { clock, forgotten, run, step };
}

test("requests are forgotten after an hour, and not before", async () => {
  const { forgotten, run } = stage();
  await run(HOUR_MS + 21 * MINUTE_MS);
  expect(forgotten.map(({ requestsUpTo }) => requestsUpTo)).toEqual([0, 0, 0, 0, 0, 0, 0, 10, 20]);
});

test("a clock that is set forward forgets no request", async () => {
  const { forgotten, run, step } = stage();
  await run(MINUTE_MS);
  step(5 * HOUR_MS);
  await run(30 * MINUTE_MS);
  expect(forgotten.every(({ requestsUpTo }) => requestsUpTo === 0)).toBe(true);
});

test("series are forgotten when no point of theirs could be taken any more", async () => {
  const { clock, forgotten, run } = stage();
  await run(MINUTE_MS);
  const before = (clock.nowMs() - MINUTE_MS - 8 * DAY_MS) * 1e6;
  expect(forgotten).toEqual([{ requestsUpTo: 0, seriesBeforeNs: before }]);
});
