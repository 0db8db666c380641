import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { exportLines, publicKeyOf, verifyLines } from "../core/ledger/index.ts";
import { memoryStore, type Store } from "../core/store/index.ts";
import { DAY_MS, dayOf, fakeClock, minuteOf } from "../core/time/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { knownOf } from "../engine/testdata/known.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import { sealedStatements } from "../entries/index.ts";
import { viewDrawer } from "./draw-up-view.ts";
import { monthSealing } from "./seal-months.ts";
import type { Promising } from "./statement-parts.ts";
import { ADDON, document, measure, promising } from "./testdata/watched-months.ts";

const { privateKey: sealingKey } = generateKeyPairSync("ed25519");
const onDamage = () => {};
const day = (iso: string) => dayOf(minuteOf(Date.parse(iso)));

const sealedOn = async (store: Store) =>
  (await engineOn(store)).projection.known().state(sealedStatements, ADDON);

/** Seals what is due at a moment, in a process of its own. */
async function sealAt(store: Store, promising: Promising, iso: string): Promise<void> {
  const clock = fakeClock(Date.parse(iso));
  const { slots, ledger } = store;
  const { job } = monthSealing({
    promising: () => [promising],
    slots,
    ledger,
    sealingKey,
    onDamage,
  });
  const running = await runOn([job], clock, store);
  await clock.advance(1000);
  await running.close();
}

const drawAt = async (store: Store, promising: Promising, iso: string) => {
  const sealed = await sealedOn(store);
  const draw = viewDrawer({
    publicKey: null,
    slots: store.slots,
    current: () => null,
    known: () => knownOf([sealedStatements, sealed]),
    sections: [],
    clock: fakeClock(Date.parse(iso)),
    onDamage,
  });
  return (await draw([promising], Date.parse(iso))).addons[0]!;
};

const first = document("2027-01-01", "99%");

test("a month is sealed eight days after it is over, once, and signed with the ledger's head", async () => {
  const store = memoryStore();
  const addon = await promising(store, [first, "2027-01-05T00:00:00.000Z"]);
  await measure(store, "2027-01-20T12:00:00Z");
  const before = (await drawAt(store, addon, "2027-02-08T00:00:00Z")).earlier[0]!;
  await sealAt(store, addon, "2027-02-08T23:59:00Z");
  expect(await sealedOn(store)).toEqual([]);
  for (const _ of [1, 2]) await sealAt(store, addon, "2027-02-09T00:00:00Z");
  const sealed = await sealedOn(store);
  expect(sealed.map(({ period }) => period.name)).toEqual(["2027-01"]);
  const { tenants, ...figures } = sealed[0]!;
  expect(figures).toMatchObject({ objectives: before.objectives, uptime: before.uptime });
  expect(tenants).toMatchObject({ measured: 1, worst: [] });

  const lines = await Array.fromAsync(exportLines(store.ledger.read(), sealingKey));
  const verified = await verifyLines(lines, publicKeyOf(sealingKey));
  expect(verified).toMatchObject({ kind: "intact", entries: 2 });
  expect(verified.kind === "intact" && verified.seals[0]!.seal).toMatchObject({
    period: "2027-01",
    head: { seq: 1 },
  });
});

test("what is measured late, or thinned, moves nothing of a month that is sealed", async () => {
  const store = memoryStore();
  const addon = await promising(store, [first, "2027-01-05T00:00:00.000Z"]);
  await measure(store, "2027-01-20T12:00:00Z");
  await sealAt(store, addon, "2027-02-09T00:00:00Z");
  const sealed = (await drawAt(store, addon, "2027-02-09T00:00:00Z")).earlier[0]!;
  await measure(store, "2027-01-20T12:01:00Z");
  const kept = { minutesFrom: day("2027-06-01"), countsFrom: day("2027-06-01") };
  await store.slots.thin(ADDON, kept);
  const { earlier } = await drawAt(store, addon, "2027-12-15T00:00:00Z");
  expect(earlier[0]).toEqual(sealed);
  expect(earlier.map(({ period }) => period.name)).toEqual([
    "2027-01",
    "2027-08",
    "2027-09",
    "2027-10",
    "2027-11",
  ]);
});

test("of a month in which the promise changed every part is sealed", async () => {
  const store = memoryStore();
  const addon = await promising(
    store,
    [document("2027-01-15", "99%"), "2027-01-05T10:00:30.000Z"],
    [document("2027-01-25", "99.9%"), "2027-01-20T00:00:00.000Z"],
  );
  const open = (await drawAt(store, addon, "2027-02-09T00:00:00Z")).earlier;
  await sealAt(store, addon, "2027-02-09T00:00:00Z");
  const { earlier } = await drawAt(store, addon, "2027-02-09T00:00:00Z");
  expect(earlier).toHaveLength(3);
  expect(earlier.map(({ counted, uptime }) => [counted, uptime])).toEqual(
    open.map(({ counted, uptime }) => [counted, uptime]),
  );
});

test("a month whose minutes are gone is not sealed: its figures would be false", async () => {
  const store = memoryStore();
  const addon = await promising(store, [first, "2027-01-05T00:00:00.000Z"]);
  await measure(store, "2027-01-20T12:00:00Z");
  await measure(store, "2027-02-20T12:00:00Z");
  const kept = { minutesFrom: day("2027-02-01"), countsFrom: day("2027-02-01") };
  await store.slots.thin(ADDON, kept);
  await sealAt(store, addon, "2027-04-01T00:00:00Z");
  expect((await sealedOn(store)).map(({ period }) => period.name)).toEqual(["2027-02"]);
});

test("counts are needed from the first month on that is not sealed", async () => {
  const store = memoryStore();
  const addon = await promising(store, [first, "2027-01-05T00:00:00.000Z"]);
  const { slots, ledger } = store;
  const { neededFrom } = monthSealing({
    promising: () => [addon],
    slots,
    ledger,
    sealingKey,
    onDamage,
  });
  const nowMs = Date.parse("2027-04-01T00:00:00Z");
  const needed = async () => neededFrom((await engineOn(store)).projection.known(), ADDON, nowMs);
  expect(await needed()).toBe(day("2027-01-01"));
  await sealAt(store, addon, new Date(nowMs - 30 * DAY_MS).toISOString());
  expect(await needed()).toBe(day("2027-02-01"));
});
