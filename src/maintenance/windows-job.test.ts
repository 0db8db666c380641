import { expect, test } from "vitest";
import { type Engine, perform, type Turn } from "../engine/index.ts";
import { maintenanceWindows } from "../entries/index.ts";
import { decideAnnounce } from "./decide-announce.ts";
import { decideCancel, decideStart } from "./decide-course.ts";
import { ADDON, ask, at, promisingEngine } from "./testdata/promising-engine.ts";
import { windowsJob } from "./windows-job.ts";

const { when, run } = windowsJob;
const MOST_TURNS = 100;

/** Does the job whenever it is due between two moments, and answers what is known afterwards. */
async function live(engine: Engine, fromIso: string, toIso: string) {
  const known = await engine.projection.upTo();
  const { due } = when as Extract<typeof when, { due: unknown }>;
  let nowMs = at(fromIso);
  for (let turns = 0; ; turns++) {
    const next = due(known, nowMs, null);
    if (next === null || next > at(toIso)) return known.state(maintenanceWindows, ADDON);
    if (turns > MOST_TURNS) throw new Error("It is due again and again.");
    nowMs = Math.max(nowMs, next);
    const doing: Turn["perform"] = (decide, input, about) =>
      perform(engine, decide, input, { ...about, nowMs, by: "plimsoll" });
    const lease = { name: "maintenance/windows", holder: "test", fence: 1 };
    await run({
      nowMs,
      known,
      lease,
      signal: new AbortController().signal,
      perform: doing,
    } as Turn);
  }
}

const once = { reason: "Upgrade", from: "2027-01-10 02:00", for: "1h", late: false };
const NOW = "2027-01-04T00:00:00Z";
const AFTER = "2027-01-11T00:00:00Z";

test("a window begins and ends by itself at its time", async () => {
  const { engine } = await promisingEngine();
  await ask(engine, decideAnnounce, once, NOW);
  expect((await live(engine, NOW, AFTER)).windows).toMatchObject([
    {
      startedMs: at("2027-01-10T02:00:00Z"),
      endedMs: at("2027-01-10T03:00:00Z"),
      isAttended: false,
      hasOverrun: false,
      version: 3,
    },
  ]);
});

test("what came due while nobody ran is done once, with the times that were announced", async () => {
  const { engine } = await promisingEngine();
  await ask(engine, decideAnnounce, once, NOW);
  await live(engine, AFTER, AFTER);
  expect((await live(engine, AFTER, AFTER)).windows).toMatchObject([
    { endedMs: at("2027-01-10T03:00:00Z"), version: 3 },
  ]);
});

test("a window that somebody started overruns until it is ended, and that is noted once", async () => {
  const { engine } = await promisingEngine();
  await ask(engine, decideAnnounce, once, NOW);
  const { id } = engine.projection.known().state(maintenanceWindows, ADDON).windows[0]!;
  const begun = "2027-01-10T02:00:30Z";
  await ask(engine, decideStart, { id, late: false }, begun);
  expect((await live(engine, begun, AFTER)).windows).toMatchObject([
    { endedMs: null, hasOverrun: true, version: 3 },
  ]);
});

test("weekly windows are announced ahead, each in time, until the series is cancelled", async () => {
  const { engine } = await promisingEngine();
  const begun = "2027-01-07T12:00:00Z";
  const weekly = { reason: "Updates", every: "Sun 02:00-02:30 Europe/Paris", late: false };
  await ask(engine, decideAnnounce, weekly, begun);
  const { windows, series } = await live(engine, begun, "2027-01-28T12:00:00Z");
  const days = windows.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 10));
  expect(days).toEqual(["2027-01-10", "2027-01-17", "2027-01-24", "2027-01-31"]);
  expect(windows.every(({ isLate }) => !isLate)).toBe(true);
  await ask(engine, decideCancel, { id: series[0]!.id }, "2027-01-28T12:00:00Z");
  const after = (await live(engine, "2027-01-28T12:00:00Z", "2027-03-01T00:00:00Z")).windows;
  expect(after).toHaveLength(4);
  expect(after.at(-1)).toMatchObject({ isCancelled: true, startedMs: null });
});

test("a weekly window whose time is taken already is left out", async () => {
  const { engine } = await promisingEngine();
  await ask(engine, decideAnnounce, once, NOW);
  const weekly = { reason: "Updates", every: "Sun 02:30-03:00", late: false };
  await ask(engine, decideAnnounce, weekly, NOW);
  const { windows } = await live(engine, NOW, AFTER);
  expect(windows.map(({ startMs }) => startMs)).toEqual([
    at("2027-01-10T02:00:00Z"),
    at("2027-01-17T02:30:00Z"),
  ]);
});
