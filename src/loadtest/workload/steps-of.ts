import type { Scenario, Step, Workload } from "../model/index.ts";

/** Each step with how many of it one session brings on average. */
interface WeighedStep {
  readonly step: Step;
  /** Of each session: 0.25 for the only step of a scenario that every fourth session goes through. */
  readonly perSession: number;
}

/** Every step of a workload with its share; scenarios that nobody goes through have none. */
export function weighedSteps({ scenarios }: Pick<Workload, "scenarios">): readonly WeighedStep[] {
  const sum = scenarios.reduce((total, { weight }) => total + weight, 0);
  const share = ({ weight }: Scenario) => (sum > 0 ? weight / sum : 0);
  return scenarios.flatMap((scenario) =>
    scenario.steps.map((step) => ({ step, perSession: share(scenario) })),
  );
}

/** How many requests a session makes on average; 0 for a workload in which there is nothing to do. */
export const requestsPerSession = (workload: Pick<Workload, "scenarios">): number =>
  weighedSteps(workload).reduce((sum, { perSession }) => sum + perSession, 0);
