import { describe, expect, test } from "vitest";
import { integer, random } from "../../core/chance/index.ts";
import type { KneeFinding } from "../model/index.ts";
import { kneeAhead, kneeOutOfTime, kneeStep } from "./knee-search.ts";
import { stabilityOf } from "./stability.ts";
import { runOnQueue } from "./testdata/queue.ts";
import { broke, held, options, rigFailed, searchOn } from "./testdata/search-on.ts";

const cliffAt = (rate: number) => (tried: number) => (tried <= rate ? held : broke);
const noLimits = { cores: null, memoryBytes: null };

describe("the search for the knee", () => {
  test("climbs, halves the gap, and confirms both ends three times", () => {
    const { steps, done } = searchOn(cliffAt(100));
    expect(
      steps.map((step) => (step.kind === "hold" ? `${step.why} ${step.rate}` : step.kind)),
    ).toEqual([
      "climb 50",
      "climb 62.5",
      "climb 78.13",
      "climb 97.66",
      "climb 122.1",
      "bisect 109.2",
      "bisect 103.3",
      "bisect 100.4",
      "confirm 97.66",
      "confirm 100.4",
      "confirm 97.66",
      "confirm 100.4",
      "confirm 97.66",
      "confirm 100.4",
      "done",
    ]);
    expect(done).toEqual({
      kind: "done",
      verdict: "found",
      finding: { kind: "knee", low: 97.66, high: 100.4, firstToBreak: "ui.p95", confirmations: 3 },
      reasons: ["ui.p95 was missed."],
    });
  });

  test("lets the system come to rest after it broke, and only then", () => {
    const { steps, loads } = searchOn(cliffAt(100));
    for (const [at, step] of steps.entries())
      if (step.kind === "hold")
        expect(step.afterRest).toBe(loads[at - 1]?.stability.kind === "broke");
  });

  test("goes down where the first load is too much already", () => {
    const { finding } = searchOn(cliffAt(3)).done;
    expect(finding.low).toBeGreaterThan(3 / 1.05);
    expect(finding.high).toBeLessThan(3 * 1.05);
  });

  test("holds no load above the most, and says that it held", () => {
    const { loads, done } = searchOn(cliffAt(1e9), { mostRate: 1000 });
    expect(Math.max(...loads.map(({ rate }) => rate))).toBe(1000);
    expect(done).toMatchObject({
      verdict: "found",
      finding: { low: 1000, high: null, firstToBreak: null, confirmations: 3 },
      reasons: ["It held at every load."],
    });
  });

  test("gives up on a system that never holds", () => {
    const { done } = searchOn(() => broke);
    expect(done).toMatchObject({
      verdict: "found",
      finding: { low: null },
      reasons: ["It gave way at every load.", "ui.p95 was missed."],
    });
  });

  test("climbs past a rate that never takes a side, and spans it", () => {
    let times = 0;
    const system = (rate: number) =>
      rate === 62.5 && times++ % 2 === 0 ? broke : cliffAt(80)(rate);
    const { done, loads } = searchOn(system);
    expect(done).toMatchObject({ verdict: "found", finding: { confirmations: 3 } });
    expect(done.finding.low).toBeGreaterThan(62.5 / 1.05);
    expect(done.finding.low).toBeLessThan(62.5);
    expect(done.finding.high).toBeGreaterThan(80);
    expect(done.finding.high).toBeLessThan(80 * 1.05);
    expect(loads.length).toBeLessThan(40);
  });

  test("does not go on about a rate between two that are near enough", () => {
    const torn = [broke, held].map((stability) => ({ rate: 100, stability }));
    const loads = [{ rate: 98, stability: held }, { rate: 102, stability: broke }, ...torn];
    expect(kneeStep(options, loads)).toMatchObject({ why: "confirm", rate: 98 });
    expect(kneeStep({ ...options, precision: 0.03 }, loads)).toMatchObject({
      why: "repeat",
      rate: 100,
    });
  });

  test("ends where a load shows nothing", () => {
    const nothing = {
      kind: "insufficient",
      reasons: ["The run was stopped before its time."],
    } as const;
    const { done, loads } = searchOn(() => nothing);
    expect(loads).toHaveLength(1);
    expect(done).toMatchObject({ verdict: "insufficient", reasons: nothing.reasons });
  });

  test("names what broke most often, the earlier one of equals", () => {
    const causes = ["cpu", "ui.p95", "ui.p95", "cpu"];
    const system = (rate: number) =>
      rate <= 100
        ? held
        : ({ kind: "broke", signs: [{ what: causes.pop() ?? "errors", says: "" }] } as const);
    expect(
      searchOn(system, { confirmations: 0, growth: 1.04, startRate: 100 }).done.finding
        .firstToBreak,
    ).toBe("cpu");
  });
});

describe("what lies ahead", () => {
  test("is what comes, where the knee is in the middle of what is known", () => {
    const { loads } = searchOn(cliffAt(100));
    // 97.66 held and 122.1 did not: the middle is just below 109.2.
    expect(kneeAhead(options, loads.slice(0, 5))).toEqual([
      ...[109.2, 103.3, 106.2, 106.2, 109.2, 106.2, 109.2, 106.2, 109.2],
    ]);
    expect(kneeAhead(options, loads)).toEqual([]);
  });

  test("is, while every load held, what is left if the next one does not", () => {
    const ahead = kneeAhead(options, [{ rate: 50, stability: held }]);
    expect(ahead.slice(0, 3)).toEqual([62.5, 55.9, 52.87]);
    expect(ahead.length).toBeLessThan(15);
    expect(kneeAhead(options, [])[0]).toBe(50);
  });
});

describe("a search that runs out of time", () => {
  const { loads } = searchOn(cliffAt(100));

  test("has found what both ends showed again, however wide that is", () => {
    const shown = [
      ...loads.slice(0, 5),
      { rate: 97.66, stability: held },
      { rate: 122.1, stability: broke },
    ];
    expect(kneeOutOfTime(options, shown)).toMatchObject({
      verdict: "found",
      finding: { low: 97.66, high: 122.1, confirmations: 1 },
    });
  });

  test("has settled nothing where they did not", () => {
    expect(kneeOutOfTime(options, loads.slice(0, 5))).toMatchObject({
      verdict: "insufficient",
      finding: { low: 97.66, high: 122.1, confirmations: 0 },
      reasons: ["It is not settled after 5 loads."],
    });
    expect(kneeOutOfTime(options, []).finding).toMatchObject({ low: null, high: null });
  });
});

describe("a rig that is overloaded", () => {
  const rigOf = (most: number) => (rate: number) => (rate > most ? rigFailed : cliffAt(400)(rate));

  test("never counts as the system's failure, and the rate that it could do is named", () => {
    const { done, loads } = searchOn(rigOf(200));
    expect(done).toMatchObject({
      verdict: "invalid",
      finding: { low: 190.8, high: null, firstToBreak: null },
    });
    expect(done.reasons).toEqual([
      "The injector cannot do 238.5 sessions a second; the most it did was 190.8.",
      "The injector used 97 % of a core.",
    ]);
    expect(loads.slice(-2).map(({ rate }) => rate)).toEqual([238.5, 238.5]);
  });

  test("may stumble once", () => {
    let stumbles = 0;
    const { done } = searchOn((rate) =>
      rate > 70 && stumbles++ === 0 ? rigFailed : cliffAt(100)(rate),
    );
    expect(done).toMatchObject({ verdict: "found", finding: { low: 97.66, high: 100.4 } });
  });

  test("is told from the first load on", () => {
    expect(searchOn(rigOf(1)).done.reasons[0]).toBe(
      "The injector cannot do 50 sessions a second; nor has it done any other.",
    );
  });
});

describe("ends in bounded steps within 5 % of the truth, on 200 seeds", () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  const middleOf = ({ low, high }: KneeFinding) => Math.sqrt(low! * high!);

  test("for a system with a cliff, which lies in the interval", () => {
    for (const seed of seeds) {
      const cliff = 10 + 2000 * random(seed, "cliff")();
      const { done, loads } = searchOn(cliffAt(cliff));
      expect(loads.length).toBeLessThanOrEqual(32);
      expect(done.verdict).toBe("found");
      expect(done.finding.low).toBeLessThanOrEqual(cliff);
      expect(done.finding.high).toBeGreaterThan(cliff);
      expect(done.finding.high! / done.finding.low!).toBeLessThanOrEqual(1.0501);
    }
  });

  test("for a system that shows the wrong face one time in twenty", () => {
    const searches = seeds.map((seed) => {
      const next = random(seed, "flaky");
      const cliff = 100 + integer(next, 900);
      const isWrong = () => next() < 0.05;
      const { done, loads } = searchOn((rate) => (rate <= cliff === isWrong() ? broke : held));
      return { cliff, done, loads };
    });
    const found = searches.filter(({ done }) => done.verdict === "found");
    expect(found.length).toBeGreaterThanOrEqual(198);
    for (const { cliff, done } of found)
      expect(Math.abs(middleOf(done.finding) / cliff - 1)).toBeLessThan(0.05);
    for (const { loads } of searches) expect(loads.length).toBeLessThanOrEqual(options.mostLoads);
  });

  test("for a server with a queue, judged by its requests", () => {
    const scene = { capacity: 400, dwellMs: 20_000, limitMs: 100 };
    const truth = scene.capacity - Math.log(20) / (scene.limitMs / 1000);
    for (const seed of seeds) {
      const next = random(seed, "queue");
      const bear = (rate: number) => stabilityOf(runOnQueue(next, { ...scene, rate }), noLimits);
      const { done, loads } = searchOn(bear, { startRate: 320 });
      expect(loads.length).toBeLessThanOrEqual(options.mostLoads);
      expect(done.verdict).toBe("found");
      expect(Math.abs(middleOf(done.finding) / truth - 1)).toBeLessThan(0.05);
      expect(done.finding.firstToBreak).toBe("ui.p95");
    }
  });
});
