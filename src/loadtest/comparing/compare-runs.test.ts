import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { judgeRun } from "../judging/index.ts";
import {
  overloadedRig,
  phaseOf,
  runOf,
  sampleAt,
  streamOf,
  windowOf,
} from "../judging/testdata/scene.ts";
import type { Run } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { compareRuns, pairsWanted } from "./compare-runs.ts";
import { runPairs } from "./run-pairs.ts";

const SECONDS = 20;

/** A run with 50 requests a second, each with its processor time and its answer in milliseconds; some fail at once. */
function run(cpuMs: number, answerMs: number, nth: number, failing = 0): Run {
  const next = random(nth, cpuMs, answerMs);
  const windows = Array.from({ length: SECONDS }, (_, at) =>
    windowOf(
      at * 1000,
      1000,
      streamOf([
        [25, answerMs * (0.9 + 0.1 * next())],
        [25 - failing, answerMs * (1 + 0.1 * next())],
        [failing, "status-500"],
      ]),
    ),
  );
  const resources = Array.from({ length: SECONDS + 1 }, (_, at) =>
    sampleAt(at * 1000, { cpuMs: at * 50 * cpuMs * (1 + 0.01 * next()) }),
  );
  return runOf([phaseOf(windows)], { resources });
}

const pairs = (cpuMs: number, answerMs: number, failing = 0, count = 6) =>
  Array.from({ length: count }, (_, nth) => ({
    base: run(3, 50, nth),
    candidate: run(cpuMs, answerMs, 100 + nth, failing),
  }));

const compared = (cpuMs: number, answerMs: number, failing = 0) =>
  compareRuns(pairs(cpuMs, answerMs, failing), random(1), 0.1);

describe("a candidate", () => {
  test("that is the same is no worse", () => {
    expect(compared(3, 50).verdict).toBe("met");
  });

  test("that costs 30 % more processor time is caught by that, and by nothing else", () => {
    const { verdict, quantiles, costs } = compared(3.9, 50);
    expect(verdict).toBe("missed");
    expect(costs.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["processor time", "regression"],
    ]);
    expect(quantiles.map(({ name, verdict }) => [name, verdict])).toEqual([["ui.p95", "none"]]);
  });

  test("that answers more slowly is caught by that", () => {
    const { quantiles } = compared(3, 75);
    expect(quantiles[0]).toMatchObject({ name: "ui.p95", verdict: "regression" });
  });

  test("that fails more often is caught by that, however quick the others are", () => {
    const { verdict, failures } = compared(3, 40, 3);
    expect(verdict).toBe("missed");
    expect(failures).toMatchObject({ base: 0, candidate: 0.06, verdict: "regression" });
  });

  test("is said to need as many pairs more as the figure that is worst off", () => {
    expect(compared(3, 50).needed).toBeNull();
    const few = compareRuns(pairs(3, 50, 0, 3), random(1), 0.1);
    expect(few).toMatchObject({ verdict: "insufficient", needed: 2 });
  });

  test("is not judged by runs in which the rig was the limit", () => {
    const overloaded = pairs(3.9, 50).map(({ base, candidate }) => ({
      base,
      candidate: { ...candidate, phases: [{ ...candidate.phases[0]!, rig: overloadedRig }] },
    }));
    const { verdict, reasons } = compareRuns(overloaded, random(1), 0.1);
    expect(verdict).toBe("invalid");
    expect(reasons).toEqual(["In 6 of 6 pairs of runs the rig was the limit."]);
  });

  test("is not judged by nothing", () => {
    expect(compareRuns([], random(1), 0.1).verdict).toBe("insufficient");
  });
});

describe("how many pairs there are to be", () => {
  const wanted = (made: readonly { base: Run; candidate: Run }[]) =>
    pairsWanted(made, random(1, "pilot"), 0.1);

  test("is five at first, and no more where they agree", () => {
    const all = pairs(3, 50, 0, 6);
    expect([0, 1, 4, 5, 6].map((made) => wanted(all.slice(0, made)))).toEqual([5, 5, 5, 5, 5]);
  });

  test("is more where the first five scatter, twenty at most, whatever comes after them", () => {
    const noisy = (of: readonly number[]) =>
      of.map((cpuMs, nth) => ({ base: run(3, 50, nth), candidate: run(cpuMs, 50, 100 + nth) }));
    const five = noisy([3, 3.4, 2.7, 3.2, 2.9]);
    expect(wanted(five)).toBeGreaterThan(5);
    expect(wanted(five)).toBeLessThan(20);
    expect(wanted([...five, ...noisy([3, 9])])).toBe(wanted(five));
    expect(wanted(noisy([3, 5, 2, 4, 1]))).toBe(20);
  });

  test("grows by those in which the rig was the limit", () => {
    const made = pairs(3, 50, 0, 5).map(({ base, candidate }, at) =>
      at > 0
        ? { base, candidate }
        : {
            base,
            candidate: { ...candidate, phases: [{ ...candidate.phases[0]!, rig: overloadedRig }] },
          },
    );
    expect(wanted(made)).toBe(6);
  });
});

describe("pairs of runs", () => {
  const own = run(3, 50, 1);
  const some: RunRecord = { run: own, judgement: { ...judgeRun(own), findings: [] } };

  test("turn their order round, and are whole", async () => {
    const order: string[] = [];
    const runOne = async (version: string, pair: number) => {
      order.push(`${pair} ${version}`);
      return some;
    };
    const made = await runPairs(() => 2, runOne, new AbortController().signal);
    expect(order).toEqual(["0 base", "0 candidate", "1 candidate", "1 base"]);
    expect(made).toHaveLength(2);
  });

  test("end with the last whole one when somebody stops them", async () => {
    const stop = new AbortController();
    const runOne = async (version: string, pair: number) => {
      if (pair === 1 && version === "candidate") stop.abort();
      return some;
    };
    expect(await runPairs(() => 5, runOne, stop.signal)).toHaveLength(1);
  });

  test("go on as long as those so far ask for more", async () => {
    const told: number[] = [];
    const runOne = async (_: string, __: number, of: number) => {
      told.push(of);
      return some;
    };
    const wanted = ({ length }: readonly unknown[]) => (length < 2 ? 2 : 3);
    expect(await runPairs(wanted, runOne, new AbortController().signal)).toHaveLength(3);
    expect(told).toEqual([2, 2, 2, 2, 3, 3]);
  });
});
