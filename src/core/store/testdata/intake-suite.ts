import { describe, expect, test } from "vitest";
import { type IntakeChange, type IntakeKnown, intakeKey, type SeriesState } from "../index.ts";
import { ADDON, at, DAY, slot } from "./samples.ts";
import type { Tested } from "./tested.ts";

const NOTHING: IntakeChange = { slots: [], requests: new Map(), series: new Map() };
const [a, b, c] = ["a", "b", "c"].map(intakeKey) as [string, string, string];
const state = (lastNs: number, ...bytes: number[]): SeriesState => ({
  lastNs,
  state: Uint8Array.from(bytes),
});
const plain = ({ requests, series }: IntakeKnown) => ({
  requests: new Map(requests),
  series: new Map(
    [...series].map(([key, { lastNs, state }]) => [key, { lastNs, state: Uint8Array.from(state) }]),
  ),
});

export function describeIntake(tested: Tested): void {
  const update = (change: Partial<IntakeChange>) =>
    tested.store.intake.update(
      {
        requests: [...(change.requests?.keys() ?? [])],
        series: [...(change.series?.keys() ?? [])],
      },
      () => ({ ...NOTHING, ...change }),
    );
  const known = async (requests: string[], series: string[]) => {
    let found: IntakeKnown | null = null;
    await tested.store.intake.update({ requests, series }, (known) => {
      found = known;
      return NOTHING;
    });
    return found as unknown as IntakeKnown;
  };
  const events = async () => {
    const blocks = tested.store.slots.blocks({ addon: ADDON, from: DAY, to: DAY });
    return (await Array.fromAsync(blocks)).flat().reduce((sum, { total }) => sum + total.events, 0);
  };

  describe("remembers what it took in", () => {
    test("with the slots that it stands for, after a restart too", async () => {
      const series = new Map([
        [a, state(1_800_000_000_000_000_000, 1, 0, 255)],
        [b, state(1_800_000_000_000_000_256)],
      ]);
      await update({ slots: [at(0, slot(100))], requests: new Map([[c, 7]]), series });
      await tested.reopen();
      expect(plain(await known([a, c], [a, b, c]))).toEqual({
        requests: new Map([[c, 7]]),
        series,
      });
      expect(await events()).toBe(1);
      expect(await tested.store.intake.kept()).toMatchObject({ series: 2 });
    });

    test("and puts what is new in the place of what was", async () => {
      await update({ requests: new Map([[a, 1]]), series: new Map([[a, state(1, 1)]]) });
      await update({ requests: new Map([[a, 9]]), series: new Map([[a, state(2, 2, 2)]]) });
      expect(plain(await known([a], [a]))).toEqual({
        requests: new Map([[a, 9]]),
        series: new Map([[a, state(2, 2, 2)]]),
      });
      expect((await known([], [])).seriesKept).toBe(1);
    });

    test("or nothing at all, where deciding or a slot fails", async () => {
      const change = { requests: new Map([[a, 1]]), series: new Map([[a, state(1)]]) };
      const broken = tested.store.intake.update({ requests: [a], series: [a] }, () => {
        throw new Error("no decision");
      });
      await expect(broken).rejects.toThrow("no decision");
      const impossible = { ...slot(100), bad: 2 };
      const fails = update({ ...change, slots: [at(0, slot(1)), at(1, impossible)] });
      await expect(fails).rejects.toThrow("2 bad");
      expect(plain(await known([a], [a]))).toEqual({ requests: new Map(), series: new Map() });
      expect(await events()).toBe(0);
    });

    test("so that of many at once each sees what the one before decided", async () => {
      const requests = [intakeKey("first"), intakeKey("second")];
      const step = (n: number) => {
        const request = requests[n % 2]!;
        return tested.store.intake.update({ requests: [request], series: [a, b] }, (known) => {
          if (known.requests.has(request)) return NOTHING;
          const next = (key: string) =>
            [key, state((known.series.get(key)?.lastNs ?? 0) + 1)] as const;
          return {
            slots: [at(0, slot(100))],
            requests: new Map([[request, 1]]),
            series: new Map([next(a), next(b)]),
          };
        });
      };
      await Promise.all(Array.from({ length: 12 }, (_, n) => step(n)));
      const { series } = await known([], [a, b]);
      expect([...series.values()].map(({ lastNs }) => lastNs)).toEqual([2, 2]);
      expect(await events()).toBe(2);
    });

    test("of thousands of series in one go", async () => {
      const keys = Array.from({ length: 3000 }, (_, n) => intakeKey(`series ${n}`));
      await update({ series: new Map(keys.map((key, n) => [key, state(n, n % 256)])) });
      const { series, seriesKept } = await known([], keys);
      expect(series.get(keys[2999]!)).toMatchObject({ lastNs: 2999 });
      expect([series.size, seriesKept]).toEqual([3000, 3000]);
    });
  });

  describe("forgets", () => {
    const { forget, kept } = {
      forget: (requestsUpTo: number, seriesBeforeNs: number) =>
        tested.store.intake.forget({ requestsUpTo, seriesBeforeNs }),
      kept: () => tested.store.intake.kept(),
    };

    test("requests up to one of them, in the order in which they came", async () => {
      await update({ requests: new Map([[b, 1]]) });
      const { newestRequest } = await kept();
      await update({ requests: new Map([[a, 1]]) });
      await update({ requests: new Map([[b, 2]]) });
      await forget(newestRequest, 0);
      expect((await known([a, b], [])).requests).toEqual(new Map([[a, 1]]));
      expect((await kept()).newestRequest).toBeGreaterThan(newestRequest);
    });

    test("series whose last point is older, and knows until when it has forgotten", async () => {
      const series = new Map([
        [a, state(10)],
        [b, state(30)],
        [c, state(20)],
      ]);
      await update({ series });
      expect((await known([], [])).forgottenUntilNs).toBe(0);
      await forget(0, 25);
      await tested.reopen();
      const left = await known([], [a, b, c]);
      expect([...left.series.keys()]).toEqual([b]);
      expect(left).toMatchObject({ seriesKept: 1, forgottenUntilNs: 20 });
      await forget(0, 20);
      expect((await known([], [])).forgottenUntilNs).toBe(20);
    });
  });
}
