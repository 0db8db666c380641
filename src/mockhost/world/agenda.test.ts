import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FakeClock, fakeClock } from "../../core/time/index.ts";
import { agenda } from "./agenda.ts";

describe("an agenda", () => {
  test("does each thing at its moment, in order, and what is put down meanwhile too", async () => {
    const clock = fakeClock(0);
    const done: string[] = [];
    const plan = agenda(clock);
    plan.at(20, () => done.push(`second at ${clock.nowMs()}`));
    plan.at(10, () => {
      done.push(`first at ${clock.nowMs()}`);
      plan.at(15, () => done.push(`meanwhile at ${clock.nowMs()}`));
    });
    plan.at(20, () => done.push("third at the same moment"));
    await clock.advance(19);
    expect(done).toEqual(["first at 10", "meanwhile at 15"]);
    await clock.advance(1);
    expect(done.slice(2)).toEqual(["second at 20", "third at the same moment"]);
    expect(plan.size).toBe(0);
  });

  test("what is overdue is done as soon as there is time", async () => {
    const clock = fakeClock(1_000);
    const done: number[] = [];
    agenda(clock).at(1, () => done.push(clock.nowMs()));
    await clock.advance(0);
    expect(done).toEqual([1_000]);
  });

  test("a moment further off than a timer reaches is still kept", async () => {
    const clock = fakeClock(0);
    const done: number[] = [];
    const farMs = 2 ** 31 * 3;
    agenda(clock).at(farMs, () => done.push(clock.nowMs()));
    await clock.advance(farMs - 1);
    expect(done).toEqual([]);
    await clock.advance(1);
    expect(done).toEqual([farMs]);
  });

  test("once closed, nothing is done any more", async () => {
    const clock = fakeClock(0);
    const done: string[] = [];
    const plan = agenda(clock);
    plan.at(5, () => done.push("before"));
    plan.close();
    plan.at(6, () => done.push("after"));
    await clock.advance(100);
    expect(done).toEqual([]);
  });

  test("whatever the moments, things are done sorted by moment and then by when they were put down", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }),
        async (due) => {
          const clock: FakeClock = fakeClock(0);
          const plan = agenda(clock);
          const done: [number, number][] = [];
          for (const [i, atMs] of due.entries()) plan.at(atMs, () => done.push([clock.nowMs(), i]));
          await clock.advance(50);
          const wanted = due.map((atMs, i) => [atMs, i] as const);
          expect(done).toEqual(wanted.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
        },
      ),
    );
  });
});
