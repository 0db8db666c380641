import type { Objective } from "../../core/contract/index.ts";
import {
  type Outcome,
  type Run,
  type RunVerdict,
  type TenantClass,
  tenantClasses,
} from "../model/index.ts";
import { type Evidence, evidenceOf, mergeEvidence } from "./evidence.ts";
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
  const rule = ruler(run);
  const scopes = [null, ...tenantClasses];
  const outcomes = objectives
    .filter((objective) => isShownBy(run, objective))
    .flatMap((objective) =>
      scopes.flatMap((tenants) => outcomeOf(objective, tenants, rule(objective, tenants))),
    );
  return {
    verdict: verdictOf(run, outcomes),
    outcomes,
    reasons: reasonsOf(run, objectives, outcomes),
    own: ownTime(run),
  };
}

/** Nothing of a class of tenants that was not there. */
function outcomeOf(
  { id, sentence, promise }: Objective,
  tenants: TenantClass | null,
  ruling: Ruling | null,
): readonly Outcome[] {
  if (ruling === null || (tenants !== null && ruling.events === 0)) return [];
  const promised = promise.kind === "uptime" ? `${sentence} of the run's minutes` : sentence;
  return [{ objective: id, promised, tenants, ...ruling }];
}

type Rule = (objective: Objective, tenants: TenantClass | null) => Ruling | null;

/**
 * Rules over one run; null where a promise is not a matter of requests. A minute of one class has
 * too few of them to be called down: uptime is ruled on over all tenants.
 */
function ruler(run: Run): Rule {
  const stretches = measuredTime(run);
  const evidence = evidenceByKind(stretches);
  return ({ indicator, promise }, tenants) => {
    switch (promise.kind) {
      case "uptime":
        return tenants === null ? judgeUptime(promise, stretches) : null;
      case "quantile":
      case "average":
      case "share":
        return judgePromise(promise, evidence(indicator, tenants), run.plan.timeoutMs);
      case "recovery":
      case "support":
        return null;
    }
  };
}

/** Each indicator of each class is added up once, however many promises are about it. */
function evidenceByKind(stretches: readonly Stretch[]) {
  const kindOf = (indicator: string | null, tenants: TenantClass) => `${indicator} ${tenants}`;
  const streams = stretches.flatMap(({ streams }) => streams);
  const kinds = Map.groupBy(streams, ({ stream }) => kindOf(stream.indicator, stream.tenants));
  const sums = new Map([...kinds].map(([kind, alike]) => [kind, evidenceOf(alike)]));
  return (indicator: string, tenants: TenantClass | null): Evidence =>
    mergeEvidence(
      (tenants === null ? tenantClasses : [tenants]).flatMap(
        (of) => sums.get(kindOf(indicator, of)) ?? [],
      ),
    );
}
