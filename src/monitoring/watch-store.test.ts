import { expect, test } from "vitest";
import { type DiagnosticLine, diagnostics } from "../core/diagnostics/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { memoryStore, type StorePlace } from "../core/store/index.ts";
import { DAY_MS, fakeClock, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { diagnoseStore } from "./diagnose-store.ts";
import { type StoreState, watchStore } from "./watch-store.ts";
import { writeLog } from "./write-log.ts";

const GB = 1e9;

async function scene() {
  const clock = fakeClock();
  const writes = writeLog(clock);
  const lines: DiagnosticLine[] = [];
  const said = diagnostics(clock, (line) => lines.push(line));
  const now = {
    place: { disk: { availableBytes: 100 * GB, sizeBytes: 200 * GB }, lost: null } as StorePlace,
    size: GB,
    full: false,
  };
  const memory = memoryStore();
  const store = writes.seen({
    ...memory,
    health: {
      ...memory.health,
      async touch() {
        if (now.full) throw new PlimsollError("store.full", "The store cannot grow.");
      },
      sizeBytes: async () => now.size,
      place: async () => now.place,
    },
  });
  let state: StoreState | null = null;
  const onState = (seen: StoreState) => {
    state = seen;
    diagnoseStore(said, seen);
  };
  const errors: unknown[] = [];
  watchStore({ store, clock, writes, onState, onError: (error) => errors.push(error) });
  await clock.advance(0);
  const texts = () => lines.map(({ text }) => text);
  return { clock, now, memory, texts, errors, state: () => state! };
}

test("its size is noted every hour and kept for eight days", async () => {
  const { clock, memory, now, state, errors } = await scene();
  for (let hour = 1; hour <= 9 * 24; hour++) {
    now.size += 1e6;
    await clock.advance(HOUR_MS);
  }
  expect(await memory.health.usage()).toHaveLength(8 * 24 + 1);
  expect(state().forecast.growthPerDay).toBeCloseTo(24e6);
  expect(errors).toEqual([]);
});

test("a disk that is full within two weeks is told of, each day nearer again, and when it is over", async () => {
  const { clock, now, texts } = await scene();
  const fill = async (days: number, gbPerDay: number) => {
    for (let hour = 0; hour < 24 * days; hour++) {
      const { disk } = now.place;
      now.place = {
        ...now.place,
        disk: { ...disk!, availableBytes: disk!.availableBytes - (gbPerDay * GB) / 24 },
      };
      await clock.advance(HOUR_MS);
    }
  };
  await fill(2, 1);
  expect(texts()).toEqual([]);
  now.place = { ...now.place, disk: { availableBytes: 15.5 * GB, sizeBytes: 200 * GB } };
  await fill(2, 1);
  expect(texts()[0]).toMatch(
    /^At the rate of the last days .* is full in 13 days: 1\d GB are left/,
  );
  now.place = { ...now.place, disk: { availableBytes: 150 * GB, sizeBytes: 200 * GB } };
  await clock.advance(HOUR_MS);
  expect(texts().at(-1)).toMatch(/lasts for two weeks and more again/);
});

test("what is not taken, what is gone and what is full is told of once, and when it is over", async () => {
  const { clock, now, texts } = await scene();
  now.full = true;
  await clock.advance(MINUTE_MS);
  now.full = false;
  await clock.advance(MINUTE_MS);
  now.place = { ...now.place, lost: "The store x was deleted." };
  await clock.advance(MINUTE_MS);
  now.place = { disk: { availableBytes: 1e6, sizeBytes: 200 * GB }, lost: null };
  await clock.advance(MINUTE_MS);
  now.place = { disk: { availableBytes: DAY_MS, sizeBytes: 200 * GB }, lost: null };
  await clock.advance(MINUTE_MS);
  expect(texts()).toEqual([
    expect.stringMatching(/^The store cannot grow\. Senders of metrics are told to come back/),
    expect.stringMatching(/^The store takes what it is given again after/),
    expect.stringMatching(/^The store x was deleted\. Nothing is taken in until it is back/),
    expect.stringMatching(/^The store's file is where it was again/),
    expect.stringMatching(/^The store's disk is full: 1.0 MB are left/),
    expect.stringMatching(/^The store's disk has 86 MB left again/),
  ]);
});
