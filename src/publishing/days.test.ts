import { describe, expect, test } from "vitest";
import type { DayAccount } from "../core/slo/index.ts";
import { daysOf, stripSentence } from "./days.ts";
import { early, good, missed, young } from "./testdata/addons.ts";
import { days } from "./testdata/sketched-days.ts";
import { statement } from "./testdata/view.ts";

const uptimeOf = ({ statement }: typeof good) => statement.objectives[0]!;
const day = (sketch: Partial<DayAccount>): DayAccount => ({
  ...days(Date.UTC(2027, 0, 1), [{}])[0]!,
  up: 0,
  down: 0,
  excluded: 0,
  unknown: 0,
  objectives: {},
  ...sketch,
});

describe("one day of uptime", () => {
  test.for<readonly [string, Partial<DayAccount>, string, number, string]>([
    ["a whole day up", { up: 1440 }, "kept", 4, "no downtime, 1,440 minutes up"],
    [
      "half a day known",
      { up: 720, unknown: 720 },
      "kept",
      2,
      "no downtime, 720 minutes up, 720 unknown",
    ],
    ["one bad minute", { up: 1439, down: 1 }, "strained", 1, "1 minute down, 1,439 up"],
    ["more than a day may spend", { up: 1438, down: 2 }, "broken", 1, "2 minutes down, 1,438 up"],
    ["an hour down", { up: 1380, down: 60 }, "broken", 2, "60 minutes down, 1,380 up"],
    ["down all day", { down: 1440 }, "broken", 4, "1,440 minutes down, 0 up"],
    [
      "a window",
      { up: 1200, excluded: 240 },
      "excluded",
      1,
      "no downtime, 1,200 minutes up, 240 excluded",
    ],
    ["nothing known", { unknown: 1440 }, "unknown", 1, "not measured"],
    ["before watching began", {}, "unknown", 1, "not measured"],
  ])("%s", ([, sketch, state, level, sentence]) => {
    const view = statement({ days: [day(sketch)] });
    expect(daysOf(uptimeOf(good), view, [])[0]).toMatchObject({ state, level, sentence });
  });
});

test("a strip holds the whole period: unknown before, ahead after", () => {
  const bars = daysOf(uptimeOf(early), early.statement, []);
  expect(bars).toHaveLength(31);
  expect(bars.map(({ state }) => state)).toEqual([
    ...Array(22).fill("unknown"),
    "kept",
    ...Array(8).fill("ahead"),
  ]);
});

test("earlier days are added from the first one known", () => {
  const bars = daysOf(uptimeOf(good), good.statement, good.earlier);
  expect(bars[0]).toMatchObject({ day: "2026-11-20", isEarlier: true });
  expect(bars.filter(({ isEarlier }) => isEarlier)).toHaveLength(42);
});

test("no more than ninety earlier days are shown", () => {
  const long = statement({ days: days(Date.UTC(2026, 7, 1), Array(120).fill({})) });
  const bars = daysOf(uptimeOf(good), good.statement, [long]);
  expect(bars.filter(({ isEarlier }) => isEarlier)).toHaveLength(90);
});

test("a percentile has days of its own", () => {
  const p95 = missed.statement.objectives.find(({ id }) => id === "ui.p95")!;
  const bars = daysOf(p95, missed.statement, []);
  expect(bars[9]).toMatchObject({
    day: "2027-01-10",
    state: "broken",
    level: 3,
    sentence: "76.00 % of 400 page requests",
  });
});

describe("events whose bucket leaves them open make a range of a day", () => {
  const p95 = missed.statement.objectives.find(({ id }) => id === "ui.p95")!;
  test.for([
    [{ events: 9, kept: 0, broken: 0 }, "undecided", 0, "between 0 and 100 % of 9 page requests"],
    [
      { events: 100, kept: 60, broken: 1 },
      "undecided",
      2,
      "between 60 and 99 % of 100 page requests",
    ],
    [
      { events: 100, kept: 96, broken: 0 },
      "kept",
      4,
      "between 96.00 and 100 % of 100 page requests",
    ],
    [{ events: 100, kept: 0, broken: 30 }, "broken", 4, "between 0 and 70 % of 100 page requests"],
    [{ events: 0, kept: 0, broken: 0 }, "unknown", 1, "not measured"],
  ] as const)("%j", ([events, state, level, sentence]) => {
    const open = { ...day({ up: 1440 }), objectives: { "ui.p95": events } };
    expect(daysOf(p95, statement({ days: [open] }), [])[0]).toMatchObject({
      state,
      level,
      sentence,
    });
  });
});

test("a day before the promise is told as one, and not judged", () => {
  const p95 = missed.statement.objectives.find(({ id }) => id === "ui.p95")!;
  const before = statement({
    days: [{ ...day({ down: 9 }), objectives: { "ui.p95": { events: 4, kept: 1, broken: 3 } } }],
    counted: { fromMs: 0, toMs: Date.UTC(2027, 0, 15), phase: "before-promise" },
  });
  const [first] = daysOf(p95, statement({ days: [] }), [before]);
  expect(first).toMatchObject({
    state: "before",
    sentence: "before the promise: 25.00 % of 4 page requests",
  });
  expect(stripSentence([first!])).toContain("1 day before the promise");
});

test("a strip can be heard", () => {
  expect(stripSentence(daysOf(uptimeOf(missed), missed.statement, []))).toBe(
    "Fri, 1 Jan 2027 to Sat, 23 Jan 2027: 15 days kept, 1 day with failures within a day’s allowance, 2 days with more, 5 days not measured.",
  );
  expect(stripSentence(daysOf(uptimeOf(young), young.statement, []))).toMatch(
    /23 days not measured/,
  );
});

test("days of an earlier period before watching began are not drawn", () => {
  const december = statement({
    period: { name: "2026-12", fromMs: Date.UTC(2026, 11, 1), toMs: Date.UTC(2027, 0, 1) },
    days: Array.from({ length: 31 }, (_, at) => ({
      ...day(at < 20 ? {} : { up: 1440 }),
      day: `2026-12-${String(at + 1).padStart(2, "0")}`,
    })),
  });
  expect(daysOf(uptimeOf(good), good.statement, [december])[0]!.day).toBe("2026-12-21");
});

test("a day is drawn from its first event on, before a minute of it is whole", () => {
  const p95 = missed.statement.objectives.find(({ id }) => id === "ui.p95")!;
  const firstDay = day({
    day: "2027-01-01",
    objectives: { "ui.p95": { events: 3, kept: 3, broken: 0 } },
  });
  const bars = daysOf(p95, statement({ days: [firstDay] }), []);
  expect(bars[0]).toMatchObject({ state: "kept", level: 4 });
});
