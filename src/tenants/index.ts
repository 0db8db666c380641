import type { Capability } from "../engine/index.ts";
import { importTenants, tenantsList } from "./commands.ts";

export { decideCalls } from "./decide-calls.ts";
export { seenJob } from "./seen-job.ts";

/** Of one add-on; each costs some hundred bytes of memory. */
export const MOST_TENANTS = 100_000;

/** Who the customers are. */
export const tenants: Capability = {
  name: "tenants",
  commands: [importTenants],
  lists: [tenantsList],
};
