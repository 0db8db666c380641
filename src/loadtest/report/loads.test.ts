import { describe, expect, test } from "vitest";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { burstOf, heldRates, lengthMs, loadsOf, spansOf } from "./loads.ts";
import { stretches } from "./series.ts";

const spike = sampleRecord("spike").run;

describe("what was held when", () => {
  test("phases at the same time are one load, named for what was added", () => {
    expect(loadsOf(spike).map(({ name, startMs, endMs }) => [name, startMs, endMs])).toEqual([
      ["everybody’s burst", 0, 250_000],
      ["one tenant’s burst", 250_000, 330_000],
    ]);
    expect(lengthMs(spike)).toBe(330_000);
  });

  test("the burst of a spike is where its model has it", () => {
    expect(burstOf(spike)).toEqual({ name: "burst", startMs: 90_000, endMs: 130_000 });
    expect(spansOf(spike).map(({ name }) => name)).toEqual(["", "burst", "", "one tenant’s burst"]);
    expect(burstOf(sampleRecord("load").run)).toBeNull();
  });

  test("its rates are those that it held, without the climb", () => {
    expect(heldRates(spike)).toEqual([30, 260]);
    expect(heldRates(sampleRecord("stress").run)).toEqual([20, 320]);
    expect(
      heldRates({ ...spike, phases: [], plan: { ...spike.plan, model: { kind: "closed" } } }),
    ).toBeNull();
  });
});

describe("stretches of a run", () => {
  const sum = (run: typeof spike, most: number) =>
    stretches(run, most).reduce((all, { planned }) => all + planned, 0);

  test("follow each other without overlap, and lose nothing, at any fineness", () => {
    const whole = spike.phases.reduce((all, { tally }) => all + tally.planned, 0);
    for (const most of [1, 5, 20, 1000]) {
      const all = stretches(spike, most);
      expect(sum(spike, most)).toBe(whole);
      for (const [at, { startMs }] of all.entries())
        if (at > 0)
          expect(startMs).toBeGreaterThanOrEqual(all[at - 1]!.startMs + all[at - 1]!.durationMs);
    }
  });
});
