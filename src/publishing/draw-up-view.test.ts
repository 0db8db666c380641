import { describe, expect, test } from "vitest";
import * as z from "zod";
import { memoryStore, type Store } from "../core/store/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { knownOf } from "../engine/testdata/known.ts";
import { maintenanceWindows } from "../entries/index.ts";
import { viewDrawer } from "./draw-up-view.ts";
import type { PublishedAddon } from "./public-view.ts";
import { PUBLIC_KEY } from "./testdata/view.ts";
import { document, measure, promising } from "./testdata/watched-months.ts";

const drawer = (store: Store) =>
  viewDrawer({
    publicKey: PUBLIC_KEY,
    slots: store.slots,
    current: () => null,
    known: () => knownOf(),
    sections: [],
    clock: fakeClock(now),
    onDamage: () => {},
  });

const first = document("2027-01-01", "99%");
const stricter = document("2027-03-01", "99.9%");
const now = Date.parse("2027-02-10T00:00:00Z");

test("shows the running month, and every month watched before it", async () => {
  const store = memoryStore();
  const addon = await promising(store, [first, "2027-01-05T00:00:00.000Z"]);
  await measure(store, "2027-01-20T12:00:00Z");
  await measure(store, "2027-02-03T12:00:00Z");
  const { addons } = await drawer(store)([addon], now);
  expect(addons[0]!.statement.period.name).toBe("2027-02");
  expect(addons[0]!.earlier.map(({ period }) => period.name)).toEqual(["2027-01"]);
  expect(addons[0]!.earlier[0]!.uptime!.up).toBe(1);
});

test("a promise of days to come is neither shown nor judged by yet", async () => {
  const store = memoryStore();
  const addon = await promising(
    store,
    [first, "2027-01-05T00:00:00.000Z"],
    [stricter, "2027-02-01T00:00:00.000Z"],
  );
  const draw = drawer(store);
  const february = (await draw([addon], now)).addons[0]!;
  expect(february.sla.uptime!.target).toBe(0.99);
  expect(february.version).toBe(1);
  const march = (await draw([addon], Date.parse("2027-03-02T00:00:00Z"))).addons[0]!;
  expect(march.sla.uptime!.target).toBe(0.999);
  expect(march.earlier.map(({ objectives }) => objectives[0]!.promised)).toEqual(["99 %", "99 %"]);
});

describe("a month in which the promise begins or changes", () => {
  const parts = ({ statement, earlier }: PublishedAddon) =>
    [...earlier, statement].map(({ period, counted, uptime, objectives }) => {
      const day = (ms: number) => new Date(ms).toISOString().slice(5, 16);
      const promised = objectives[0]!.promised;
      return `${period.name} ${day(counted.fromMs)} to ${day(counted.toMs)} ${counted.phase}: ${promised}, ${uptime!.up} up`;
    });

  test("is told in parts, each by its own version", async () => {
    const store = memoryStore();
    const addon = await promising(
      store,
      [document("2027-01-15", "99%"), "2027-01-05T10:00:30.000Z"],
      [document("2027-02-05", "99.9%"), "2027-01-20T00:00:00.000Z"],
    );
    for (const at of ["01-05T10:00", "01-05T10:01", "01-16T00:00", "02-04T00:00", "02-05T00:00"])
      await measure(store, `2027-${at}:00Z`);
    expect(parts((await drawer(store)([addon], now)).addons[0]!)).toEqual([
      "2027-01 01-05T10:01 to 01-15T00:00 before-promise: 99 %, 1 up",
      "2027-01 01-15T00:00 to 02-01T00:00 over: 99 %, 1 up",
      "2027-02 02-01T00:00 to 02-05T00:00 over: 99 %, 1 up",
      "2027-02 02-05T00:00 to 03-01T00:00 running: 99.9 %, 1 up",
    ]);
  });

  test("goes on where only what is not promised has changed", async () => {
    const store = memoryStore();
    const changed = first.replace(
      "operations: {}",
      "operations:\n  probes: [{ path: /health, every: 30s }]",
    );
    const addon = await promising(
      store,
      [first, "2027-01-05T00:00:00.000Z"],
      [changed, "2027-02-03T12:00:00.000Z"],
    );
    const published = (await drawer(store)([addon], now)).addons[0]!;
    expect(parts(published).at(-1)).toBe("2027-02 02-01T00:00 to 03-01T00:00 running: 99 %, 0 up");
    expect(published.version).toBe(2);
  });

  test("cannot be promised otherwise when it has passed", async () => {
    const store = memoryStore();
    const addon = await promising(
      store,
      [document("2027-01-01", "99.9%"), "2027-01-01T00:00:00.000Z"],
      [document("2027-01-01", "95%"), "2027-02-09T13:30:10.000Z"],
      // Set right after some seconds: no minute was promised otherwise.
      [document("2027-01-01", "90%"), "2027-02-09T13:30:40.000Z"],
    );
    expect(parts((await drawer(store)([addon], now)).addons[0]!)).toEqual([
      "2027-01 01-01T00:00 to 02-01T00:00 over: 99.9 %, 0 up",
      "2027-02 02-01T00:00 to 02-09T13:31 over: 99.9 %, 0 up",
      "2027-02 02-09T13:31 to 03-01T00:00 running: 90 %, 0 up",
    ]);
  });

  test("before the first promise nothing is judged", async () => {
    const store = memoryStore();
    const addon = await promising(store, [
      document("2027-03-01", "99%"),
      "2027-01-05T00:00:00.000Z",
    ]);
    const published = (await drawer(store)([addon], now)).addons[0]!;
    expect(parts(published)).toEqual([
      "2027-01 01-05T00:00 to 02-01T00:00 before-promise: 99 %, 0 up",
      "2027-02 02-01T00:00 to 03-01T00:00 before-promise: 99 %, 0 up",
    ]);
    expect(published.statement.objectives.map(({ verdict }) => verdict)).toEqual(["insufficient"]);
  });
});

test("announced maintenance is left out of months that are kept already, shown, and the present state", async () => {
  const store = memoryStore();
  const sla = first.replace(
    "operations:",
    "  maintenance: { notice: 48h, allowance: 4h per month }\noperations:",
  );
  const addon = await promising(store, [sla, "2027-01-05T00:00:00.000Z"]);
  await measure(store, "2027-01-20T12:00:00Z");
  const window = (startAt: string, minutes: number) => ({
    id: startAt,
    reason: "Upgrade",
    seriesId: null,
    isLate: false,
    announcedMs: Date.parse("2027-01-10T00:00:00Z"),
    startMs: Date.parse(startAt),
    endMs: Date.parse(startAt) + minutes * 60_000,
    startedMs: null,
    isAttended: false,
    endedMs: null,
    hasOverrun: false,
    isCancelled: false,
    version: 1,
  });
  let windows: readonly ReturnType<typeof window>[] = [];
  const at = new Date(now).toISOString();
  const draw = viewDrawer({
    publicKey: PUBLIC_KEY,
    slots: store.slots,
    current: () => ({ kind: "failing", since: at, checkedAt: at, cause: "no answer" }),
    known: () => knownOf([maintenanceWindows, { ...maintenanceWindows.initial, windows }]),
    sections: [
      {
        key: "windows",
        schema: z.number(),
        shown: ({ known, addon }) => known.state(maintenanceWindows, addon).windows.length,
        overriding: () => ({ kind: "maintenance", since: at, cause: "Upgrade" }),
      },
    ],
    clock: fakeClock(now),
    onDamage: () => {},
  });
  expect((await draw([addon], now)).addons[0]!.earlier[0]!.uptime!.excluded).toBe(0);
  windows = [window("2027-01-20T11:30:00Z", 60), window("2027-02-09T23:30:00Z", 60)];
  const drawn = (await draw([addon], now)).addons[0]!;
  expect(drawn.earlier[0]!.uptime).toMatchObject({ excluded: 60, up: 0 });
  expect(drawn.current).toMatchObject({ kind: "maintenance", cause: "Upgrade", checkedAt: at });
  expect(drawn.sections).toMatchObject([{ section: { key: "windows" }, shown: 2 }]);
});
