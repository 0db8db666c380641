import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byHour, mergeSlots, type SlotBlock, slotAt, sumOfSlots } from "../../measurement/index.ts";
import { MINUTES_PER_DAY } from "../../time/index.ts";
import type { BlockQuery } from "../index.ts";
import { ADDON, at, DAY, MIDNIGHT, slot, stream } from "./samples.ts";
import type { Tested } from "./tested.ts";

export function describeSlots(tested: Tested): void {
  const blocks = async (query: Partial<BlockQuery> = {}): Promise<SlotBlock[]> => {
    const asked = { addon: ADDON, from: DAY, to: DAY, ...query };
    return (await Array.fromAsync(tested.store.slots.blocks(asked))).flat();
  };

  describe("keeps slots", () => {
    test("that come back as they went in, after a restart too", async () => {
      await tested.store.slots.add([at(0, slot(100, -900)), at(1439, slot(300, 500, 700))]);
      await tested.reopen();
      const [block] = await blocks();
      expect(block).toMatchObject({ stream: stream(), day: DAY });
      expect([...block!.minutes]).toEqual([0, 1439]);
      expect([...block!.events]).toEqual([2, 3]);
      expect([...block!.bad]).toEqual([1, 0]);
      expect(slotAt(block!, 0)).toEqual(slot(100, -900));
      expect(slotAt(block!, 1)).toEqual(slot(300, 500, 700));
      expect(block!.total).toEqual(mergeSlots(slot(100, -900), slot(300, 500, 700)));
    });

    test("of which nobody told how they ended, before and after packing", async () => {
      const open = { ...slot(100, 200), undecided: 1 };
      await tested.store.slots.add([at(3, open), at(7, slot(100))]);
      await tested.store.slots.add([at(3, open)]);
      for (const pack of [async () => {}, () => tested.store.slots.pack(MIDNIGHT + 1440)]) {
        await pack();
        const [block] = await blocks();
        expect([...block!.undecided]).toEqual([2, 0]);
        expect([block!.total.undecided, slotAt(block!, 0)?.undecided]).toEqual([2, 2]);
      }
    });

    test("and merges those of one stream and minute, in one call or many", async () => {
      await tested.store.slots.add([at(7, slot(100)), at(7, slot(200))]);
      await Promise.all([3, 4, 5].map((n) => tested.store.slots.add([at(7, slot(n * 100))])));
      const [block, ...others] = await blocks();
      expect(others).toEqual([]);
      expect([...block!.minutes]).toEqual([7]);
      expect(slotAt(block!, 0)).toEqual(slot(100, 200, 300, 400, 500));
    });

    test("in blocks ordered by tenant, day and stream", async () => {
      await tested.store.slots.add([
        at(MINUTES_PER_DAY, slot(1), { tenant: "acme" }),
        at(0, slot(1), { tenant: "zeta" }),
        at(0, slot(1), { tenant: "acme", indicator: "service" }),
        at(0, slot(1), { tenant: "acme", indicator: "availability" }),
        at(0, slot(1), { tenant: "" }),
      ]);
      const read = await blocks({ to: DAY + 1 });
      expect(read.map((b) => [b.stream.tenant, b.day - DAY, b.stream.indicator])).toEqual([
        ["", 0, "ui"],
        ["acme", 0, "availability"],
        ["acme", 0, "service"],
        ["acme", 1, "ui"],
        ["zeta", 0, "ui"],
      ]);
    });

    test.for<[string, Partial<BlockQuery>, number]>([
      ["one tenant", { tenant: "acme" }, 2],
      ["no tenant", { tenant: "" }, 1],
      ["a tenant nobody knows", { tenant: "nobody" }, 0],
      ["another day", { from: DAY + 1, to: DAY + 1 }, 1],
      ["the day before", { from: DAY - 1, to: DAY - 1 }, 0],
      ["both days", { to: DAY + 1 }, 4],
      ["another add-on", { addon: "other" }, 1],
    ])("and gives those of %s only", async ([, query, count]) => {
      await tested.store.slots.add([
        at(0, slot(1)),
        at(0, slot(1), { release: "2.0.0" }),
        at(0, slot(1), { tenant: "" }),
        at(MINUTES_PER_DAY, slot(1), { tenant: "zeta" }),
        at(0, slot(1), { addon: "other" }),
      ]);
      expect(await blocks(query)).toHaveLength(count);
    });

    test("of one check each by itself, by place and path", async () => {
      const check = { tenant: "", indicator: "availability", source: "probe", release: "" } as const;
      const [deep, elsewhere] = [
        { ...check, place: "local", path: "/deep" },
        { ...check, place: "fra", path: "/deep" },
      ];
      await tested.store.slots.add([at(0, slot(1), check), at(0, slot(2), deep)]);
      await tested.reopen();
      await tested.store.slots.add([at(0, slot(3), deep), at(0, slot(4), elsewhere)]);
      await tested.store.slots.pack(MIDNIGHT + 1);
      const read = await blocks({ tenant: "" });
      expect(read.map((block) => [block.stream, block.total.events])).toEqual([
        [stream(check), 1],
        [stream(elsewhere), 1],
        [stream(deep), 2],
      ]);
    });

    test("with detail on the days asked for, and without on the others", async () => {
      await tested.store.slots.add([at(0, slot(1)), at(1, slot(2)), at(MINUTES_PER_DAY, slot(3))]);
      await tested.store.slots.add([at(1, slot(4)), at(MINUTES_PER_DAY + 1, slot(5))]);
      await tested.store.slots.pack(MIDNIGHT + 1);
      const [first, second] = await blocks({ to: DAY + 1, detailOn: [DAY + 1] });
      expect([...first!.events]).toEqual([1, 2]);
      expect(first!.total).toEqual(slot(1, 2, 4));
      expect(() => slotAt(first!, 0)).toThrow("read without detail");
      expect(slotAt(second!, 1)).toEqual(slot(5));
    });

    test("and knows every tenant that was measured", async () => {
      await tested.store.slots.add([at(0, slot(1)), at(9, slot(1)), at(0, slot(1), { tenant: "zeta" })]);
      await tested.store.slots.add([at(0, slot(1), { addon: "other" })]);
      await tested.store.slots.add([at(0, slot(1), { tenant: "" }), at(0, slot(1), { release: "2" })]);
      expect([...(await tested.store.slots.tenants(ADDON))].sort()).toEqual(["acme", "zeta"]);
      expect(await tested.store.slots.tenants("nobody")).toEqual([]);
    });

    test("of names that would be trouble elsewhere", async () => {
      const tenant = "a|b%7C'); DROP TABLE slots; --\n€😀";
      await tested.store.slots.add([at(0, slot(1), { tenant, release: "1|2" })]);
      const [block] = await blocks({ tenant });
      expect(block!.stream).toEqual(stream({ tenant, release: "1|2" }));
    });

    test("of a name that no sender should use, without harm to the others", async () => {
      const odd = "half \ud800, none \u0000, long".padEnd(5000, "!");
      await tested.store.slots.add([at(0, slot(1), { tenant: odd }), at(0, slot(1))]);
      await tested.reopen();
      await tested.store.slots.add([at(0, slot(2), { tenant: odd })]);
      expect((await blocks({ tenant: odd })).map((b) => b.total.events)).toEqual([2]);
      expect((await blocks({ tenant: "acme" })).map((b) => b.total.events)).toEqual([1]);
    });

    test("and refuses all of a call that has one impossible slot", async () => {
      const impossible = { ...slot(1), events: Number.NaN };
      await expect(tested.store.slots.add([at(0, slot(1)), at(1, impossible)])).rejects.toThrow("NaN");
      expect(await blocks()).toEqual([]);
    });

    test("the same, however they are grouped, ordered and packed in between", async () => {
      const placed = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -900, max: 900 }));
      const steps = fc.array(fc.oneof(fc.array(placed, { maxLength: 4 }), fc.constant("pack")));
      let round = 0;
      await fc.assert(
        fc.asyncProperty(steps, async (steps) => {
          const tenant = `tenant-${round++}`;
          const byMinute = new Map<number, number[]>();
          for (const step of steps) {
            if (typeof step === "string") await tested.store.slots.pack(MIDNIGHT + 1);
            else await tested.store.slots.add(step.map(([m, ms]) => at(m, slot(ms), { tenant })));
            for (const [minute, ms] of typeof step === "string" ? [] : step)
              byMinute.set(minute, [...(byMinute.get(minute) ?? []), ms]);
          }
          const [block] = await blocks({ tenant });
          const read = block ? Array.from(block.minutes, (m, i) => [m, slotAt(block, i)]) : [];
          const meant = [...byMinute].sort(([a], [b]) => a - b).map(([m, ms]) => [m, slot(...ms)]);
          expect(read).toEqual(meant);
        }),
        { numRuns: 30 },
      );
    });

    test("however many rows there are of one day, before and after packing", async () => {
      // Packed by 500: the last of them come out even.
      const count = 1000;
      for (let n = 0; n < count; n++)
        await tested.store.slots.add([at(n % 3, slot(n + 1)), at(n, slot(7), { tenant: "zeta" })]);
      expect(await tested.store.slots.unpacked()).toBeGreaterThanOrEqual(0);
      for (const pack of [async () => 0, () => tested.store.slots.pack(MIDNIGHT + 1)]) {
        await pack();
        const [few, many] = await blocks();
        expect([few!.total.events, [...few!.events]]).toEqual([count, [334, 333, 333]]);
        expect([many!.minutes.length, many!.total.events]).toEqual([count, count]);
        expect(slotAt(few!, 1)!.good.count).toBe(333);
        expect(slotAt(many!, 999)).toEqual(slot(7));
      }
      expect(await tested.store.slots.unpacked()).toBe(0);
    });

    test("by the hour from some day back, and by totals alone further back", async () => {
      const days = [0, 1, 2, 3];
      const meant = [100, -900, 300].map((ms, n) => [n * 61, slot(ms), slot(ms + 1)] as const);
      for (const day of days)
        for (const [minute, ...slots] of meant)
          for (const one of slots) {
            await tested.store.slots.add([at(day * MINUTES_PER_DAY + minute, one)]);
            if (minute === 61) await tested.store.slots.pack(MIDNIGHT + 4 * MINUTES_PER_DAY);
          }
      await tested.store.slots.add([at(0, slot(5), { addon: "other" })]);
      await tested.store.slots.pack(MIDNIGHT + 4 * MINUTES_PER_DAY);
      const before = await blocks({ to: DAY + 3 });
      const kept = { minutesFrom: DAY + 3, countsFrom: DAY + 1 };
      expect(await tested.store.slots.thin(ADDON, kept)).toBeGreaterThan(0);
      await tested.reopen();
      const after = await blocks({ to: DAY + 3 });
      expect(after.map(({ total }) => total)).toEqual(before.map(({ total }) => total));
      expect(after.map(({ events }) => [...events])).toEqual([[], [2, 2, 2], [2, 2, 2], [2, 2, 2]]);
      const hours = (block: SlotBlock) => [0, 1, 2].map((hour) => block.hour(hour));
      expect(hours(after[1]!)).toEqual(hours(byHour(before[1]!)));
      expect(hours(after[3]!)).toEqual(hours(before[3]!));
      expect((await blocks({ addon: "other" }))[0]!.minutes).toHaveLength(1);
      expect(await blocks({ tenant: "acme", detailOn: [] })).toHaveLength(1);
    });

    test("that come late for days that are kept by the hour, or by totals alone", async () => {
      const late = [at(61, slot(3)), at(MINUTES_PER_DAY, slot(4)), at(MINUTES_PER_DAY + 61, slot(5))];
      for (const n of [0, 1]) {
        await tested.store.slots.add([at(n, slot(1)), at(MINUTES_PER_DAY + n, slot(2))]);
        await tested.store.slots.pack(MIDNIGHT + 2 * MINUTES_PER_DAY);
      }
      const kept = { minutesFrom: DAY + 2, countsFrom: DAY + 1 };
      await tested.store.slots.thin(ADDON, kept);
      for (const one of late) {
        await tested.store.slots.add([one]);
        await tested.store.slots.pack(MIDNIGHT + 2 * MINUTES_PER_DAY);
      }
      for (const thin of [async () => 0, () => tested.store.slots.thin(ADDON, kept)]) {
        await thin();
        const [old, recent] = await blocks({ to: DAY + 1 });
        expect(old!.total).toEqual(slot(1, 1, 3));
        expect([[...recent!.minutes], recent!.total]).toEqual([[0, 1, 61], slot(2, 2, 4, 5)]);
      }
      const [, recent] = await blocks({ to: DAY + 1 });
      expect([recent!.hour(0), recent!.hour(1)]).toEqual([
        { kind: "whole", slot: sumOfSlots([slot(2), slot(2), slot(4)]) },
        { kind: "whole", slot: slot(5) },
      ]);
    });

    test("and packs days that began before the given minute, losing nothing", async () => {
      for (const minute of [0, 1, 2, 1, MINUTES_PER_DAY])
        await tested.store.slots.add([at(minute, slot(minute + 1))]);
      await Promise.all([
        tested.store.slots.pack(MIDNIGHT + MINUTES_PER_DAY),
        tested.store.slots.add([at(2, slot(77))]),
        tested.store.slots.pack(MIDNIGHT + MINUTES_PER_DAY),
      ]);
      const [today, tomorrow] = await blocks({ to: DAY + 1 });
      expect([...today!.events]).toEqual([1, 2, 2]);
      expect(slotAt(today!, 2)).toEqual(slot(3, 77));
      expect([...tomorrow!.events]).toEqual([1]);
    });
  });
}
