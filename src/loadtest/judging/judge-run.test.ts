import { describe, expect, test } from "vitest";
import type { Objective } from "../../core/contract/index.ts";
import { emptySketch } from "../../core/measurement/index.ts";
import type { Run } from "../model/index.ts";
import { judgeRun } from "./judge-run.ts";
import {
  average,
  overloadedRig,
  p95,
  phaseOf,
  plan,
  runOf,
  runWith,
  sampleAt,
  streamOf,
  uptime,
  webhook,
  windowOf,
} from "./testdata/scene.ts";

const hooks = { indicator: "webhook", step: "webhook created" } as const;

describe("a promise over all tenants", () => {
  // By hand, Wilson's 95 % interval: 97 % of 1000 is 95.75 % … 97.89 %; 95.5 % is 94.03 % … 96.61 %.
  test.for([
    [
      "met where the interval is above",
      p95,
      streamOf([
        [970, 300],
        [30, 1300],
      ]),
      "met",
    ],
    [
      "open where the interval holds the target",
      p95,
      streamOf([
        [955, 300],
        [45, 1300],
      ]),
      "insufficient",
    ],
    [
      "missed where the interval is below",
      p95,
      streamOf([
        [930, 300],
        [70, 1300],
      ]),
      "missed",
    ],
    [
      "missed by failures alone",
      p95,
      streamOf([
        [930, 300],
        [70, "status-500"],
      ]),
      "missed",
    ],
    ["open over a handful", p95, streamOf([[20, 300]]), "insufficient"],
    ["open over nothing", p95, streamOf([]), "insufficient"],
    [
      "met on average",
      average,
      streamOf([
        [500, 100],
        [500, 300],
      ]),
      "met",
    ],
    [
      "missed on average",
      average,
      streamOf([
        [500, 300],
        [500, 700],
      ]),
      "missed",
    ],
    [
      "missed on average by time-outs",
      average,
      streamOf([
        [900, 200],
        [100, "timed-out"],
      ]),
      "missed",
    ],
    [
      "open on average where failures left no time that would decide it",
      average,
      {
        ...streamOf([
          [900, 200],
          [100, "status-500"],
        ]),
        failures: emptySketch,
      },
      "insufficient",
    ],
    [
      "met on average where failures with their times do not break it",
      average,
      streamOf([
        [900, 200],
        [100, "status-500"],
      ]),
      "met",
    ],
    ["met as a share", webhook, streamOf([[1000, 10]], hooks), "met"],
    [
      "missed as a share",
      webhook,
      streamOf(
        [
          [950, 10],
          [50, "status-500"],
        ],
        hooks,
      ),
      "missed",
    ],
    [
      "met where no minute is down",
      uptime,
      streamOf([
        [960, 10],
        [40, "status-500"],
      ]),
      "met",
    ],
    [
      "missed where a minute is down",
      uptime,
      streamOf([
        [940, 10],
        [60, "status-500"],
      ]),
      "missed",
    ],
    ["open where no minute was seen", uptime, streamOf([]), "insufficient"],
  ] as const)("is %s", ([, objective, stream, verdict]) => {
    const judged = judgeRun(runWith(stream), [objective]);
    expect(judged.outcomes[0]!.verdict).toBe(verdict);
    expect(judged.verdict).toBe(verdict);
  });

  test("has its figure and interval in its own unit", () => {
    const { outcomes } = judgeRun(
      runWith(
        streamOf([
          [970, 300],
          [30, 1300],
        ]),
      ),
      [p95],
    );
    expect(outcomes[0]).toMatchObject({
      objective: "ui.p95",
      promised: "p95 ≤ 1.2 s",
      tenants: null,
      events: 1000,
    });
    for (const of of ["measured", "low", "high"] as const)
      expect(Math.abs(outcomes[0]![of]! / 300 - 1)).toBeLessThan(0.011);
    const share = judgeRun(
      runWith(
        streamOf(
          [
            [950, 10],
            [50, "status-500"],
          ],
          hooks,
        ),
      ),
      [webhook],
    ).outcomes[0]!;
    expect(share.measured).toBe(0.95);
    expect(share.low).toBeCloseTo(0.9347, 3);
    expect(share.high).toBeCloseTo(0.9619, 3);
  });

  test("has no figure over nothing, and says how many requests it takes", () => {
    const { outcomes, reasons } = judgeRun(runWith(), [p95, webhook]);
    for (const { measured, low, high, needed } of outcomes) {
      expect([measured, low, high]).toEqual([null, null, null]);
      expect(needed).toBeGreaterThan(0);
    }
    expect(reasons).toContain("ui.p95 is not settled: nothing was measured.");
  });

  test("is not judged by a figure among the failures as if it were a time", () => {
    const stream = streamOf([
      [900, 300],
      [100, "status-500"],
    ]);
    expect(judgeRun(runWith(stream), [p95]).outcomes[0]).toMatchObject({
      verdict: "missed",
      high: null,
    });
  });
});

describe("a run", () => {
  const good = streamOf([[1000, 300]]);
  const bad = streamOf([[1000, 1300]]);

  test("is missed where one class of tenants was let down among many that were not", () => {
    const run = runWith(streamOf([[9800, 300]]), streamOf([[200, 1300]], { tenants: "largest" }));
    const { verdict, outcomes, reasons } = judgeRun(run);
    expect(outcomes.map(({ tenants, verdict }) => [tenants, verdict])).toEqual([
      [null, "met"],
      ["largest", "missed"],
      ["small", "met"],
    ]);
    expect(verdict).toBe("missed");
    expect(reasons[0]).toContain("ui.p95 of the largest tenants is missed");
  });

  test("is met where only a small class is not settled", () => {
    const run = runWith(good, streamOf([[5, 300]], { tenants: "largest" }));
    expect(judgeRun(run).verdict).toBe("met");
  });

  test.for<[string, Run, readonly Objective[], string]>([
    [
      "invalid, whatever else was found",
      { ...runWith(bad), phases: [phaseOf([windowOf(0, 1, bad)], { rig: overloadedRig })] },
      [p95],
      "invalid",
    ],
    ["missed, even with something open", runWith(bad), [p95, webhook], "missed"],
    ["insufficient with something open", runWith(good), [p95, webhook], "insufficient"],
    [
      "insufficient when stopped early",
      { ...runWith(good), interrupted: true },
      [p95],
      "insufficient",
    ],
    ["missed, even when stopped early", { ...runWith(bad), interrupted: true }, [p95], "missed"],
    ["insufficient where nothing is promised", runWith(good), [], "insufficient"],
  ])("is %s", ([, run, objectives, verdict]) => {
    expect(judgeRun(run, objectives).verdict).toBe(verdict);
  });

  test("does not speak of what its workload never does, and says so", () => {
    const install = { ...webhook, id: "install", indicator: "install" };
    const { verdict, outcomes, reasons } = judgeRun(runWith(good), [p95, install]);
    expect(verdict).toBe("met");
    expect(outcomes.map(({ objective }) => objective)).not.toContain("install");
    expect(reasons).toEqual(["install: nothing in the workload shows it."]);
  });

  test("leaves its warm-up out", () => {
    const windows = [windowOf(0, 10_000, bad), windowOf(10_000, 10_000, good)];
    const run = runOf([phaseOf(windows)], { plan: { ...plan, warmUpMs: 10_000 } });
    expect(judgeRun(run)).toMatchObject({ verdict: "met", outcomes: [{ events: 1000 }, {}] });
  });

  test("is down in the minute in which it failed, however many were good around it", () => {
    const failing = streamOf([[10, "status-500"]]);
    const windows = [windowOf(0, 60_000, good), windowOf(60_000, 60_000, failing)];
    const { outcomes } = judgeRun(runOf([phaseOf(windows)]), [uptime]);
    expect(outcomes[0]).toMatchObject({ verdict: "missed", measured: 0.5, events: 1010 });
    expect(outcomes[0]!.promised).toBe("99.9 % of the run's minutes");
  });

  test("is not down in the moment after its end, in which only the late ones fail", () => {
    const late = streamOf([[3, "timed-out"]]);
    const windows = [windowOf(0, 60_000, good), windowOf(60_000, 5000, late)];
    const { outcomes } = judgeRun(runOf([phaseOf(windows)]), [uptime]);
    expect(outcomes).toMatchObject([{ verdict: "met", measured: 1, events: 1003 }]);
  });

  test("tells the host's part of its time", () => {
    const windows = [
      windowOf(0, 10_000, streamOf([[100, 900]])),
      windowOf(10_000, 10_000, streamOf([[100, 250]])),
    ];
    const resources = [
      sampleAt(0, { hostCalls: 0, hostMs: 0 }),
      sampleAt(10_000, { hostCalls: 500, hostMs: 60_000 }),
      sampleAt(20_000, { hostCalls: 700, hostMs: 75_000 }),
    ];
    const run = runOf([phaseOf(windows)], { resources, plan: { ...plan, warmUpMs: 10_000 } });
    expect(judgeRun(run).own).toEqual({
      requests: 100,
      responseMs: 250,
      hostMs: 150,
      hostCalls: 2,
      ownMs: 100,
    });
    expect(judgeRun({ ...run, resources: [sampleAt(0)] }).own).toBeNull();
  });
});
