import type { Step, TestPlan } from "../model/index.ts";

/** Stands where a secret of a person's own scenario stood. */
const WITHHELD = "withheld";
const TELLING = /auth|cookie|token|secret|password|api-?key|signature/i;

/** The plan as anybody may see it: no credentials in headers, none in the target's address. */
export const publicPlan = (plan: TestPlan): TestPlan => ({
  ...plan,
  target: { ...plan.target, baseUrl: withoutCredentials(plan.target.baseUrl) },
  workload: {
    ...plan.workload,
    scenarios: plan.workload.scenarios.map((scenario) => ({
      ...scenario,
      steps: scenario.steps.map(withoutSecretHeaders),
    })),
  },
});

/** Placeholders stay: what fills them is no part of the plan. */
const withoutSecretHeaders = (step: Step): Step => ({
  ...step,
  headers: step.headers.map(([name, value]) =>
    TELLING.test(name) && !/^\{[^{}]+\}$/.test(value) ? [name, WITHHELD] : [name, value],
  ),
});

const withoutCredentials = (address: string): string =>
  address.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, "$1");
