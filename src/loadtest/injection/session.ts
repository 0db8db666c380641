import { zipf } from "../../core/chance/index.ts";
import type { LoadTenant } from "../model/index.ts";
import { draw, purposes } from "./draw.ts";
import type { ScenarioForm, StepForm, WorkForm } from "./work-form.ts";

/** Of a session for whose step no sheet was found, or looked for. */
export const NOT_FOUND = -1;

/** One going through a scenario. */
export interface Session {
  /** Number of its arrival, from 0; no other of the run has it. */
  arrival: number;
  scenario: ScenarioForm;
  /** Of its tenant, from 0 for the largest. */
  rank: number;
  tenant: LoadTenant;
  /** Which of the scenario's steps is next or under way. */
  at: number;
  /** What its steps took of their answers; null: nothing so far. */
  taken: Map<string, string> | null;
  /** Where a book has the sheet of the step at which it is. */
  sheet: number;
}

/**
 * Begins sessions; which scenario and tenant an arrival gets depends on seed and number alone. One that
 * is over may become the new one: were each an object of its own, V8 would put them where only its
 * long collections come.
 */
export function sessions(
  { scenarios, population }: WorkForm,
  tenants: readonly LoadTenant[],
  seed: number,
): (arrival: number, over?: Session) => Session {
  const pickScenario = byWeight(scenarios);
  const { skew } = population;
  const rankOf = zipf(tenants.length, skew.kind === "zipf" ? skew.exponent : 0);
  return (arrival, over) => {
    const rank = rankOf(draw(seed, arrival, purposes.tenant));
    const scenario = pickScenario(draw(seed, arrival, purposes.scenario));
    const tenant = tenants[rank]!;
    if (over === undefined)
      return { arrival, scenario, rank, tenant, at: 0, taken: null, sheet: NOT_FOUND };
    over.arrival = arrival;
    over.scenario = scenario;
    over.rank = rank;
    over.tenant = tenant;
    over.at = 0;
    over.taken = null;
    over.sheet = NOT_FOUND;
    return over;
  };
}

function byWeight(scenarios: readonly ScenarioForm[]): (chance: number) => ScenarioForm {
  let sum = 0;
  const sums = scenarios.map(({ weight }) => (sum += weight));
  return (chance) => {
    let at = 0;
    while (at < scenarios.length - 1 && chance * sum >= sums[at]!) at++;
    return scenarios[at]!;
  };
}

/** Milliseconds that a session thinks before a step. */
export function thinkMs({ think, index }: StepForm, seed: number, arrival: number): number {
  return think.spacing === "even"
    ? think.meanMs
    : -Math.log(1 - draw(seed, arrival, purposes.think + index)) * think.meanMs;
}
