import { expect, test } from "vitest";
import type { Entry, NewEntry } from "../core/ledger/index.ts";
import { writeEntry } from "./entry-type.ts";
import { maintenanceWindows, windowAnnounced, windowCancelled, windowEnded } from "./window.ts";

const about = { addon: "roadmaps", atMs: Date.parse("2027-01-17T10:00:00Z"), by: "plimsoll" };
const startAt = "2027-02-01T10:00:00.000Z";
const endAt = "2027-02-01T11:00:00.000Z";
const rest = { reason: "Updates", startAt, endAt, late: false, series: null };
const announced = (id: string) => writeEntry(windowAnnounced, { id, ...rest }, about);
const after = (...entries: readonly NewEntry[]) =>
  entries
    .map((one, at): Entry => ({ ...one, seq: at, version: at, previous: "", hash: "" }))
    .reduce(maintenanceWindows.reduce, maintenanceWindows.initial);

test("each window is what was told of it, and of one that nobody announced nothing is known", () => {
  const { windows, windowEntries } = after(
    announced("a"),
    announced("b"),
    writeEntry(windowCancelled, { id: "a" }, about),
    writeEntry(windowEnded, { id: "b", at: endAt }, about),
    writeEntry(windowEnded, { id: "c", at: endAt }, about),
  );
  expect(windows).toMatchObject([
    { id: "a", isCancelled: true, endedMs: null, version: 2 },
    { id: "b", isCancelled: false, endedMs: Date.parse(endAt), version: 3 },
  ]);
  expect(windowEntries).toBe(5);
});

test("an entry costs the same however many windows there are, and what was known at first stays empty", () => {
  const before = after(announced("a"));
  const { windows } = before;
  const [entry] = [announced("b")].map(
    (one): Entry => ({ ...one, seq: 2, version: 1, previous: "", hash: "" }),
  );
  expect(maintenanceWindows.reduce(before, entry!).windows).toBe(windows);
  expect(maintenanceWindows.initial).toMatchObject({ windows: [], windowEntries: 0 });
});
