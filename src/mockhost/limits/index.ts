export { hostLimits, type LimitSettings } from "./host-limits.ts";
export type { LimitOddities } from "./limit-headers.ts";
