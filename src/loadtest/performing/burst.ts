import { tightestLimitMs } from "../judging/index.ts";
import type { IsolationFinding, Phase, Run, Stage } from "../model/index.ts";
import {
  type Burst,
  isolationOf,
  recoveryOf,
  UNFELT_SHARE,
  usualIsolation,
} from "../search/index.ts";
import { type HeldLoad, holdLoad } from "./hold-load.ts";
import { firstRateOf } from "./rates.ts";
import type { Rig } from "./rig.ts";
import type { PhasesResult, RunContext, RunSpec } from "./test-result.ts";

const WINDOW_MS = 1000;

/**
 * Spike test, in two parts: everybody comes at once, and is gone again; then one tenant does, while
 * the others go on as ever.
 */
export async function burst(spec: RunSpec, rig: Rig, context: RunContext): Promise<PhasesResult> {
  const { plan } = spec;
  const startMs = context.sinceStartMs();
  const { model, durationMs } = plan;
  const after = { ms: rig.tenants.length < 2 ? 0 : 2 * halfMsOf(plan), isLeast: false };
  const load = { name: "everybody’s burst", model, durationMs, after };
  const all = await holdLoad(plan, { ...load, intervalMs: WINDOW_MS, startMs }, spec.target, rig);
  const run = runOf(spec, [all.phase], rig);
  const recovery = recoveryOf(run, burstOf(spec, all.phase));
  if (rig.signal.aborted || rig.tenants.length < 2) {
    const reasons = rig.signal.aborted ? [] : ["With one tenant there are no neighbours."];
    const end = rig.signal.aborted ? "insufficient" : "found";
    return {
      ...{ phases: [all.phase], interrupted: all.interrupted, findings: [recovery] },
      ...{ end, reasons },
    };
  }
  const phases = await oneTenantBursts(spec, rig, context);
  const isolation = isolationBetween(spec, phases, rig);
  return {
    phases: [all.phase, ...phases],
    interrupted: rig.signal.aborted,
    findings: [recovery, isolation],
    end: "found",
    reasons: [],
  };
}

/** The stages of a spike's model: the climb, before, during and after the burst. */
const stagesOf = ({ plan }: RunSpec): readonly Stage[] =>
  plan.model.kind === "open" ? plan.model.stages : [];

function burstOf(spec: RunSpec, phase: Phase): Burst {
  const stages = stagesOf(spec);
  const peak = Math.max(...stages.map(({ to }) => to));
  const at = stages.findIndex(({ from }) => from === peak);
  const startMs = phase.startMs + sum(stages.slice(0, at));
  return { startMs, endMs: startMs + stages[at]!.durationMs };
}

const sum = (stages: readonly Stage[]): number =>
  stages.reduce((total, { durationMs }) => total + durationMs, 0);

/** Of one tenant's part: before the burst, and as long again. */
const halfMsOf = ({ durationMs, warmUpMs }: RunSpec["plan"]): number =>
  Math.round((durationMs - warmUpMs) / 4);

/** The others at their usual rate throughout; the largest tenant with what the whole burst added. */
async function oneTenantBursts(
  spec: RunSpec,
  rig: Rig,
  { sinceStartMs }: RunContext,
): Promise<readonly Phase[]> {
  const { plan, target } = spec;
  const usual = firstRateOf(plan);
  const added = Math.max(...stagesOf(spec).map(({ to }) => to)) - usual;
  const halfMs = halfMsOf(plan);
  const startMs = sinceStartMs();
  const [first, ...others] = rig.tenants;
  const part = (name: string, tenants: typeof rig.tenants, rates: readonly [number, number]) => {
    const stages = rates.map((rate) => ({ from: rate, to: rate, durationMs: halfMs }));
    const population = { ...plan.workload.population, tenants: tenants.length };
    const load: HeldLoad = {
      name,
      model: { kind: "open", spacing: "poisson", stages },
      durationMs: 2 * halfMs,
      intervalMs: WINDOW_MS,
      startMs,
      after: { ms: 0, isLeast: false },
      workload: { ...plan.workload, population },
      tenants,
    };
    const connections = Math.max(plan.workers, Math.floor(plan.connections / 2));
    return holdLoad({ ...plan, connections }, load, target, rig);
  };
  const held = await Promise.all([
    part("neighbours", others, [usual, usual]),
    part("one tenant’s burst", [first!], [0, added]),
  ]);
  return held.map(({ phase }) => phase);
}

function isolationBetween(spec: RunSpec, phases: readonly Phase[], rig: Rig): IsolationFinding {
  const [neighbours] = phases as [Phase, Phase];
  const halfMs = halfMsOf(spec.plan);
  const startMs = neighbours.startMs + halfMs;
  const alone = { startMs, endMs: startMs + halfMs };
  return isolationOf(runOf(spec, [neighbours], rig), alone, {
    ...usualIsolation,
    bursting: null,
    unfeltMs: UNFELT_SHARE * (tightestLimitMs(spec.plan.objectives) ?? 0),
  });
}

const runOf = (
  { id, plan, planHash, release }: RunSpec,
  phases: readonly Phase[],
  rig: Rig,
): Run => ({
  ...{ id, plan, planHash, release, phases, startedMs: 0, floor: null, resources: [] },
  interrupted: rig.signal.aborted,
});
