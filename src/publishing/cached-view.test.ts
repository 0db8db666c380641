import { expect, test } from "vitest";
import { cachedView } from "./cached-view.ts";
import type { PublicView } from "./public-view.ts";
import { good, missed } from "./testdata/addons.ts";
import { viewOf } from "./testdata/view.ts";

const LIMITS = { maxAgeMs: 1_000, costShare: 20, graceMs: 10_000 };

/** A source that counts how often it is asked and fails when told to. */
function source() {
  const asked: number[] = [];
  const reports: unknown[] = [];
  const state = { view: viewOf(good) as PublicView, error: null as Error | null, tookMs: 0 };
  let nowMs = 0;
  const view = cachedView(
    async (atMs) => {
      asked.push(atMs);
      nowMs += state.tookMs;
      if (state.error) throw state.error;
      return state.view;
    },
    (error) => reports.push(error),
    () => nowMs,
    LIMITS,
  );
  return { view, state, asked, reports };
}

test("however many ask at once, it is computed once", async () => {
  const { view, asked } = source();
  await Promise.all([view(0), view(0), view(5)]);
  await view(999);
  expect(asked).toEqual([0]);
});

test("an old view is computed anew", async () => {
  const { view, state } = source();
  await view(0);
  state.view = viewOf(missed);
  expect(await view(1_000)).toBe(state.view);
});

test("a view that took long is kept for longer", async () => {
  const { view, state, asked } = source();
  state.tookMs = 200;
  await view(0);
  await view(3_999);
  expect(asked).toEqual([0]);
  await view(4_000);
  expect(asked).toEqual([0, 4_000]);
});

test("when it fails the last good view is given out, marked, and the failure reported", async () => {
  const { view, state, reports } = source();
  await view(0);
  state.error = new Error("the store is away");
  expect(await view(5_000)).toEqual({ ...viewOf(good), isStale: true });
  expect(reports).toEqual([state.error]);
  state.error = null;
  expect((await view(6_000)).isStale).toBeUndefined();
});

test("what failed is tried again no sooner than a good view is drawn up anew", async () => {
  const { view, state, asked, reports } = source();
  await view(0);
  state.error = new Error("the store is away");
  const marked = await view(5_000);
  expect(await view(5_999)).toBe(marked);
  expect([asked, reports]).toEqual([[0, 5_000], [state.error]]);
  await view(6_000);
  expect(reports).toHaveLength(2);
});

test("a view that has grown too old is worse than none", async () => {
  const { view, state } = source();
  await view(0);
  state.error = new Error("the store is away");
  await expect(view(10_001)).rejects.toThrow("the store is away");
});

test("a first failure is a failure, and the next question is a new try", async () => {
  const { view, state } = source();
  state.error = new Error("not yet");
  await expect(view(0)).rejects.toThrow("not yet");
  state.error = null;
  expect(await view(1)).toEqual(viewOf(good));
});
