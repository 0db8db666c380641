import { describe, expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { DAY_MS, fakeClock, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { watchClock } from "./watch-clock.ts";

const START_MS = Date.UTC(2027, 0, 10);

async function scene(startMs = START_MS, { ledger } = memoryStore()) {
  const clock = fakeClock(startMs);
  const said: string[] = [];
  const errors: unknown[] = [];
  const state = { fails: false };
  const watching = watchClock({
    clock,
    ledger: {
      ...ledger,
      append: (entries) =>
        state.fails ? Promise.reject(new Error("full")) : ledger.append(entries),
    },
    addons: () => ["a", "b"],
    onStep: (sentence) => said.push(sentence),
    onError: (error) => errors.push(error),
  });
  await clock.advance(0);
  const steps = async () =>
    (await Array.fromAsync(ledger.read()))
      .flat()
      .filter(({ type }) => type === "clock.stepped")
      .map(({ addon, at, data }) => [addon, at, data.byMs]);
  return { clock, said, errors, state, steps, watching };
}

describe("a clock that is set", () => {
  test("is recorded for each add-on, and said once", async () => {
    const { clock, said, steps } = await scene();
    await clock.advance(HOUR_MS);
    clock.step(-3 * HOUR_MS);
    await clock.advance(HOUR_MS);
    expect(await steps()).toEqual([
      ["a", "2027-01-09T22:00:10.000Z", -3 * HOUR_MS],
      ["b", "2027-01-09T22:00:10.000Z", -3 * HOUR_MS],
    ]);
    expect(said).toEqual([expect.stringContaining("went back by 3 h")]);
  });

  test("forward may have been a machine that slept", async () => {
    const { clock, said } = await scene();
    clock.step(2 * DAY_MS);
    await clock.advance(MINUTE_MS);
    expect(said).toEqual([
      expect.stringContaining("forward by 2 days: it was set, or the machine slept"),
    ]);
  });

  test("by less than a minute at a time is one that is kept in time", async () => {
    const { clock, said, steps } = await scene();
    for (let i = 0; i < 5; i++) {
      clock.step(59_000);
      await clock.advance(MINUTE_MS);
    }
    expect([said, await steps()]).toEqual([[], []]);
  });

  test("while nothing can be written is recorded afterwards", async () => {
    const { clock, said, errors, state, steps } = await scene();
    await clock.advance(MINUTE_MS);
    state.fails = true;
    clock.step(HOUR_MS);
    await clock.advance(MINUTE_MS);
    expect([said.length, errors.length, await steps()]).toEqual([1, 6, []]);
    state.fails = false;
    await clock.advance(MINUTE_MS);
    expect((await steps()).map(([addon]) => addon)).toEqual(["a", "b"]);
  });

  test("while nobody watched is seen against the last entry", async () => {
    const store = memoryStore();
    const entry = { addon: "a", subject: "s", type: "t", by: "plimsoll", data: {} };
    await store.ledger.append([{ ...entry, at: "2027-02-10T00:00:00.000Z" }]);
    const { clock, said, steps } = await scene(START_MS, store);
    await clock.advance(MINUTE_MS);
    expect((await steps()).map(([, , byMs]) => byMs)).toEqual([-31 * DAY_MS, -31 * DAY_MS]);
    expect(said).toEqual([expect.stringContaining("went back by 31 days")]);
  });
});
