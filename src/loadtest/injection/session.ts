import { zipf } from "../../core/chance/index.ts";
import type { LoadTenant } from "../model/index.ts";
import { draw, purposes } from "./draw.ts";
import type { RequestTemplate, ScenarioTemplate, WorkloadTemplate } from "./request-template.ts";

/** One user, or one event of the host, going through a scenario. */
export interface Session {
  /** Number of its arrival, from 0; no other of the run has it. */
  readonly arrival: number;
  readonly scenario: ScenarioTemplate;
  /** Of its tenant, from 0 for the largest. */
  readonly rank: number;
  readonly tenant: LoadTenant;
  /** Which of the scenario's steps is next or under way. */
  at: number;
  /** What its steps took of their answers; null: nothing so far. */
  taken: Map<string, string> | null;
}

/** Begins sessions; which scenario and tenant an arrival gets depends on seed and number alone. */
export function sessions(
  { scenarios, population }: WorkloadTemplate,
  tenants: readonly LoadTenant[],
  seed: number,
): (arrival: number) => Session {
  const pickScenario = byWeight(scenarios);
  const { skew } = population;
  const rankOf = zipf(tenants.length, skew.kind === "zipf" ? skew.exponent : 0);
  return (arrival) => {
    const rank = rankOf(draw(seed, arrival, purposes.tenant));
    const scenario = pickScenario(draw(seed, arrival, purposes.scenario));
    return { arrival, scenario, rank, tenant: tenants[rank]!, at: 0, taken: null };
  };
}

function byWeight(scenarios: readonly ScenarioTemplate[]): (chance: number) => ScenarioTemplate {
  let sum = 0;
  const sums = scenarios.map(({ weight }) => (sum += weight));
  return (chance) => {
    let at = 0;
    while (at < scenarios.length - 1 && chance * sum >= sums[at]!) at++;
    return scenarios[at]!;
  };
}

/** Milliseconds that a session waits before a step. */
export function thinkMs({ think, index }: RequestTemplate, seed: number, arrival: number): number {
  return think.spacing === "even"
    ? think.meanMs
    : -Math.log(1 - draw(seed, arrival, purposes.think + index)) * think.meanMs;
}
