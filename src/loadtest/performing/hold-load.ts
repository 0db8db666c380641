import { budgetWatch, limitsMsOf, rigHealth, timedPromises } from "../judging/index.ts";
import type {
  LoadInterval,
  LoadPlan,
  LoadTenant,
  Model,
  Phase,
  Target,
  TestPlan,
  Workload,
} from "../model/index.ts";
import { offeredOf } from "./offered.ts";
import type { Rig, TimeAhead } from "./rig.ts";

/** One load to hold, of the many that a test may consist of. */
export interface HeldLoad {
  readonly name: string;
  readonly model: Model;
  readonly durationMs: number;
  readonly intervalMs: number;
  /** Since the run's start. */
  readonly startMs: number;
  /** Sessions a second that are judged; left out: the average over all of it. */
  readonly offered?: number;
  /** What comes after it; left out: nobody knows. */
  readonly after?: TimeAhead;
  /** Left out: the plan's, and the rig's. */
  readonly workload?: Workload;
  readonly tenants?: readonly LoadTenant[];
}

export interface HoldReport {
  readonly phase: Phase;
  readonly interrupted: boolean;
}

/** Holds one load and answers what was measured; a signal to end it is obeyed at once. */
export async function holdLoad(
  plan: TestPlan,
  load: HeldLoad,
  target: Target,
  rig: Rig,
): Promise<HoldReport> {
  const windows: LoadInterval[] = [];
  const budget = budgetWatch(plan.objectives);
  const tenants = load.tenants ?? rig.tenants;
  const report = await rig.injector.inject(loadPlanOf(plan, load, target), tenants, {
    signal: rig.signal,
    onProgress: (tally) =>
      rig.onProgress({
        phase: load.name,
        tally,
        elapsedMs: tally.elapsedMs,
        budgetSpent: budget.spent(),
        durationMs: load.durationMs,
        after: load.after ?? null,
      }),
    onInterval(window) {
      windows.push(window);
      budget.add(window);
    },
  });
  const { tally, streams, interrupted } = report;
  const rigFigures = rigHealth(tally, report, timedPromises(plan.objectives));
  const offered = load.offered ?? offeredOf(load.model, load.durationMs);
  const { name, startMs } = load;
  const held = { tally, streams, windows, durationMs: tally.elapsedMs };
  return { phase: { name, startMs, offered, rig: rigFigures, ...held }, interrupted };
}

const loadPlanOf = (plan: TestPlan, load: HeldLoad, target: Target): LoadPlan => ({
  target,
  work: { kind: "workload", workload: load.workload ?? plan.workload },
  model: load.model,
  durationMs: load.durationMs,
  connections: plan.connections,
  keepAlive: "always",
  workers: plan.workers,
  timeoutMs: plan.timeoutMs,
  seed: plan.seed,
  limitsMs: limitsMsOf(plan.objectives),
  intervalMs: load.intervalMs,
});
