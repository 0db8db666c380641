import { exactDuration } from "../../core/format/index.ts";
import type { Stage } from "../injection/index.ts";
import type { Phase, Run, TestPlan } from "../run.ts";
import {
  bearingOf,
  type DwellBounds,
  dwellMs,
  type HeldLoad,
  type KneeWish,
  kneeAhead,
  kneeOutOfTime,
  kneeStep,
  usualKneeSearch,
} from "../search/index.ts";
import { busyCores, comeToRest } from "./come-to-rest.ts";
import { holdLoad } from "./hold-load.ts";
import type { Course, CourseParts, Task } from "./performed.ts";
import { firstRateOf } from "./rates.ts";
import type { Rig, TimeAhead } from "./rig.ts";
import { windowMsOf } from "./window-length.ts";

/** Beyond so many times the first rate, what is found is no knee of anything that is expected. */
const MOST_TIMES = 1000;
/** A load is held longer than wished where its requests would be too few to judge, up to so much. */
const MOST_DWELL_TIMES = 4;
const LONGEST_REST_MS = 120_000;

/** Stress test: more and more load until the system gives way, then the rate at which it does. */
export async function searchLimit(task: Task, rig: Rig, parts: CourseParts): Promise<Course> {
  const { plan } = task;
  const wish = wishOf(plan);
  const loads: HeldLoad[] = [];
  const phases: Phase[] = [];
  const idle = await busyCores(rig);
  for (;;) {
    const next = kneeStep(wish, loads);
    const leftMs = mostMsOf(plan) - parts.sinceStartMs();
    const isTooLate = next.kind === "hold" && loadMsOf(plan, next.rate) > leftMs;
    const step = isTooLate ? kneeOutOfTime(wish, loads) : next;
    if (step.kind === "done") {
      const { finding, reasons: told, verdict: end } = step;
      const reasons = isTooLate ? [...told, noMoreTime(plan)] : told;
      return { phases, interrupted: rig.signal.aborted, findings: [finding], end, reasons };
    }
    if (step.afterRest) await comeToRest(rig, idle, LONGEST_REST_MS);
    const after = aheadOf(plan, wish, loads, leftMs);
    const name = `load ${loads.length + 1}`;
    const phase = await holdRate(task, { rate: step.rate, name, after }, rig, parts);
    phases.push(phase);
    loads.push({ rate: step.rate, bearing: bearingOf(alone(task, phase, rig, parts), rig.limits) });
  }
}

function wishOf(plan: TestPlan): KneeWish {
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
  wish: KneeWish,
  loads: readonly HeldLoad[],
  leftMs: number,
): TimeAhead {
  const [next = 0, ...later] = kneeAhead(wish, loads).map((rate) => loadMsOf(plan, rate));
  const ms = later.reduce((sum, each) => sum + each, 0);
  const isLeast = !loads.some(({ bearing }) => bearing.kind === "broke");
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
  { plan, target }: Task,
  { rate, name, after }: { rate: number; name: string; after: TimeAhead },
  rig: Rig,
  { sinceStartMs }: CourseParts,
): Promise<Phase> {
  const durationMs = loadMsOf(plan, rate);
  const climb: Stage = { from: rate / 2, to: rate, durationMs: plan.warmUpMs };
  const held: Stage = { from: rate, to: rate, durationMs: durationMs - plan.warmUpMs };
  const spacing = plan.model.kind === "open" ? plan.model.spacing : "even";
  const model = { kind: "open", spacing, stages: [climb, held] } as const;
  const windowMs = windowMsOf(durationMs);
  const load = { name, model, durationMs, windowMs, startMs: sinceStartMs(), offered: rate, after };
  return (await holdLoad(plan, load, target, rig)).phase;
}

/** One load as a run of its own, so that it is judged by itself. */
const alone = (task: Task, phase: Phase, rig: Rig, { samples }: CourseParts): Run => ({
  ...{ id: task.id, plan: task.plan, planHash: task.planHash, release: task.release, startedMs: 0 },
  floor: null,
  phases: [{ ...phase, startMs: 0 }],
  resources: samples
    .filter(({ atMs }) => atMs >= phase.startMs)
    .map((sample) => ({ ...sample, atMs: sample.atMs - phase.startMs })),
  interrupted: rig.signal.aborted,
});
