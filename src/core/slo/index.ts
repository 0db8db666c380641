export { accountFor } from "./account.ts";
export { allTenants, tenantStatement } from "./all-tenants.ts";
export { type BurnAlert, burnAlerts, burnRate, type WindowCounts } from "./burn-alerts.ts";
export { burnRules } from "./burn-rules.ts";
export type { Phase } from "./counted-part.ts";
export { type DayTallies, type DayTally, dayTallies } from "./day-tallies.ts";
export {
  type Exclusions,
  excludedMinutes,
  type HostOutage,
  type MinuteRange,
  noExclusions,
} from "./exclusions.ts";
export { agreedState, DOWN, reaches, stateOf, UP } from "./minute-state.ts";
export { daysOf, months, periodOf, type StatementPeriod } from "./period.ts";
export { countsOf, type EventPromise, targetOf } from "./promise-counts.ts";
export type * from "./statement.ts";
