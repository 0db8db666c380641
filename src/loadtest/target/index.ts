export { type Allowance, allowTarget, carefulSettings, type LiveSettings } from "./allow-target.ts";
export { type BudgetsSeen, budgetStop } from "./budget-stop.ts";
export { markWorkload, RUN_HEADER } from "./mark-workload.ts";
export type { StartedTarget, StartTarget, TargetPlan, TargetSample } from "./ports.ts";
export { type BudgetsRead, readBudgets } from "./read-budgets.ts";
