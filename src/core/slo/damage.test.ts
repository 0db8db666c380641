import { describe, expect, test } from "vitest";
import type { PlacedSlot, SlotBlock, Stream } from "../measurement/index.ts";
import { blocksOf, memoryStore, type SlotStore } from "../store/index.ts";
import { allTenants, tenantStatement } from "./index.ts";
import type { Statement } from "./statement.ts";
import { check, each, minute, ms, placed, wholeApril } from "./testdata/scene.ts";

const input = { ...wholeApril, nowMs: ms("03 00:00") };
const days = [minute("01 00:00"), minute("02 00:00"), minute("03 00:00")] as const;

/** A store of which some streams' first day is damaged. */
async function damagedStore(
  slots: readonly PlacedSlot[],
  isDamaged: (stream: Stream) => boolean,
): Promise<Pick<SlotStore, "blocks">> {
  const { slots: store } = memoryStore();
  await store.add(slots);
  const isLost = ({ stream, day }: SlotBlock) => day === days[0] / 1440 && isDamaged(stream);
  return {
    async *blocks(query) {
      for await (const batch of store.blocks(query)) {
        for (const { stream, day } of batch.filter(isLost))
          query.onDamage!({ stream, day, reason: "It is damaged." });
        yield batch.filter((block) => !isLost(block));
      }
    },
  };
}

const objective = ({ objectives }: Statement, id: string) =>
  objectives.find((one) => one.id === id)!;
const uptimeOn = ({ days }: Statement, at: number) => {
  const { up, down, unknown } = days[at]!;
  return { up, down, unknown };
};

describe("requests of one tenant that cannot be read any more", () => {
  // Acme's first day was bad: without it, all is well.
  const slots = [
    ...each(days[0], days[2], (at) => check(at, 2)),
    ...each(days[0], days[0] + 600, (at) => placed(at, 10, 10)),
    ...each(days[1], days[2], (at) => placed(at, 10)),
    ...each(days[0], days[2], (at) => placed(at, 10, 0, { tenant: "globex" })),
  ];
  const ofAcme = ({ tenant }: Stream) => tenant === "acme";

  test("leave that day unknown, of the tenant and of the whole, and its neighbours as they are", async () => {
    const store = await damagedStore(slots, ofAcme);
    const shown = new Map<string | null, Statement>();
    const whole = await allTenants(store, input, {
      onTenant: (one) => shown.set(one.tenant, one),
    });
    for (const one of [whole, shown.get("acme")!]) {
      expect(uptimeOn(one, 0)).toEqual({ up: 0, down: 0, unknown: 1440 });
      expect(uptimeOn(one, 1)).toEqual({ up: 1440, down: 0, unknown: 0 });
      expect(objective(one, "uptime").verdict).toBe("insufficient");
      expect(objective(one, "ui.p95")).toMatchObject({ verdict: "insufficient", needed: null });
      expect(one.damaged).toEqual([{ day: "2027-04-01", indicators: ["ui"] }]);
    }
    expect(uptimeOn(shown.get("globex")!, 0)).toEqual({ up: 1440, down: 0, unknown: 0 });
    expect(shown.get("globex")!.damaged).toBeUndefined();
    expect(objective(shown.get("globex")!, "ui.p95").verdict).toBe("met");
    expect(whole.tenants).toMatchObject({ measured: 2, met: 1, insufficient: 1 });
    expect(await tenantStatement(store, { ...input, tenant: "acme" })).toEqual(shown.get("acme"));
  });

  test("and those of which nothing is left are counted as not proven", async () => {
    const first = slots.filter(({ stream, minute: at }) => !ofAcme(stream) || at < days[1]);
    const whole = await allTenants(await damagedStore(first, ofAcme), input);
    expect(whole.tenants).toMatchObject({ measured: 2, met: 1, insufficient: 1 });
  });

  test("touch no promise about other requests", async () => {
    const hooks = each(days[0], days[2], (at) => placed(at, 9, 0, { indicator: "webhook" }));
    const whole = await allTenants(
      await damagedStore(
        [...slots, ...hooks],
        (stream) => ofAcme(stream) && stream.indicator === "ui",
      ),
      input,
    );
    expect(objective(whole, "webhook").verdict).toBe("met");
  });

  test("before anything counts, are nobody's business", async () => {
    const later = { ...input, watchingSinceMs: ms("02 00:00") };
    const whole = await allTenants(await damagedStore(slots, ofAcme), later);
    expect(whole.damaged).toBeUndefined();
    expect(objective(whole, "ui.p95").verdict).toBe("met");
  });
});

describe("checks that cannot be read any more", () => {
  const probes = (agree: number, places: readonly string[]) => [
    {
      fromMs: 0,
      probes: [{ path: "/health", everyMs: 60_000, timeoutMs: 1000, from: places, agree }],
    },
  ];
  const at =
    (place: string, bad = 0) =>
    (when: number) =>
      placed(when, 1, bad, {
        tenant: "",
        indicator: "availability",
        source: "probe",
        place,
        path: "/health",
      });

  test.for([
    // One place is enough for a minute that is down: what the lost one saw might have been it.
    [1, ["a", "b"], 0, { up: 0, down: 0, unknown: 1440 }],
    // Two must agree, and the other two saw it answer.
    [2, ["a", "b", "c"], 0, { up: 1440, down: 0, unknown: 0 }],
    // One of the two that are left saw it fail: with the lost one they are two.
    [2, ["a", "b", "c"], 1, { up: 0, down: 0, unknown: 1440 }],
    [1, ["a", "b"], 1, { up: 0, down: 1440, unknown: 0 }],
  ] as const)(
    "%d must agree of %o, of which a is lost and b failed %d times",
    async ([agree, places, bad, expected]) => {
      const slots = places.flatMap((place) =>
        each(days[0], days[2], at(place, place === "b" ? bad : 0)),
      );
      const store = await damagedStore(slots, ({ place }) => place === "a");
      const whole = await allTenants(store, { ...input, probes: probes(agree, places) as never });
      expect(uptimeOn(whole, 0)).toEqual(expected);
      expect(whole.damaged).toEqual([{ day: "2027-04-01", indicators: ["availability"] }]);
    },
  );

  test("of a time without plans leave the day unknown too", async () => {
    const slots = each(days[0], days[2], (when) => check(when, 2));
    const other = each(days[0], days[2], at("b"));
    const isFirst = ({ place }: Stream) => place === "";
    const whole = await allTenants(await damagedStore([...slots, ...other], isFirst), input);
    expect(uptimeOn(whole, 0)).toEqual({ up: 0, down: 0, unknown: 1440 });
    expect(uptimeOn(whole, 1)).toEqual({ up: 1440, down: 0, unknown: 0 });
  });

  test("decide nothing where a tenant's own requests do", async () => {
    const slots = [
      ...each(days[0], days[2], (when) => check(when, 2)),
      ...each(days[0], days[0] + 60, (when) => placed(when, 10)),
    ];
    const store = await damagedStore(slots, ({ source }) => source === "probe");
    const acme = await tenantStatement(store, { ...input, tenant: "acme" });
    expect(uptimeOn(acme, 0)).toEqual({ up: 60, down: 0, unknown: 1380 });
  });
});

test("blocks that were all read say nothing of damage", async () => {
  const slots = each(days[0], days[2], (when) => placed(when, 10));
  const whole = await allTenants(await damagedStore(slots, () => false), input);
  expect(whole).not.toHaveProperty("damaged");
  expect(blocksOf(slots)).toHaveLength(2);
});
