import {
  areaOf,
  type Population,
  type Scenario,
  type Stage,
  type TestPlan,
} from "../model/index.ts";

/** What a plan asks of its target, in requests; chance adds its share of more or less. */
export interface ExpectedLoad {
  /** A second, at the peak: over all tenants, and of the tenant that draws most. */
  readonly perSecond: number;
  readonly perTenantPerSecond: number;
  readonly requests: number;
}

/** null for a closed model: how fast it asks is the system's to say. */
export function expectedLoad({ model, workload }: TestPlan): ExpectedLoad | null {
  if (model.kind === "closed") return null;
  const { peak, all } = model.kind === "replay" ? recorded(model.startsMs) : staged(model.stages);
  const steps = stepsPerSession(workload.scenarios);
  return {
    perSecond: peak * steps,
    perTenantPerSecond: peak * steps * largestShare(workload.population),
    requests: all * steps,
  };
}

/** Sessions: in the busiest second, and over the whole run. */
interface Sessions {
  readonly peak: number;
  readonly all: number;
}

const staged = (stages: readonly Stage[]): Sessions => ({
  peak: Math.max(0, ...stages.flatMap(({ from, to }) => [from, to])),
  all: areaOf(stages),
});

function recorded(startsMs: readonly number[]): Sessions {
  let peak = 0;
  let first = 0;
  for (const [at, startMs] of startsMs.entries()) {
    while (startsMs[first]! <= startMs - 1000) first++;
    peak = Math.max(peak, at - first + 1);
  }
  return { peak, all: startsMs.length };
}

function stepsPerSession(scenarios: readonly Scenario[]): number {
  const weight = scenarios.reduce((sum, scenario) => sum + scenario.weight, 0);
  const steps = scenarios.reduce((sum, each) => sum + each.weight * each.steps.length, 0);
  return weight > 0 ? steps / weight : 0;
}

/** Of the first rank: 1 ÷ Σ 1/k^exponent. */
function largestShare({ tenants, skew }: Population): number {
  const exponent = skew.kind === "zipf" ? skew.exponent : 0;
  let sum = 0;
  for (let rank = 1; rank <= tenants; rank++) sum += rank ** -exponent;
  return sum > 0 ? 1 / sum : 0;
}
