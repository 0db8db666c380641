import { exactDuration } from "../../core/format/index.ts";
import type { Phase, Run, Stage, TestPlan } from "../model/index.ts";
import {
  type DwellBounds,
  dwellMs,
  type HeldLoad,
  type KneeOptions,
  kneeAhead,
  kneeOutOfTime,
  kneeStep,
  stabilityOf,
  usualKneeSearch,
} from "../search/index.ts";
import { busyCores, comeToRest } from "./come-to-rest.ts";
import { holdLoad } from "./hold-load.ts";
import { firstRateOf } from "./rates.ts";
import type { Rig, TimeAhead } from "./rig.ts";
import type { PhasesResult, RunContext, RunSpec } from "./test-result.ts";
import { windowMsOf } from "./window-length.ts";

/** Beyond so many times the first rate, what is found is no knee of anything that is expected. */
const MOST_TIMES = 1000;
/** A load is held longer than wished where its requests would be too few to judge, up to so much. */
const MOST_DWELL_TIMES = 4;
const LONGEST_REST_MS = 120_000;

/** Stress test: more and more load until the system gives way, then the rate at which it does. */
export async function searchLimit(
  spec: RunSpec,
  rig: Rig,
  context: RunContext,
): Promise<PhasesResult> {
  const { plan } = spec;
  const options = optionsOf(plan);
  const loads: HeldLoad[] = [];
  const phases: Phase[] = [];
  const idle = await busyCores(rig);
  for (;;) {
    const next = kneeStep(options, loads);
    const leftMs = mostMsOf(plan) - context.sinceStartMs();
    const isTooLate = next.kind === "hold" && loadMsOf(plan, next.rate) > leftMs;
    const step = isTooLate ? kneeOutOfTime(options, loads) : next;
    if (step.kind === "done") {
      const { finding, reasons: told, verdict: end } = step;
      const reasons = isTooLate ? [...told, noMoreTime(plan)] : told;
      return { phases, interrupted: rig.signal.aborted, findings: [finding], end, reasons };
    }
    if (step.afterRest) await comeToRest(rig, idle, LONGEST_REST_MS);
    const after = aheadOf(plan, options, loads, leftMs);
    const name = `load ${loads.length + 1}`;
    const phase = await holdRate(spec, { rate: step.rate, name, after }, rig, context);
    phases.push(phase);
    loads.push({
      rate: step.rate,
      stability: stabilityOf(alone(spec, phase, rig, context), rig.limits),
    });
  }
}

function optionsOf(plan: TestPlan): KneeOptions {
  const startRate = firstRateOf(plan);
  const { precision = usualKneeSearch.precision } = plan.search ?? {};
  return { ...usualKneeSearch, precision, startRate, mostRate: startRate * MOST_TIMES };
}

/** A plan of an earlier record has no end but that of its loads. */
const mostMsOf = ({ search }: TestPlan): number => search?.mostMs ?? Number.POSITIVE_INFINITY;

const noMoreTime = (plan: TestPlan): string =>
  `The search ended after its longest time, ${exactDuration(mostMsOf(plan))}: --most-duration gives it more.`;

/** After the load that comes next; while none gave way, there may be more. */
function aheadOf(
  plan: TestPlan,
  options: KneeOptions,
  loads: readonly HeldLoad[],
  leftMs: number,
): TimeAhead {
  const [next = 0, ...later] = kneeAhead(options, loads).map((rate) => loadMsOf(plan, rate));
  const ms = later.reduce((sum, each) => sum + each, 0);
  const isLeast = !loads.some(({ stability }) => stability.kind === "broke");
  return ms < leftMs - next ? { ms, isLeast } : { ms: Math.max(0, leftMs - next), isLeast: false };
}

/** How long one load takes, its climb included. */
function loadMsOf(plan: TestPlan, rate: number): number {
  const bounds: DwellBounds = {
    leastMs: plan.durationMs - plan.warmUpMs,
    mostMs: plan.durationMs * MOST_DWELL_TIMES,
  };
  return plan.warmUpMs + dwellMs(plan, rate, bounds);
}

async function holdRate(
  { plan, target }: RunSpec,
  { rate, name, after }: { rate: number; name: string; after: TimeAhead },
  rig: Rig,
  { sinceStartMs }: RunContext,
): Promise<Phase> {
  const durationMs = loadMsOf(plan, rate);
  const climb: Stage = { from: rate / 2, to: rate, durationMs: plan.warmUpMs };
  const held: Stage = { from: rate, to: rate, durationMs: durationMs - plan.warmUpMs };
  const spacing = plan.model.kind === "open" ? plan.model.spacing : "even";
  const model = { kind: "open", spacing, stages: [climb, held] } as const;
  const intervalMs = windowMsOf(durationMs);
  const load = {
    name,
    model,
    durationMs,
    intervalMs,
    startMs: sinceStartMs(),
    offered: rate,
    after,
  };
  return (await holdLoad(plan, load, target, rig)).phase;
}

/** One load as a run of its own, so that it is judged by itself. */
const alone = (spec: RunSpec, phase: Phase, rig: Rig, { samples }: RunContext): Run => ({
  ...{ id: spec.id, plan: spec.plan, planHash: spec.planHash, release: spec.release, startedMs: 0 },
  floor: null,
  phases: [{ ...phase, startMs: 0 }],
  resources: samples
    .filter(({ atMs }) => atMs >= phase.startMs)
    .map((sample) => ({ ...sample, atMs: sample.atMs - phase.startMs })),
  interrupted: rig.signal.aborted,
});
