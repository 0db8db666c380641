export { hostLimits, type LimitSettings } from "./host-limits.ts";
