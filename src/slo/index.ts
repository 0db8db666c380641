export { accountFor } from "./account.ts";
export { allTenants, tenantStatement } from "./all-tenants.ts";
export { burnAlerts, burnRate } from "./burn-alerts.ts";
export { burnRules } from "./burn-rules.ts";
export { describe } from "./describe.ts";
export { excludedMinutes, noExclusions } from "./exclusions.ts";
export { DOWN, reaches, stateOf } from "./minute-state.ts";
export { daysOf, months, periodOf } from "./period.ts";
export type * from "./statement.ts";
