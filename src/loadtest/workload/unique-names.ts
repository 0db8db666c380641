import type { Scenario } from "../model/index.ts";

/** The same scenarios; a name that stands already, of a scenario or of a step, gets a number. */
export function withUniqueNames(scenarios: readonly Scenario[]): readonly Scenario[] {
  const ofScenario = namer();
  const ofStep = namer();
  return scenarios.map((scenario) => ({
    ...scenario,
    name: ofScenario(scenario.name),
    steps: scenario.steps.map((step) => ({ ...step, name: ofStep(step.name) })),
  }));
}

function namer(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} (${number})`;
    taken.add(name);
    return name;
  };
}
