import type { WrittenScenarios } from "./workload/index.ts";

/** Gives scenarios in TypeScript their type: `export default defineScenarios({ … })`. */
export const defineScenarios = (scenarios: WrittenScenarios): WrittenScenarios => scenarios;
