import { describe, expect, test } from "vitest";
import { random } from "../../chance/index.ts";
import {
  overloadedRig,
  phaseOf,
  runOf,
  sampleAt,
  streamOf,
  windowOf,
} from "../judging/testdata/scene.ts";
import type { Run } from "../run.ts";
import { compareRuns } from "./compare-runs.ts";
import { runPairs } from "./run-pairs.ts";

const SECONDS = 20;

/** A run with 50 requests a second, each with its processor time and its answer in milliseconds. */
function run(cpuMs: number, answerMs: number, nth: number): Run {
  const next = random(nth, cpuMs, answerMs);
  const windows = Array.from({ length: SECONDS }, (_, at) =>
    windowOf(
      at * 1000,
      1000,
      streamOf([
        [25, answerMs * (0.9 + 0.1 * next())],
        [25, answerMs * (1 + 0.1 * next())],
      ]),
    ),
  );
  const resources = Array.from({ length: SECONDS + 1 }, (_, at) =>
    sampleAt(at * 1000, { cpuMs: at * 50 * cpuMs * (1 + 0.01 * next()) }),
  );
  return runOf([phaseOf(windows)], { resources });
}

const pairs = (cpuMs: number, answerMs: number) =>
  Array.from({ length: 6 }, (_, nth) => ({
    base: run(3, 50, nth),
    candidate: run(cpuMs, answerMs, 100 + nth),
  }));

const compared = (cpuMs: number, answerMs: number) =>
  compareRuns(pairs(cpuMs, answerMs), random(1), 0.1);

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

describe("pairs of runs", () => {
  const some = run(3, 50, 1);

  test("turn their order round, and are whole", async () => {
    const order: string[] = [];
    const runOne = async (version: string, pair: number) => {
      order.push(`${pair} ${version}`);
      return some;
    };
    const made = await runPairs(2, runOne, new AbortController().signal);
    expect(order).toEqual(["0 base", "0 candidate", "1 candidate", "1 base"]);
    expect(made).toHaveLength(2);
  });

  test("end with the last whole one when somebody stops them", async () => {
    const stop = new AbortController();
    const runOne = async (version: string, pair: number) => {
      if (pair === 1 && version === "candidate") stop.abort();
      return some;
    };
    expect(await runPairs(5, runOne, stop.signal)).toHaveLength(1);
  });
});
