import { type Run, type RunVerdict, type TestKind, type TestPlan } from "../../model/index.ts";
import { random } from "../../../core/chance/index.ts";
import { planHash } from "../plan-hash.ts";
import type { RunRecord } from "../run-record.ts";
import { outcomesOf } from "./sample-outcomes.ts";
import { phaseOf } from "./sample-phase.ts";
import { basePlan } from "./sample-plan.ts";
import { resourcesOf } from "./sample-resources.ts";
import { burstModel, shapes } from "./sample-shapes.ts";

/** A run that never took place, event by event from a seed: small enough for a test, whole enough for a report. */
export function sampleRecord(kind: TestKind, changes: SampleChanges = {}): RunRecord {
  const shape = shapes[kind];
  const chance = random(changes.seed ?? 7, "sample", kind);
  let startMs = 0;
  const phases = shape.phases.map((load) => {
    const at = load.isBeside ? startMs - load.durationMs : startMs;
    startMs = at + load.durationMs;
    return phaseOf(load, at, shape.intervalMs, chance, changes.slowness ?? 1);
  });
  const model = kind === "spike" ? burstModel : basePlan.model;
  const plan: TestPlan = { ...basePlan, kind, model, durationMs: startMs, ...changes.plan };
  const run: Run = {
    id: `2027-01-16-${kind}-1`,
    plan,
    planHash: planHash(plan),
    release: "2.4.1",
    startedMs: Date.UTC(2027, 0, 16, 9, 30),
    floor: { offered: 90, p50Ms: 0.21, p99Ms: 0.84, reasons: [] },
    phases,
    resources: resourcesOf(startMs, shape.intervalMs, kind, chance),
    interrupted: false,
    ...changes.run,
  };
  const outcomes = outcomesOf(run);
  const verdict: RunVerdict = outcomes.some((one) => one.verdict === "missed") ? "missed" : "met";
  return {
    run,
    judgement: {
      verdict,
      outcomes,
      reasons: [],
      own: { requests: 18_000, responseMs: 143.2, hostMs: 18.4, hostCalls: 0.62, ownMs: 124.8 },
      findings: shape.findings,
      ...changes.judgement,
    },
  };
}

export interface SampleChanges {
  readonly seed?: number;
  /** Multiplies every response time. */
  readonly slowness?: number;
  readonly plan?: Partial<TestPlan>;
  readonly run?: Partial<Run>;
  readonly judgement?: Partial<RunRecord["judgement"]>;
}
