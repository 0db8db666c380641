import type { Stage } from "../injection/index.ts";
import type { Phase, Run } from "../run.ts";
import {
  bearingOf,
  type DwellBounds,
  dwellMs,
  type HeldLoad,
  type KneeWish,
  kneeStep,
  usualKneeSearch,
} from "../search/index.ts";
import { busyCores, comeToRest } from "./come-to-rest.ts";
import { holdLoad } from "./hold-load.ts";
import type { Course, CourseParts, Task } from "./performed.ts";
import { firstRateOf } from "./rates.ts";
import type { Rig } from "./rig.ts";
import { windowMsOf } from "./window-length.ts";

/** Beyond so many times the first rate, what is found is no knee of anything that is expected. */
const MOST_TIMES = 1000;
/** A load is held longer than wished where its requests would be too few to judge, up to so much. */
const MOST_DWELL_TIMES = 4;
const LONGEST_REST_MS = 120_000;

/** Stress test: more and more load until the system gives way, then the rate at which it does. */
export async function searchLimit(task: Task, rig: Rig, parts: CourseParts): Promise<Course> {
  const startRate = firstRateOf(task.plan);
  const wish: KneeWish = { ...usualKneeSearch, startRate, mostRate: startRate * MOST_TIMES };
  const loads: HeldLoad[] = [];
  const phases: Phase[] = [];
  const idle = await busyCores(rig);
  for (;;) {
    const step = kneeStep(wish, loads);
    if (step.kind === "done") {
      const { finding, reasons, verdict: end } = step;
      return { phases, interrupted: rig.signal.aborted, findings: [finding], end, reasons };
    }
    if (step.afterRest) await comeToRest(rig, idle, LONGEST_REST_MS);
    const phase = await holdRate(task, step.rate, `load ${loads.length + 1}`, rig, parts);
    phases.push(phase);
    loads.push({ rate: step.rate, bearing: bearingOf(alone(task, phase, rig, parts), rig.limits) });
  }
}

async function holdRate(
  { plan, target }: Task,
  rate: number,
  name: string,
  rig: Rig,
  { sinceStartMs }: CourseParts,
): Promise<Phase> {
  const bounds: DwellBounds = {
    leastMs: plan.durationMs - plan.warmUpMs,
    mostMs: plan.durationMs * MOST_DWELL_TIMES,
  };
  const heldMs = dwellMs(plan, rate, bounds);
  const climb: Stage = { from: rate / 2, to: rate, durationMs: plan.warmUpMs };
  const held: Stage = { from: rate, to: rate, durationMs: heldMs };
  const spacing = plan.model.kind === "open" ? plan.model.spacing : "even";
  const model = { kind: "open", spacing, stages: [climb, held] } as const;
  const durationMs = plan.warmUpMs + heldMs;
  const windowMs = windowMsOf(durationMs);
  const load = { name, model, durationMs, windowMs, startMs: sinceStartMs(), offered: rate };
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
