import { describe, expect, test } from "vitest";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { maintenanceWindows, windowState } from "../entries/index.ts";
import { type Announcement, decideAnnounce } from "./decide-announce.ts";
import { decideCancel, decideEnd, decideStart } from "./decide-course.ts";
import { ADDON, ask, at, promisingEngine } from "./testdata/promising-engine.ts";

const NOW = "2027-01-04T12:00:00Z";
const asked = (over: Partial<Announcement> = {}): Announcement => ({
  reason: "Database upgrade",
  from: "2027-01-10 02:00 UTC",
  for: "1h",
  late: false,
  ...over,
});
const stateOf = (engine: Awaited<ReturnType<typeof promisingEngine>>["engine"]) =>
  engine.projection.known().state(maintenanceWindows, ADDON);

test("what keeps to notice and allowance is announced, once for one cause", async () => {
  const { engine } = await promisingEngine();
  const first = await ask(engine, decideAnnounce, asked(), NOW, "same");
  const again = await ask(engine, decideAnnounce, asked(), NOW, "same");
  expect(again).toEqual({ ...first, isRepeated: true });
  expect(stateOf(engine).windows).toMatchObject([
    {
      startMs: at("2027-01-10T02:00:00Z"),
      endMs: at("2027-01-10T03:00:00Z"),
      announcedMs: at(NOW),
      isLate: false,
    },
  ]);
});

describe("is refused, and nothing is announced", () => {
  test.for([
    ["maintenance.past", { from: "2027-01-03 02:00" }],
    ["maintenance.late", { from: "2027-01-06 11:59" }],
    ["maintenance.late", { from: "now" }],
    ["maintenance.too-long", { for: "2h1m" }],
    ["maintenance.time-unclear", { from: "soon" }],
    ["maintenance.time-unclear", { for: "8d" }],
    ["maintenance.time-unclear", { from: undefined }],
    ["maintenance.time-unclear", { from: "2028-12-01 02:00" }],
    ["maintenance.time-unclear", { from: "2027-03-28 02:30 Europe/Paris" }],
    ["maintenance.time-unclear", { from: "2027-10-31 02:30 Europe/Paris" }],
    ["maintenance.time-unclear", { every: "Sun 02:00-03:00" }],
    ["maintenance.too-long", { from: undefined, for: undefined, every: "Sun 02:00-05:00" }],
    ["maintenance.time-unclear", { from: undefined, for: undefined, every: "Someday" }],
  ] as const)("%s: %o", async ([code, over]) => {
    const { engine } = await promisingEngine();
    expect(await ask(engine, decideAnnounce, asked(over), NOW)).toMatchObject({
      kind: "refused",
      code,
    });
    expect(stateOf(engine)).toMatchObject({ windows: [], series: [] });
  });

  test("without a promise of maintenance", async () => {
    const { engine } = await promisingEngine(
      "sla:\n  effectiveFrom: 2026-01-01\n  period: month\n",
    );
    expect(await ask(engine, decideAnnounce, asked(), NOW)).toMatchObject({
      code: "maintenance.not-promised",
    });
  });

  test("over the same time, and beyond what is left of the month", async () => {
    const { engine } = await promisingEngine();
    await ask(engine, decideAnnounce, asked(), NOW);
    expect(
      await ask(engine, decideAnnounce, asked({ from: "2027-01-10 02:59" }), NOW),
    ).toMatchObject({ code: "maintenance.overlapping" });
    const more = (iso: string) => asked({ from: iso, for: "61m" });
    expect(await ask(engine, decideAnnounce, more("2027-01-08 02:00"), NOW)).toMatchObject({
      code: "maintenance.allowance-used",
    });
    expect(await ask(engine, decideAnnounce, more("2027-02-08 02:00"), NOW)).toMatchObject({
      kind: "done",
    });
  });
});

test("late maintenance is announced when asked for so, and known to count as downtime", async () => {
  const { engine } = await promisingEngine();
  await ask(engine, decideAnnounce, asked({ from: "now", late: true }), NOW);
  expect(stateOf(engine).windows).toMatchObject([{ isLate: true, startMs: at(NOW) }]);
});

test("of two people who announce the same time at once, one gets it", async () => {
  const { store, engine } = await promisingEngine();
  const other = await engineOn(store);
  const answers = await Promise.all([
    ask(engine, decideAnnounce, asked(), NOW),
    ask(other, decideAnnounce, asked({ from: "2027-01-10 02:30" }), NOW),
  ]);
  expect(answers.map((one) => (one.kind === "refused" ? one.code : one.kind)).sort()).toEqual([
    "done",
    "maintenance.overlapping",
  ]);
});

describe("the course of a window", () => {
  async function announced() {
    const { engine } = await promisingEngine();
    await ask(engine, decideAnnounce, asked(), NOW);
    const { id } = stateOf(engine).windows[0]!;
    const stateAt = (iso: string) => windowState(stateOf(engine).windows[0]!, at(iso));
    return { engine, id, stateAt };
  }

  test("started, overrunning, ended", async () => {
    const { engine, id, stateAt } = await announced();
    expect(
      await ask(engine, decideStart, { id, late: false }, "2027-01-10T02:01:00Z"),
    ).toMatchObject({ kind: "done" });
    expect(stateAt("2027-01-10T02:30:00Z")).toBe("running");
    expect(stateAt("2027-01-10T03:00:00Z")).toBe("overrunning");
    await ask(engine, decideEnd, { id }, "2027-01-10T03:10:00Z");
    expect(stateAt("2027-01-10T03:20:00Z")).toBe("ended");
    expect(stateOf(engine).windows[0]!.endedMs).toBe(at("2027-01-10T03:10:00Z"));
  });

  test.for([
    ["maintenance.too-early", decideStart, "2027-01-10T01:59:00Z", false],
    ["maintenance.already-started", decideStart, "2027-01-10T02:10:00Z", true],
    ["maintenance.not-started", decideEnd, "2027-01-10T01:59:00Z", false],
    ["maintenance.begun", decideCancel, "2027-01-10T02:00:00Z", false],
    ["maintenance.over", decideEnd, "2027-01-10T03:00:00Z", false],
    ["maintenance.over", decideCancel, "2027-01-10T03:00:00Z", false],
  ] as const)("%s", async ([code, decide, iso, isStarted]) => {
    const { engine, id } = await announced();
    if (isStarted) await ask(engine, decideStart, { id, late: false }, "2027-01-10T02:01:00Z");
    expect(await ask(engine, decide, { id, late: false }, iso)).toMatchObject({ code });
  });

  test("nothing is known of another id", async () => {
    const { engine } = await announced();
    for (const decide of [decideStart, decideEnd, decideCancel])
      expect(await ask(engine, decide, { id: "none", late: false }, NOW)).toMatchObject({
        code: "maintenance.unknown",
      });
  });

  test("what was cancelled leaves its time and allowance to others", async () => {
    const { engine, id, stateAt } = await announced();
    await ask(engine, decideCancel, { id }, NOW);
    expect(stateAt(NOW)).toBe("cancelled");
    expect(await ask(engine, decideCancel, { id }, NOW)).toMatchObject({
      code: "maintenance.over",
    });
    expect(await ask(engine, decideAnnounce, asked({ for: "2h" }), NOW)).toMatchObject({
      kind: "done",
    });
  });
});

test("a series that takes more of a month than the allowance is refused, unless it is wanted all the same", async () => {
  const { engine } = await promisingEngine();
  const every = { reason: "Updates", every: "Sun 02:00-03:00 Europe/Paris" };
  const refused = await ask(
    engine,
    decideAnnounce,
    { ...every, late: false },
    "2027-01-01T00:00:00Z",
  );
  expect(refused).toMatchObject({ kind: "refused", code: "maintenance.too-long" });
  expect((refused as { message: string }).message).toContain("the windows last 4 hours together");
  const half = { ...every, every: "Sun 02:00-02:30 Europe/Paris", late: false };
  expect(await ask(engine, decideAnnounce, half, "2027-01-01T00:00:00Z")).toMatchObject({
    kind: "done",
  });
  const late = { ...every, every: "Mon 02:00-03:00 Europe/Paris", late: true };
  expect(await ask(engine, decideAnnounce, late, "2027-01-01T00:00:00Z")).toMatchObject({
    kind: "done",
  });
});
