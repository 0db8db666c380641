export { allowTarget, type LiveSettings } from "./allow-target.ts";
export { type BudgetsSeen, budgetStop } from "./budget-stop.ts";
export { markWorkload } from "./mark-workload.ts";
export type {
  ServicePlan,
  StartedTarget,
  StartService,
  StartTarget,
  TargetPlan,
  TargetSample,
} from "./ports.ts";
export { readBudgets } from "./read-budgets.ts";
