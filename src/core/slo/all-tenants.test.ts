import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../measurement/index.ts";
import { blocksOf, memoryStore, type SlotStore } from "../store/index.ts";
import { accountFor, allTenants, tenantStatement } from "./index.ts";
import type { Statement } from "./statement.ts";
import { check, each, minute, ms, placed, wholeApril } from "./testdata/scene.ts";

const input = { ...wholeApril, nowMs: ms("02 00:00") };
const [start, hour] = [minute("01 00:00"), minute("01 01:00")];

async function storeWith(slots: readonly PlacedSlot[]): Promise<SlotStore> {
  const { slots: store } = memoryStore();
  await store.add(slots);
  return store;
}

function alone(slots: readonly PlacedSlot[], tenant: string | null): Statement {
  const account = accountFor({ ...input, tenant });
  for (const block of blocksOf(slots)) account.add(block);
  return account.finish();
}

describe("one pass over the store", () => {
  const slots = [
    ...each(start, hour, (at) => check(at, 2)),
    ...each(start, hour, (at) => placed(at, 5, 0, { source: "edge" })),
    // The agent alone saw the minutes after the hour.
    ...each(start + 30, hour + 30, (at) => placed(at, 5, 1, { release: "1" })),
    ...each(start, hour, (at) => placed(at, 3, 0, { tenant: "globex" })),
    placed(minute("02 00:10"), 7, 7, { tenant: "globex" }),
    placed(start, 4, 0, { tenant: "" }),
  ];

  test("reads single minutes again only of days that need them", async () => {
    const store = await storeWith(slots);
    const asked: string[] = [];
    const watched = {
      blocks(query: Parameters<SlotStore["blocks"]>[0]) {
        asked.push(
          `${query.tenant ?? "everyone"} ${query.from}–${query.to} ${query.detailOn ?? "all"}`,
        );
        return store.blocks(query);
      },
    };
    const whole = await allTenants(watched, input);
    expect(whole).toEqual(alone(slots, null));
    const [first, last] = [start / 1440, minute("30 00:00") / 1440];
    expect(asked).toEqual([
      ` ${first}–${last} all`,
      `everyone ${first}–${last} `,
      // Edge and agent both tell of acme's first day; globex was seen in a minute that lies ahead.
      `acme ${first}–${first} all`,
      `globex ${first + 1}–${first + 1} all`,
    ]);
  });

  test("shows each tenant's statement on the way", async () => {
    const shown: Statement[] = [];
    await allTenants(await storeWith(slots), input, { onTenant: (one) => shown.push(one) });
    expect(shown).toEqual([alone(slots, "acme"), alone(slots, "globex")]);
  });

  test("judges a tenant only since it was watched", async () => {
    const shown = new Map<string | null, Statement>();
    const whole = await allTenants(await storeWith(slots), input, {
      tenantSinceMs: (tenant) => (tenant === "globex" ? ms("01 00:40") : null),
      onTenant: (one) => shown.set(one.tenant, one),
    });
    expect(shown.get("globex")!.uptime!.all).toBe(1440 - 40);
    expect(shown.get("globex")!.since).toBe("2027-04-01T00:40:00.000Z");
    expect(shown.get("acme")!.uptime!.all).toBe(1440);
    expect(whole.uptime!.all).toBe(1440);
  });

  test("is nothing but insufficient over an empty store", async () => {
    const whole = await allTenants(await storeWith([]), input);
    expect(whole.tenants).toMatchObject({ measured: 0, worst: [] });
    expect(new Set(whole.objectives.map(({ verdict }) => verdict))).toEqual(
      new Set(["insufficient"]),
    );
  });

  test("stops at a store that tears a tenant's blocks apart", async () => {
    const blocks = blocksOf(slots).filter(({ stream }) => stream.tenant !== "");
    const torn = {
      async *blocks({ tenant }: { tenant?: string }) {
        if (tenant === undefined) yield [blocks[0]!, blocks.at(-1)!, blocks[0]!];
      },
    };
    await expect(allTenants(torn, input)).rejects.toMatchObject({ code: "internal" });
  });
});

test("one tenant's statement reads its own blocks and the checks", async () => {
  const slots = [
    check(start, 2),
    placed(start + 1, 5),
    placed(start + 2, 5, 5, { tenant: "other" }),
  ];
  const store = await storeWith(slots);
  const found = await tenantStatement(store, { ...input, tenant: "acme" });
  expect(found.uptime).toMatchObject({ up: 2, down: 0 });
  expect(found).toEqual(alone(slots, "acme"));
});
