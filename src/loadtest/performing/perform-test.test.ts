import { describe, expect, test } from "vitest";
import { emptyTally } from "../injection/index.ts";
import { measuredTime } from "../judging/index.ts";
import type { Finding, Stage, TestKind, TestPlan } from "../model/index.ts";
import { judgeTest } from "./judge-test.ts";
import { performTest } from "./perform-test.ts";
import type { Progress } from "./rig.ts";
import { finished, type System, simulated, spec, tenants } from "./testdata/simulated.ts";

const steady = (rate: number, durationMs: number): Stage => ({ from: rate, to: rate, durationMs });

async function perform(
  kind: TestKind,
  stages: readonly Stage[],
  system: System,
  of: Partial<TestPlan> = {},
) {
  const { clock, rig, injected } = simulated(system);
  const durationMs = stages.reduce((sum, stage) => sum + stage.durationMs, 0);
  const model = { kind: "open", spacing: "even", stages } as const;
  const plan = { ...spec.plan, kind, model, durationMs, ...of };
  const performed = await finished(clock, performTest({ ...spec, plan }, rig));
  return { ...performed, injected, record: judgeTest(performed) };
}

const found = <K extends Finding["kind"]>(findings: readonly Finding[], kind: K) =>
  findings.find((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);

const quick: System = () => 50;
const slowing: System = (_, __, atMs) => 50 + atMs / 1000;

describe("a load test", () => {
  test("holds the plan's load and is judged by the contract", async () => {
    const { run, injected, record } = await perform("load", [steady(50, 60_000)], quick);
    expect(injected).toHaveLength(1);
    expect(injected[0]!.plan).toMatchObject({ durationMs: 60_000, limitsMs: { ui: [1200] } });
    expect(run.phases[0]).toMatchObject({ name: "expected load", offered: 50 });
    expect(record.judgement.verdict).toBe("met");
  });

  test("says what a request costs", async () => {
    const { findings } = await perform("load", [steady(50, 60_000)], quick);
    expect(found(findings, "cost")).toMatchObject({ resource: "processor time", unit: "ms" });
  });

  test("is missed by a system that is too slow", async () => {
    const { record } = await perform("load", [steady(50, 60_000)], () => 2000);
    expect(record.judgement.verdict).toBe("missed");
  });

  test("is invalid where the rig was the limit, however well all looks", async () => {
    const performed = await perform("load", [steady(50, 60_000)], quick);
    const [phase] = performed.run.phases;
    const rig = { ...phase!.rig, verdict: "invalid", reasons: ["It was late."] } as const;
    const run = { ...performed.run, phases: [{ ...phase!, rig }] };
    expect(judgeTest({ ...performed, run }).judgement.verdict).toBe("invalid");
  });
});

describe("a stress test", () => {
  const cliff =
    (capacity: number): System =>
    (rate) =>
      rate <= capacity ? 50 : 3000;
  const stress = (capacity: number) => perform("stress", [steady(50, 30_000)], cliff(capacity));

  test.for([60, 137, 500])("finds that a system bears %i sessions a second", async (capacity) => {
    const { findings } = await stress(capacity);
    const { low, high } = found(findings, "knee")!;
    expect(low).toBeLessThanOrEqual(capacity);
    expect(high).toBeGreaterThan(capacity);
    expect(high! / low!).toBeLessThanOrEqual(1.06);
  });

  test("ends when its time is over, and says so", async () => {
    const search = { precision: 0.05, mostMs: 150_000 };
    const { run, record } = await perform("stress", [steady(50, 30_000)], cliff(500), { search });
    expect(run.phases).toHaveLength(4);
    expect(record.judgement.verdict).toBe("insufficient");
    expect(record.judgement.reasons).toContain(
      "The search ended after its longest time, 2 min 30 s: --most-duration gives it more.",
    );
  });

  test("ends as soon as its answer is narrow enough", async () => {
    const search = { precision: 0.3, mostMs: 3_600_000 };
    const wide = await perform("stress", [steady(50, 30_000)], cliff(137), { search });
    const narrow = await stress(137);
    expect(found(wide.findings, "knee")).toMatchObject({ confirmations: 3 });
    expect(wide.run.phases.length).toBeLessThan(narrow.run.phases.length);
  });

  test("tells how much time is left in all, which is at least so much until something gives way", async () => {
    const told: (Progress["after"] | undefined)[] = [];
    const { clock, rig } = simulated(cliff(60));
    const model = { kind: "open", spacing: "even", stages: [steady(50, 30_000)] } as const;
    const search = { precision: 0.05, mostMs: 3_600_000 };
    const plan = { ...spec.plan, kind: "stress", model, durationMs: 30_000, search } as const;
    const inject: typeof rig.injector.inject = (given, asked, watch) => {
      watch.onProgress?.(emptyTally);
      return rig.injector.inject(given, asked, watch);
    };
    const onProgress = ({ after }: Progress) => void told.push(after);
    await finished(
      clock,
      performTest({ ...spec, plan }, { ...rig, injector: { inject }, onProgress }),
    );
    expect(told[0]).toMatchObject({ isLeast: true });
    const rest = told.findIndex((after) => after?.isLeast === false);
    expect(rest).toBeGreaterThan(0);
    expect(told.slice(rest).every((after) => after?.isLeast === false)).toBe(true);
    expect(told.at(-1)).toEqual({ ms: 0, isLeast: false });
  });

  test.for([
    [500, "met"],
    [60, "missed"],
  ] as const)("of one that bears %i where 100 are expected is %s", async ([capacity, verdict]) => {
    expect((await stress(capacity)).record.judgement.verdict).toBe(verdict);
  });
});

describe("a stress test that is cut off", () => {
  test("tells of the load under way nothing that the others contradict", async () => {
    const { clock, rig } = simulated(quick);
    const stop = new AbortController();
    clock.after(100_000, () => stop.abort());
    const inject: typeof rig.injector.inject = async (plan, asked, watch) => {
      const report = await rig.injector.inject(plan, asked, watch);
      return stop.signal.aborted ? { ...report, streams: [], interrupted: true } : report;
    };
    const model = { kind: "open", spacing: "even", stages: [steady(50, 30_000)] } as const;
    const plan = { ...spec.plan, kind: "stress", model, durationMs: 30_000 } as const;
    const performed = await finished(
      clock,
      performTest({ ...spec, plan }, { ...rig, injector: { inject }, signal: stop.signal }),
    );
    const { verdict, reasons, outcomes } = judgeTest(performed).judgement;
    expect(verdict).toBe("insufficient");
    expect(reasons.join(" ")).not.toContain("nothing was measured");
    expect(reasons).toContain("The run was stopped before its time.");
    expect(outcomes.find(({ tenants }) => tenants === null)?.events).toBeGreaterThan(0);
  });

  test("is judged at the rates that it held, climbs left out", async () => {
    const { run } = await perform("stress", [steady(50, 30_000)], () => 3000, { warmUpMs: 6_000 });
    expect(run.phases[0]!.offered).toBe(50);
    const held = measuredTime({ ...run, phases: run.phases.slice(1, 2) });
    expect(held[0]!.startMs - run.phases[1]!.startMs).toBe(6_000);
  });
});

describe("a spike test", () => {
  const stages = [steady(50, 20_000), steady(150, 20_000), steady(50, 40_000)];

  test("says that all was well again, and that nobody felt another's burst", async () => {
    const { findings, injected, record } = await perform("spike", stages, quick);
    expect(found(findings, "recovery")).toMatchObject({ recoveredAfterMs: 0 });
    expect(found(findings, "isolation")).toMatchObject({ verdict: "isolated" });
    expect(injected.map((load) => load.tenants.length)).toEqual([3, 2, 1]);
    expect(record.judgement.verdict).toBe("met");
  });

  test("says that neighbours felt one tenant's burst", async () => {
    const shared: System = (_, { length }, atMs) => (length === 2 && atMs >= 20_000 ? 900 : 50);
    const { findings, record } = await perform("spike", stages, shared);
    expect(found(findings, "isolation")).toMatchObject({ verdict: "affected" });
    expect(record.judgement.verdict).toBe("missed");
  });

  test("says nothing of a recovery for which it leaves no time, though nothing failed", async () => {
    const short = [steady(50, 3_000), steady(150, 3_000), steady(50, 6_000)];
    const { findings, record } = await perform("spike", short, quick);
    expect(found(findings, "recovery")).toMatchObject({
      verdict: "insufficient",
      keptForMs: 6_000,
    });
    expect(record.judgement.verdict).toBe("insufficient");
  });

  test("leaves neighbours alone where there are none", async () => {
    const { clock, rig } = simulated(quick);
    const model = { kind: "open", spacing: "even", stages } as const;
    const plan = { ...spec.plan, kind: "spike", model, durationMs: 80_000 } as const;
    const alone = { ...rig, tenants: tenants.slice(0, 1) };
    const { findings, reasons } = await finished(clock, performTest({ ...spec, plan }, alone));
    expect(found(findings, "isolation")).toBeUndefined();
    expect(reasons).toEqual(["With one tenant there are no neighbours."]);
  });
});

describe("a soak test", () => {
  test("that is too short says so, and nothing else of what grows", async () => {
    for (const system of [quick, slowing]) {
      const { record } = await perform("soak", [steady(50, 20_000)], system);
      const { verdict, findings, reasons } = record.judgement;
      expect(verdict).toBe("insufficient");
      expect(reasons.join()).toContain("too short to tell of growth");
      const said = findings.flatMap((one) =>
        one.kind === "cost" ? [] : one.kind === "knee" ? [] : one.verdict,
      );
      expect([...new Set(said)]).toEqual(["insufficient"]);
    }
  });

  test("that is long enough tells what grows", async () => {
    const { findings } = await perform("soak", [steady(50, 120_000)], slowing);
    expect(found(findings, "drift")).toMatchObject({ verdict: "drift" });
    const { findings: calm } = await perform("soak", [steady(50, 120_000)], quick);
    expect(found(calm, "drift")).toMatchObject({ verdict: "none" });
  });

  test("frees memory before it looks", async () => {
    const { clock, rig } = simulated(quick);
    let times = 0;
    const processes = { ...rig.processes!, collectGarbage: async () => void times++ };
    const model = { kind: "open", spacing: "even", stages: [steady(50, 20_000)] } as const;
    const plan = { ...spec.plan, kind: "soak", model, durationMs: 20_000 } as const;
    const { run } = await finished(clock, performTest({ ...spec, plan }, { ...rig, processes }));
    expect(times).toBe(run.resources.length);
  });
});
