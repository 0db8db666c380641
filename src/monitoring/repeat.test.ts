import { expect, onTestFinished, test } from "vitest";
import { type Clock, fakeClock } from "../core/time/index.ts";
import { repeat } from "./repeat.ts";

/** A clock whose timers fire a little early, as real ones do. */
function hastyClock(earlyMs: number) {
  const inner = fakeClock();
  const clock: Clock = {
    nowMs: () => inner.nowMs(),
    monotonicMs: () => inner.monotonicMs(),
    after: (delayMs, act) => inner.after(delayMs > earlyMs ? delayMs - earlyMs : delayMs, act),
  };
  return { clock, advance: inner.advance };
}

test("a timer that fires early does not make a turn come twice", async () => {
  const { clock, advance } = hastyClock(1);
  const turns: number[] = [];
  const loop = repeat(clock, 1000, async () => void turns.push(clock.monotonicMs()));
  onTestFinished(() => loop.close());
  await advance(0);
  await advance(3500);
  expect(turns).toEqual([0, 999, 1999, 2999]);
});

test("turns that were slept through are left out, and the next comes when it is due", async () => {
  const clock = fakeClock();
  let sleptMs = 0;
  const sleepy: Clock = { ...clock, monotonicMs: () => clock.monotonicMs() + sleptMs };
  const turns: number[] = [];
  const loop = repeat(sleepy, 1000, async () => void turns.push(sleepy.monotonicMs()));
  onTestFinished(() => loop.close());
  await clock.advance(0);
  await clock.advance(500);
  sleptMs = 4700;
  await clock.advance(1000);
  expect(turns).toEqual([0, 5700, 6000]);
});
