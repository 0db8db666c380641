import type { Objective } from "../../core/contract/index.ts";
import { eventsNeeded } from "../../core/measurement/index.ts";
import { targetOf } from "../../core/slo/index.ts";
import type { TestPlan, Workload } from "../model/index.ts";

export interface DwellBounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

const usualDwell: DwellBounds = { leastMs: 30_000, mostMs: 600_000 };

/** Requests that an average needs before anything is said of it. */
const ENOUGH_TO_AVERAGE = 30;

/**
 * How long a rate is held: so long that half of what a promise allows, more or less, would show.
 * @param rate sessions a second
 */
export function dwellMs(
  { workload, objectives }: Pick<TestPlan, "workload" | "objectives">,
  rate: number,
  bounds: DwellBounds = usualDwell,
): number {
  const times = objectives.map((objective) => {
    const perSecond = rate * requestsPerSession(workload, objective.indicator);
    return perSecond === 0 ? 0 : (samplesFor(objective) / perSecond) * 1000;
  });
  return Math.min(bounds.mostMs, Math.max(bounds.leastMs, ...times.map(Math.ceil)));
}

function samplesFor({ promise }: Objective): number {
  switch (promise.kind) {
    case "quantile":
    case "share": {
      const target = targetOf(promise);
      return eventsNeeded((1 + target) / 2, target) ?? 0;
    }
    case "average":
      return ENOUGH_TO_AVERAGE;
    default:
      return 0;
  }
}

/** Requests of one indicator that an average session makes. */
function requestsPerSession({ scenarios }: Workload, indicator: string): number {
  const weights = scenarios.reduce((sum, { weight }) => sum + weight, 0);
  const requests = scenarios.reduce(
    (sum, { weight, steps }) =>
      sum + weight * steps.filter((step) => step.indicator === indicator).length,
    0,
  );
  return weights === 0 ? 0 : requests / weights;
}
