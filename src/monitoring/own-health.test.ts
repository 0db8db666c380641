import { expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import { type OwnHealth, ownChecks } from "./own-health.ts";

const NOW = 100 * MINUTE_MS;
const forecast = { growthPerDay: 1e6, lossPerDay: 1e6, seenDays: 7, fullInDays: 400 };
const disk = { availableBytes: 80e9, sizeBytes: 100e9 };

const healthy: OwnHealth = {
  unreadable: null,
  writes: { last: { atMs: 0, monotonicMs: NOW - 4_000 }, failure: null },
  place: { disk, lost: null },
  forecast,
  damage: null,
  view: { drawnMs: NOW - 50_000, isFailing: false },
  monotonicMs: NOW,
};

/** What is not as it should be. */
const wrong = (changes: Partial<OwnHealth>) =>
  ownChecks({ ...healthy, ...changes })
    .filter(({ status }) => status !== "pass")
    .map(({ name, status, output }) => `${status} ${name}: ${output}`);

test("everything is named, with what was measured, by the monotonic clock", () => {
  expect(ownChecks(healthy).map(({ name, observed }) => [name, observed?.value])).toEqual([
    ["store:readable", undefined],
    ["store:writable", 4],
    ["store:file", undefined],
    ["disk:available", 80e9],
    ["view:drawn", 50],
  ]);
  expect(wrong({})).toEqual([]);
});

const secret = "/var/lib/plimsoll/plimsoll.db";
const full = new PlimsollError("store.full", `The store ${secret} cannot grow.`);
const writes = (agoMs: number, failure: PlimsollError | null = null) => ({
  writes: { last: { atMs: 0, monotonicMs: NOW - agoMs }, failure },
});
const left = (availableBytes: number) => ({
  place: { disk: { ...disk, availableBytes }, lost: null },
});

test.for<[string, Partial<OwnHealth>, readonly RegExp[]]>([
  ["cannot be read", { unreadable: full }, [/^fail store:readable: The store cannot be read/]],
  [
    "took not all",
    writes(1, full),
    [/^fail store:writable: The disk that holds the store is full/],
  ],
  ["hangs", writes(MINUTE_MS), [/^fail store:writable: Nothing was written for a minute/]],
  ["is gone", { place: { disk: null, lost: secret } }, [/^fail store:file: .*deleted or replaced/]],
  ["is damaged", { damage: full }, [/^fail store:file: The store's file is damaged/]],
  ["has no room", left(1e6), [/^fail disk:available: The store's disk is full/]],
  ["has little room", left(100e6), [/^warn disk:available: .*nearly full/]],
  [
    "has room for some days",
    { forecast: { ...forecast, fullInDays: 13.9 } },
    [/^warn disk:available: .*within two weeks/],
  ],
  ["has room for longer", { forecast: { ...forecast, fullInDays: 14 } }, []],
  [
    "gives no figures now",
    { view: { drawnMs: NOW - MINUTE_MS, isFailing: true } },
    [/^warn view:drawn/],
  ],
  [
    "gave no figures for long, whoever asked",
    { view: { drawnMs: NOW - 10 * MINUTE_MS, isFailing: false } },
    [/^fail view:drawn: No figures/],
  ],
])("a store that %s", ([, changes, expected]) => {
  const found = wrong(changes);
  expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  expect(found.join()).not.toContain(secret);
});
