import type { Objective } from "../../core/contract/index.ts";
import type { Run } from "../model/index.ts";

/** Uptime is shown by any request that a promise is about, the others by requests of their kind. */
export const isShownBy = ({ plan }: Run, { indicator, promise }: Objective): boolean =>
  plan.workload.scenarios.some(({ steps }) =>
    steps.some((step) =>
      promise.kind === "uptime" ? step.indicator !== null : step.indicator === indicator,
    ),
  );
