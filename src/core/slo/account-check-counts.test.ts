import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { start, statement } from "./testdata/april-account.ts";
import { again, checks, cutOff, plan, watching } from "./testdata/checks.ts";
import { each, ms, placed } from "./testdata/scene.ts";

const oneMinute = { nowMs: ms("01 00:01") };

describe("checks are counted, each asking as one:", () => {
  test("those that were answered only when asked again are failures that took no minute down", () => {
    const slots = each(start, start + 12, (at) => checks(at, "/ok", 2)).concat(
      each(start, start + 12, (at) => again(at, "/ok", 2)),
    );
    const of = statement(slots, { nowMs: ms("01 00:12"), probes: watching(plan("/ok")) });
    expect(of.checks).toEqual({
      made: 48,
      failed: 24,
      answeredAgain: 24,
      cutOff: 0,
      cutOffMinutes: 0,
    });
    expect(of.uptime).toMatchObject({ up: 12, down: 0 });
    expect(of.days[0]).toMatchObject({ events: 48, bad: 24 });
  });

  test("those that failed again count twice, those that told nothing apart", () => {
    const slots = [
      checks(start, "/ok", 2, 1),
      again(start, "/ok", 1, 1),
      cutOff(start + 1, "/ok", 2),
    ];
    const probes = watching(plan("/ok"));
    const of = statement(slots, { nowMs: ms("01 00:02"), probes });
    expect(of.checks).toEqual({
      made: 5,
      failed: 2,
      answeredAgain: 0,
      cutOff: 2,
      cutOffMinutes: 1,
    });
    expect(of.uptime).toMatchObject({ down: 1, unknown: 1 });
  });

  test("a minute that requests tell is not unknown by a place that was cut off", () => {
    const slots = [cutOff(start, "/ok", 2), placed(start, 5)];
    const of = statement(slots, { ...oneMinute, probes: watching(plan("/ok")) });
    expect(of.checks).toMatchObject({ made: 2, cutOff: 2, cutOffMinutes: 0 });
    expect(of.uptime).toMatchObject({ up: 1, unknown: 0 });
  });

  test("a place that was cut off from the start has seen nothing yet", () => {
    const of = statement([cutOff(start, "/ok", 2)], oneMinute);
    expect(of.objectives[0]).toMatchObject({
      since: null,
      measured: null,
      verdict: "insufficient",
    });
  });
});

describe("how often a path is asked", () => {
  const paths = ["/a", "/b", "/c"];
  /** By minute and path: whether it answers then. */
  const anyWorld = fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), {
    minLength: 1,
    maxLength: 40,
  });
  const anyPace = fc.tuple(
    ...([0, 1, 2] as const).map(() => fc.integer({ min: 1, max: 30 })),
  ) as fc.Arbitrary<[number, number, number]>;
  const probes = paths.map((path) => plan(path));

  function account(world: readonly (readonly boolean[])[], timesAMinute: readonly number[]) {
    const slots = world.flatMap((answers, minute) =>
      paths.map((path, of) => {
        const n = timesAMinute[of]!;
        return checks(start + minute, path, n, answers[of] ? 0 : n);
      }),
    );
    const nowMs = ms("01 00:00") + world.length * 60_000;
    return statement(slots, { nowMs, probes: watching(...probes) });
  }

  test("moves no figure", () => {
    fc.assert(
      fc.property(anyWorld, anyPace, anyPace, (world, pace, other) => {
        const [one, two] = [account(world, pace), account(world, other)];
        expect(one.uptime).toEqual(two.uptime);
        expect(one.objectives[0]!.verdict).toBe(two.objectives[0]!.verdict);
        expect(one.uptime).toMatchObject({
          down: world.filter((answers) => answers.includes(false)).length,
          unknown: 0,
        });
      }),
    );
  });
});
