import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { DAY_MS, dayOf, fakeClock, MINUTE_MS, minuteOf } from "../core/time/index.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import { packJob } from "./pack-job.ts";
import { keptDays, thinJob } from "./thin-job.ts";

function scene() {
  const store = memoryStore();
  const clock = fakeClock();
  const state = { unpacked: 0, packed: [] as number[] };
  const slots = {
    ...store.slots,
    unpacked: async () => state.unpacked,
    pack: async () => state.packed.push(Math.round(clock.monotonicMs() / MINUTE_MS)),
  };
  async function start(holder: string) {
    const keeping = await runOn([packJob({ slots }, clock)], clock, store, holder);
    await clock.advance(0);
    return keeping;
  }
  return { store, clock, state, start };
}

test("packing is done every ten minutes, however little there is", async () => {
  const { clock, state, start } = scene();
  await start("a");
  await clock.advance(31 * MINUTE_MS);
  expect(state).toMatchObject({ packed: [0, 10, 20, 30] });
});

test("and as soon as there is much of it", async () => {
  const { clock, state, start } = scene();
  await start("a");
  await clock.advance(3 * MINUTE_MS);
  state.unpacked = 100_000;
  await clock.advance(10_000);
  state.unpacked = 0;
  await clock.advance(9 * MINUTE_MS);
  expect(state.packed).toEqual([0, 3]);
});

test("by one process at a time, by the next when the first falls silent", async () => {
  const { clock, state, start } = scene();
  const first = await start("a");
  await start("b");
  await clock.advance(15 * MINUTE_MS);
  expect(state.packed).toEqual([0, 10]);
  await first.close();
  await clock.advance(6 * MINUTE_MS);
  expect(state.packed).toEqual([0, 10, 15]);
});

test("what is kept is asked for each add-on by its own contract, every hour", async () => {
  const { store, clock } = scene();
  const asked: unknown[] = [];
  const slots = {
    ...store.slots,
    thin: async (...args: unknown[]) => asked.push(args.slice(0, 2)) && 0,
  };
  const today = dayOf(minuteOf(clock.nowMs()));
  const retention = new Map([["roadmaps", { detailMs: 7 * DAY_MS, countsMs: 400 * DAY_MS }]]);
  await runOn([thinJob({ slots }, () => retention)], clock, store);
  await clock.advance(0);
  await clock.advance(61 * MINUTE_MS);
  const kept = { minutesFrom: today - 7, countsFrom: today - 400 };
  expect(asked).toEqual([
    ["roadmaps", kept],
    ["roadmaps", kept],
  ]);
});

test("part of a day is kept as a whole one", () => {
  const nowMs = Date.UTC(2027, 0, 10, 23, 59);
  const today = dayOf(minuteOf(nowMs));
  expect(keptDays({ detailMs: 1, countsMs: DAY_MS + 1 }, nowMs)).toEqual({
    minutesFrom: today - 1,
    countsFrom: today - 2,
  });
});

test("thinning goes on until nothing is left, and leaves what is still needed as it is", async () => {
  const { store, clock } = scene();
  const today = dayOf(minuteOf(clock.nowMs()));
  const asked: unknown[] = [];
  const slots = {
    ...store.slots,
    thin: async (_: string, kept: unknown) => {
      asked.push(kept);
      return asked.length < 3 ? 2000 : 0;
    },
  };
  const retention = new Map([["roadmaps", { detailMs: 7 * DAY_MS, countsMs: 66 * DAY_MS }]]);
  await runOn(
    [thinJob({ slots }, () => retention, { neededFrom: () => today - 70 })],
    clock,
    store,
  );
  await clock.advance(0);
  expect(asked).toEqual(Array(3).fill({ minutesFrom: today - 7, countsFrom: today - 70 }));
});
