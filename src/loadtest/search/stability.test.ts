import { describe, expect, test } from "vitest";
import { tallyRecorder } from "../injection/index.ts";
import { rigHealth } from "../judging/index.ts";
import {
  overloadedRig,
  p95,
  phaseOf,
  plan,
  runOf,
  sampleAt,
  streamOf,
  uptime,
  webhook,
  windowOf,
} from "../judging/testdata/scene.ts";
import type { LoadInterval, Phase, Run, StreamTally } from "../model/index.ts";
import { stabilityOf } from "./stability.ts";

const unknown = { cores: null, memoryBytes: null };
const SECOND = 1000;

/** Thirty seconds; `inFlight` at the end of each. */
function runWhere(
  stream: StreamTally,
  inFlight: (second: number) => number = () => 10,
  of: Partial<Phase> = {},
): Run {
  const windows = Array.from({ length: 30 }, (_, at) => ({
    ...windowOf(at * SECOND, SECOND, ...(at === 0 ? [stream] : [])),
    planned: 30,
    inFlight: inFlight(at),
  }));
  return runOf([phaseOf(windows, of)], { plan: { ...plan, objectives: [p95, uptime] } });
}

const good = streamOf([[1000, 300]]);

function withAnswers(planned: number, answered: number): Partial<Phase> {
  const recorder = tallyRecorder();
  for (let i = 0; i < planned; i++) recorder.due(0);
  for (let i = 0; i < answered; i++) recorder.answered({ intendedMs: 0, sentMs: 0 }, 10, null);
  for (let i = answered; i < planned; i++) recorder.timedOut({ intendedMs: 0, sentMs: 0 }, 5000);
  const tally = recorder.tally({ cpu: 0, elapsedMs: 30_000 });
  return { tally, rig: { ...rigHealth(tally), verdict: "valid", reasons: [] } };
}

const noise = (second: number) => 10 + ((second * 7) % 5);

test.for([
  ["held where nothing shows", runWhere(good), []],
  ["held where what is in flight goes up and down", runWhere(good, noise), []],
  ["held where it grows by less than a tenth", runWhere(good, (s) => 100 + s / 10), []],
  ["held where it shrinks", runWhere(good, (s) => 100 - s), []],
  ["broke where it grows", runWhere(good, (s) => 10 + s + noise(s)), ["in-flight"]],
  [
    "broke where a promise is missed",
    runWhere(
      streamOf([
        [900, 300],
        [100, 2000],
      ]),
    ),
    ["ui.p95"],
  ],
  [
    "broke where requests fail",
    runWhere(
      streamOf([
        [920, 10],
        [80, "status-500"],
      ]),
    ),
    ["errors", "ui.p95"],
  ],
  [
    "held where so few fail that it may be chance",
    runWhere(
      streamOf([
        [94, 10],
        [6, "status-500"],
      ]),
    ),
    [],
  ],
  [
    "broke where more than one in a hundred has no answer",
    runWhere(good, noise, withAnswers(1000, 985)),
    ["unanswered"],
  ],
  ["held where fewer have none", runWhere(good, noise, withAnswers(1000, 992)), []],
] as const)("a load is %s", ([, run, signs]) => {
  const stability = stabilityOf(run, unknown);
  expect(stability.kind).toBe(signs.length === 0 ? "held" : "broke");
  if (stability.kind === "broke") expect(stability.signs.map(({ what }) => what)).toEqual(signs);
});

describe("what is in flight", () => {
  const change = (
    run: Run,
    of: (window: LoadInterval, second: number) => Partial<LoadInterval>,
  ): Run => ({
    ...run,
    phases: run.phases.map((phase) => ({
      ...phase,
      windows: phase.windows.map((window, at) => ({ ...window, ...of(window, at) })),
    })),
  });

  test("is looked at from the end of the warm-up on", () => {
    const falling = runWhere(good, (second) => 10 + 2 * Math.abs(second - 15) + noise(second));
    expect(stabilityOf(falling, unknown).kind).toBe("held");
    const warmedUp = {
      ...change(falling, (_, at) => (at === 15 ? { streams: [good] } : {})),
      plan: { ...falling.plan, warmUpMs: 15 * SECOND },
    };
    expect(stabilityOf(warmedUp, unknown)).toMatchObject({ signs: [{ what: "in-flight" }] });
  });

  test("is not excused by its shrinking once nothing more is due", () => {
    const drained = change(
      runWhere(good, (second) => (second < 15 ? 10 + 2 * second : 0)),
      (_, at) => (at < 15 ? {} : { planned: 0 }),
    );
    expect(stabilityOf(drained, unknown)).toMatchObject({ signs: [{ what: "in-flight" }] });
  });
});

describe("a load shows nothing of the system", () => {
  const broken = streamOf([[100, 2000]]);
  test.for([
    ["where the rig was the limit", runWhere(broken, noise, { rig: overloadedRig }), "invalid"],
    ["where it was stopped", { ...runWhere(broken), interrupted: true }, "insufficient"],
    ["where nothing ended", runWhere(streamOf([])), "insufficient"],
  ] as const)("%s", ([, run, kind]) => {
    expect(stabilityOf(run, unknown).kind).toBe(kind);
  });
});

test("promises with too few requests to show that they are kept are named", () => {
  const run = runWhere(good);
  const objectives = [p95, webhook];
  expect(stabilityOf({ ...run, plan: { ...plan, objectives } }, unknown)).toEqual({
    kind: "held",
    unjudged: ["webhook"],
  });
});

describe("why it broke", () => {
  const broken = runWhere(streamOf([[100, 2000]]));
  const limits = { cores: 1, memoryBytes: 512e6 };
  const ended = (of: Parameters<typeof sampleAt>[1]) => [
    sampleAt(0, { hostCalls: 0, hostRefusals: 0 }),
    sampleAt(30_000, { hostCalls: 1000, hostRefusals: 0, ...of }),
  ];
  test.for([
    ["the host's quota", { hostRefusals: 50 }, ["host quota", "ui.p95"]],
    ["a refusal or two are not it", { hostRefusals: 2 }, ["ui.p95"]],
    ["its memory", { residentBytes: 500e6 }, ["memory", "ui.p95"]],
    ["its processor time", { cpuMs: 29_000 }, ["cpu", "ui.p95"]],
    [
      "everything at once",
      { hostRefusals: 50, cpuMs: 29_000, residentBytes: 500e6 },
      ["host quota", "memory", "cpu", "ui.p95"],
    ],
    ["nothing that is known", {}, ["ui.p95"]],
  ] as const)("%s", ([, of, expected]) => {
    const stability = stabilityOf({ ...broken, resources: ended(of) }, limits);
    expect(stability).toMatchObject({ signs: expected.map((what) => ({ what })) });
  });

  test("a busy processor alone breaks nothing", () => {
    const run = { ...runWhere(good), resources: ended({ cpuMs: 29_900 }) };
    expect(stabilityOf(run, limits).kind).toBe("held");
  });
});
