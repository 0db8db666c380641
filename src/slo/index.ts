export { type Account, accountFor } from "./account.ts";
export { allTenants, tenantStatement } from "./all-tenants.ts";
export { type BurnAlert, burnAlerts, burnRate, type WindowCounts } from "./burn-alerts.ts";
export { type BurnRule, burnRules } from "./burn-rules.ts";
export { describe } from "./describe.ts";
export {
  type AnnouncedWindow,
  type Exclusions,
  excludedMinutes,
  type HostOutage,
  noExclusions,
} from "./exclusions.ts";
export { daysOf, months, periodOf } from "./period.ts";
export type { AccountInput } from "./reckoning.ts";
export type * from "./statement.ts";
export type { TenantOptions } from "./whole-account.ts";
