import type { Objective } from "../../contract/index.ts";
import type { Outcome, Run, RunVerdict, StreamTally } from "../run.ts";
import { type TenantClass, tenantClasses } from "../workload/index.ts";
import { evidenceOf } from "./evidence.ts";
import { judgePromise, type Ruling } from "./judge-objective.ts";
import { judgeUptime } from "./judge-uptime.ts";
import { measuredTime, type Stretch } from "./measured-time.ts";
import { type OwnTime, ownTime } from "./own-time.ts";
import { reasonsOf } from "./reasons.ts";
import { isShownBy } from "./shown-by.ts";
import { verdictOf } from "./verdict.ts";

export interface RunJudgement {
  readonly verdict: RunVerdict;
  /** By objective: first over all tenants, then for each class of them that was there. */
  readonly outcomes: readonly Outcome[];
  /** What the verdict rests on and what it leaves out, as sentences. */
  readonly reasons: readonly string[];
  /** Decides nothing. */
  readonly own: OwnTime | null;
}

/**
 * Judges a run by the promises that its requests can show, as production is judged. Promises about
 * what the workload never does are left out, and said to be.
 */
export function judgeRun(
  run: Run,
  objectives: readonly Objective[] = run.plan.objectives,
): RunJudgement {
  const stretches = measuredTime(run);
  const judged = objectives.filter((objective) => isShownBy(run, objective));
  const classes = classesIn(stretches);
  const outcomes = judged.flatMap((objective) =>
    [null, ...classes].flatMap((tenants) => outcomeOf(run, objective, stretches, tenants)),
  );
  return {
    verdict: verdictOf(run, outcomes),
    outcomes,
    reasons: reasonsOf(run, objectives, outcomes),
    own: ownTime(run),
  };
}

function outcomeOf(
  run: Run,
  objective: Objective,
  stretches: readonly Stretch[],
  tenants: TenantClass | null,
): readonly Outcome[] {
  const isTheirs = ({ stream }: StreamTally) => tenants === null || stream.tenants === tenants;
  const theirs = stretches.map((stretch) => ({
    ...stretch,
    streams: stretch.streams.filter(isTheirs),
  }));
  const ruling = rule(objective, theirs, run.plan.timeoutMs);
  if (ruling === null || (tenants !== null && ruling.events === 0)) return [];
  const ofMinutes = objective.promise.kind === "uptime" ? " of the run's minutes" : "";
  const promised = `${objective.sentence}${ofMinutes}`;
  return [{ objective: objective.id, promised, tenants, ...ruling }];
}

/** null: not a matter of requests. */
function rule(
  { indicator, promise }: Objective,
  stretches: readonly Stretch[],
  timeoutMs: number,
): Ruling | null {
  switch (promise.kind) {
    case "uptime":
      return judgeUptime(promise, stretches);
    case "quantile":
    case "average":
    case "share": {
      const streams = stretches
        .flatMap(({ streams }) => streams)
        .filter(({ stream }) => stream.indicator === indicator);
      return judgePromise(promise, evidenceOf(streams), timeoutMs);
    }
    case "recovery":
    case "support":
      return null;
  }
}

function classesIn(stretches: readonly Stretch[]): readonly TenantClass[] {
  const present = new Set(
    stretches.flatMap(({ streams }) => streams.map(({ stream }) => stream.tenants)),
  );
  return tenantClasses.filter((tenants) => present.has(tenants));
}
