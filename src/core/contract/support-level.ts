import type { SupportLevel } from "./contract.ts";

/** Most severe first. */
export const supportLevels = ["L1", "L2", "L3", "L4"] as const satisfies readonly SupportLevel[];
