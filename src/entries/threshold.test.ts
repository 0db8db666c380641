import { expect, test } from "vitest";
import type { Entry, NewEntry } from "../core/ledger/index.ts";
import { writeEntry } from "./entry-type.ts";
import {
  procedurePerformed,
  thresholdCleared,
  thresholdCrossed,
  thresholdHeard,
  thresholdId,
  thresholdSilent,
  watchedThresholds,
} from "./threshold.ts";

const AT = Date.parse("2027-01-17T10:00:00Z");
const id = thresholdId("disk", "web-1", "/var");
const measured = { id, resource: "disk", instance: "web-1", part: "/var" };
const crossing = {
  ...measured,
  ...{ limit: 0.9, clear: 0.85, forMs: 60_000, value: 0.93, since: "2027-01-17T09:59:00.000Z" },
  ...{ procedure: "page", runbook: "Remove old exports." },
} as const;
const about = (minute: number) => ({
  addon: "roadmaps",
  atMs: AT + minute * 60_000,
  by: "plimsoll",
});

const state = (entries: readonly NewEntry[]) =>
  entries.reduce(
    (sum, entry, at) =>
      watchedThresholds.reduce(sum, { ...entry, seq: at + 1, version: at + 1 } as Entry),
    watchedThresholds.initial,
  );

test("a crossing lasts from its entry to its end, with all that was done about it", () => {
  const done = { id, procedure: "runbook", note: "Removed exports of 2025." } as const;
  const entries = [
    writeEntry(thresholdCrossed, crossing, about(0)),
    writeEntry(procedurePerformed, done, about(5)),
    writeEntry(thresholdCleared, { id, reason: "below", value: 0.4 }, about(9)),
  ];
  expect(state(entries.slice(0, 2)).get(id)).toMatchObject({
    ...measured,
    crossing: { value: 0.93, atMs: AT, performed: [{ note: done.note, by: "plimsoll" }] },
    version: 2,
  });
  expect(state(entries).get(id)).toMatchObject({
    crossing: null,
    crossedMs: AT,
    clearedMs: AT + 540_000,
  });
});

test("silence does not end a crossing", () => {
  const entries = [
    writeEntry(thresholdCrossed, crossing, about(0)),
    writeEntry(thresholdSilent, { ...measured, lastAt: "2027-01-17T10:01:00.000Z" }, about(6)),
    writeEntry(thresholdHeard, measured, about(8)),
  ];
  expect(state(entries.slice(0, 2)).get(id)).toMatchObject({
    crossing: { value: 0.93 },
    silent: { sinceMs: AT + 360_000, lastMs: AT + 60_000 },
  });
  expect(state(entries).get(id)).toMatchObject({ crossing: { value: 0.93 }, silent: null });
});

test("the same machine and part have the same name, others another", () => {
  const names = [
    ["web-1", "/"],
    ["web-1", "/var"],
    ["web-2", "/"],
    ["", ""],
  ] as const;
  const ids = names.map(([instance, part]) => thresholdId("disk", instance, part));
  expect(new Set(ids).size).toBe(4);
  expect(ids[3]).toBe("disk");
  expect(thresholdId("disk", "web-1", "/var")).toBe(id);
});
