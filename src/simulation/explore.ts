import { drawPlan, type WorldPlan } from "./plan.ts";
import type { PlantedFault } from "./planted.ts";
import { type Outcome, simulate } from "./simulate.ts";
import { SOMETIMES, type Sometimes } from "./trace.ts";

interface ExploreOptions {
  readonly firstSeed: number;
  readonly seeds: number;
  readonly hours?: number;
  /** Of so many seeds one runs twice: two traces of one plan must be the same. */
  readonly twiceEvery?: number;
  /** Called after each seed. */
  readonly onSeed?: (outcome: Outcome) => void;
}

export interface Exploration {
  readonly days: number;
  readonly failing: readonly Outcome[];
  /** Seeds of which two runs differed. */
  readonly unrepeatable: readonly number[];
  readonly reached: ReadonlyMap<Sometimes, number>;
  readonly neverReached: readonly Sometimes[];
}

/** Runs one world after the other. */
export async function explore({
  firstSeed,
  seeds,
  hours,
  twiceEvery = 25,
  onSeed = () => {},
}: ExploreOptions): Promise<Exploration> {
  const failing: Outcome[] = [];
  const unrepeatable: number[] = [];
  const reached = new Map<Sometimes, number>();
  let days = 0;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const plan = drawPlan(seed, hours);
    const outcome = await simulate(plan);
    days += outcome.days;
    if (outcome.deviations.length > 0) failing.push(outcome);
    for (const [state, times] of outcome.trace.reached)
      reached.set(state, (reached.get(state) ?? 0) + times);
    if (seed % twiceEvery === 0) {
      const again = await simulate(plan);
      days += again.days;
      if (again.trace.digest() !== outcome.trace.digest()) unrepeatable.push(seed);
    }
    onSeed(outcome);
  }
  const neverReached = SOMETIMES.filter((state) => !reached.has(state));
  return { days, failing, unrepeatable, reached, neverReached };
}

/** What is simpler about a world, from the largest step to the smallest. */
function* simpler(plan: WorldPlan): Generator<WorldPlan> {
  if (plan.processes > 1) yield { ...plan, processes: 1 };
  if (plan.replicas > 1)
    yield { ...plan, replicas: 1, temporalities: plan.temporalities.slice(0, 1) };
  if (plan.replicas > 1)
    yield { ...plan, replicas: 1, temporalities: plan.temporalities.slice(-1) };
  if (plan.scopes > 1) yield { ...plan, scopes: 1 };
  if (plan.tenants > 1) yield { ...plan, tenants: 1 };
  if (plan.isOldReplica) yield { ...plan, isOldReplica: false };
  if (plan.commandsPerHour > 0) yield { ...plan, commandsPerHour: 0 };
  if (plan.exportersGiveUp) yield { ...plan, exportersGiveUp: false };
  for (const [fault, rate] of Object.entries(plan.faults))
    if (rate > 0) yield { ...plan, faults: { ...plan.faults, [fault]: 0 } };
  if (plan.hours > 1) yield { ...plan, hours: plan.hours / 2 };
}

/** The simplest world found that still fails, by leaving out one thing after the other. */
export async function shrink(failing: Outcome): Promise<Outcome> {
  let smallest = failing;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const plan of simpler(smallest.plan)) {
      const outcome = await simulate(plan);
      if (outcome.deviations.length === 0) continue;
      smallest = outcome;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** The first seed of those asked for in which a fault that was put back shows; null: it is never seen. */
export async function findPlanted(
  planted: PlantedFault,
  { firstSeed, seeds, hours }: ExploreOptions,
): Promise<number | null> {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const { deviations } = await simulate(drawPlan(seed, planted.hours ?? hours), planted);
    if (deviations.length > 0) return seed;
  }
  return null;
}
