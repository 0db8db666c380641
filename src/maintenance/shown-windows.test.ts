import { expect, test } from "vitest";
import type { PromiseStretch } from "../core/contract/index.ts";
import { type MaintenanceWindow, maintenanceWindows } from "../entries/index.ts";
import { runningWindow, shownWindows } from "./shown-windows.ts";
import { at } from "./testdata/promising-engine.ts";

const window = (startIso: string, parts: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  id: startIso,
  reason: "Upgrade",
  seriesId: null,
  isLate: false,
  announcedMs: at("2027-01-10T00:00:00Z"),
  startMs: at(startIso),
  endMs: at(startIso) + 60 * 60_000,
  startedMs: null,
  isAttended: false,
  endedMs: null,
  hasOverrun: false,
  isCancelled: false,
  version: 1,
  ...parts,
});
const of = (...windows: MaintenanceWindow[]) => ({ ...maintenanceWindows.initial, windows });
const HOUR_MS = 3_600_000;
const sla = {
  maintenance: { noticeMs: 48 * HOUR_MS, allowance: { ms: 2 * HOUR_MS, per: "month" } },
};
const stretches = [
  { contract: { sla }, fromMs: 0, toMs: Number.POSITIVE_INFINITY, isPromised: true },
] as unknown as readonly PromiseStretch[];
const now = at("2027-02-10T00:00:00Z");
const shown = (...windows: MaintenanceWindow[]) => shownWindows(of(...windows), stretches, now);

test("windows stand in the order of their beginning, with what of them is left out", () => {
  const running = window("2027-02-09T23:30:00Z");
  const over = window("2027-01-20T11:30:00Z");
  expect(shown(running, over)).toMatchObject([
    { state: "ended", excludedMinutes: 60, minutes: 60, endedAt: "2027-01-20T12:30:00.000Z" },
    { state: "running", excludedMinutes: 60, endedAt: null },
  ]);
});

test.for([
  ["cancelled", { isCancelled: true }, { state: "cancelled", excludedMinutes: 0 }],
  ["announced too late", { announcedMs: at("2027-01-20T11:00:00Z") }, { excludedMinutes: 0 }],
  ["ended early", { endedMs: at("2027-01-20T11:40:00Z") }, { excludedMinutes: 10, minutes: 10 }],
] as const)("%s", ([, parts, expected]) => {
  expect(shown(window("2027-01-20T11:30:00Z", parts))).toMatchObject([expected]);
});

test("what is long over is shown no more", () => {
  expect(shown(window("2026-11-01T00:00:00Z"))).toEqual([]);
});

test("only a window that runs stands before what checks find", () => {
  const running = window("2027-02-09T23:30:00Z");
  expect(runningWindow(of(window("2027-01-20T11:30:00Z")), now)).toBeNull();
  expect(runningWindow(of(running), now)).toEqual({
    kind: "maintenance",
    since: "2027-02-09T23:30:00.000Z",
    cause: "Upgrade",
  });
  expect(runningWindow(of({ ...running, isLate: true }), now)?.cause).toContain("announced late");
  expect(
    runningWindow(of({ ...running, isAttended: true, startedMs: now }), at("2027-02-10T01:00:00Z")),
  ).toBeNull();
});
