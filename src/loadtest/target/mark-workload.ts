import type { Workload } from "../model/index.ts";

/**
 * The header by which an add-on knows a request of a test: it reports such requests with
 * OpenTelemetry's `user_agent.synthetic.type` set to "test", and intake then keeps them out of what
 * customers' promises are judged by.
 */
const RUN_HEADER = "plimsoll-run";

/** The same workload with every request marked as one of a run. Marks what is sent, never the plan. */
export const markWorkload = (workload: Workload, runId: string): Workload => ({
  ...workload,
  scenarios: workload.scenarios.map((scenario) => ({
    ...scenario,
    steps: scenario.steps.map((step) => ({
      ...step,
      headers: [...step.headers, [RUN_HEADER, runId] as const],
    })),
  })),
});
