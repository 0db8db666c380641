import { expect, test } from "vitest";
import { DAY_MS, fakeClock } from "../core/time/index.ts";
import { cachedView } from "./cached-view.ts";
import type { PublicView } from "./public-view.ts";
import { good, missed } from "./testdata/addons.ts";
import { viewOf } from "./testdata/view.ts";

const LIMITS = { maxAgeMs: 1_000, costShare: 20, patienceMs: 250, graceMs: 10_000 };

/** A source that counts how often it is asked and fails when told to. */
function source() {
  const clock = fakeClock(0);
  const asked: number[] = [];
  const reports: unknown[] = [];
  const state = { view: viewOf(good) as PublicView, error: null as Error | null, tookMs: 0 };
  const view = cachedView(
    async () => {
      asked.push(clock.monotonicMs());
      await clock.advance(state.tookMs);
      if (state.error) throw state.error;
      return state.view;
    },
    (error) => reports.push(error),
    clock,
    LIMITS,
  );
  /** Asks when so much time has passed since the beginning. */
  async function at(ms: number): Promise<PublicView> {
    await clock.advance(ms - clock.monotonicMs());
    return view();
  }
  return { view, at, clock, state, asked, reports };
}

test("however many ask at once, it is computed once", async () => {
  const { view, at, asked } = source();
  await Promise.all([view(), view(), view()]);
  await at(999);
  expect(asked).toEqual([0]);
});

test("an old view is computed anew", async () => {
  const { at, state } = source();
  await at(0);
  state.view = viewOf(missed);
  expect(await at(1_000)).toBe(state.view);
});

test.for([-31 * DAY_MS, 31 * DAY_MS])(
  "however far the wall clock is set (%d ms), views are kept as long as ever",
  async (byMs) => {
    const { at, clock, asked } = source();
    await at(0);
    clock.step(byMs);
    await at(999);
    expect(asked).toEqual([0]);
    await at(1_000);
    expect(asked).toEqual([0, 1_000]);
  },
);

test("a view that took long is kept for longer", async () => {
  const { at, state, asked } = source();
  state.tookMs = 200;
  await at(0);
  await at(3_999);
  expect(asked).toEqual([0]);
  await at(4_000);
  expect(asked).toEqual([0, 4_000]);
});

test("when it fails the last good view is given out, marked, and the failure reported", async () => {
  const { at, state, reports } = source();
  await at(0);
  state.error = new Error("the store is away");
  expect(await at(5_000)).toEqual({ ...viewOf(good), isStale: true });
  expect(reports).toEqual([state.error]);
  state.error = null;
  expect((await at(6_000)).isStale).toBeUndefined();
});

test("what failed is tried again no sooner than a good view is drawn up anew", async () => {
  const { at, state, asked, reports } = source();
  await at(0);
  state.error = new Error("the store is away");
  const marked = await at(5_000);
  expect(await at(5_999)).toBe(marked);
  expect([asked, reports]).toEqual([[0, 5_000], [state.error]]);
  await at(6_000);
  expect(reports).toHaveLength(2);
});

test("a view that has grown too old is worse than none", async () => {
  const { at, state } = source();
  await at(0);
  state.error = new Error("the store is away");
  await expect(at(10_001)).rejects.toThrow("the store is away");
});

test("a first failure is a failure, and the next question is a new try", async () => {
  const { at, state } = source();
  state.error = new Error("not yet");
  await expect(at(0)).rejects.toThrow("not yet");
  state.error = null;
  expect(await at(1)).toEqual(viewOf(good));
});

test("where computing takes long, whoever asks gets the last view at once, and the next one later", async () => {
  const { view, at, clock, state, asked } = source();
  state.tookMs = 300;
  const first = await at(0);
  await clock.advance(6_000);
  state.view = viewOf(missed);
  expect(await view()).toBe(first);
  await clock.advance(300);
  expect(await view()).toBe(state.view);
  expect(asked).toHaveLength(2);
});

test("a process that stood still while it computed shows nothing old for long", async () => {
  const { at, clock, state } = source();
  state.tookMs = 6 * 60_000;
  await at(0);
  state.tookMs = 0;
  state.view = viewOf(missed);
  await clock.advance(61_000);
  expect(await at(clock.monotonicMs())).toBe(state.view);
});

test("a view of what is no longer so is computed anew at once", async () => {
  let basis = {};
  let asked = 0;
  const compute = async () => (asked++ === 0 ? viewOf(good) : viewOf(missed));
  const view = cachedView(
    compute,
    () => {},
    fakeClock(0),
    LIMITS,
    () => basis,
  );
  const first = await view();
  expect(await view()).toBe(first);
  basis = {};
  expect(await view()).toEqual(viewOf(missed));
  await view();
  expect(asked).toBe(2);
});
