import type { PageModule } from "../../../core/host/index.ts";
import { declaredModule } from "../page-modules.ts";
import { propertyConditions } from "./entity-property.ts";
import type { Facts, Params } from "./facts.ts";
import { commonConditions, confluenceConditions, jiraConditions } from "./predefined.ts";

/** Whether all conditions that a module is declared with are met. */
export const isShown = (module: Pick<PageModule, "type" | "moduleKey">, facts: Facts): boolean =>
  holds(declaredModule(facts.installation, module)?.conditions, facts);

/** Whether what a panel is for is there already; where nothing is said of it, it is. */
export const isPresent = (module: Pick<PageModule, "type" | "moduleKey">, facts: Facts): boolean =>
  holds(declaredModule(facts.installation, module)?.contentPresentConditions, facts);

/**
 * Whether a condition of a descriptor is met: a single one, `{ and }`, `{ or }`, or a list of them.
 * Remote conditions and those of features that the mock host has nothing of count as met.
 * Source: "Connect conditions".
 */
export function holds(condition: unknown, facts: Facts): boolean {
  if (Array.isArray(condition)) return condition.every((part) => holds(part, facts));
  if (typeof condition !== "object" || condition === null) return true;
  const { and, or, conditions, type, invert } = condition as Composite;
  const isInverted = invert === true || invert === "true";
  return isInverted !== isMet(condition as Single, { and, or, conditions, type }, facts);
}

interface Composite {
  readonly and?: unknown;
  readonly or?: unknown;
  /** The older form, with `type`. */
  readonly conditions?: unknown;
  readonly type?: unknown;
  readonly invert?: unknown;
}

interface Single {
  readonly condition?: unknown;
  readonly params?: unknown;
}

function isMet(
  { condition, params }: Single,
  { and, or, conditions, type }: Composite,
  facts: Facts,
): boolean {
  if (and !== undefined) return holds(and, facts);
  if (or !== undefined) return listOf(or).some((part) => holds(part, facts));
  if (conditions !== undefined && String(type).toLowerCase() === "or")
    return listOf(conditions).some((part) => holds(part, facts));
  if (conditions !== undefined) return holds(conditions, facts);
  const { product } = facts.looking.tenant;
  const known = {
    ...commonConditions,
    ...propertyConditions,
    ...(product === "jira" ? jiraConditions : confluenceConditions),
  };
  const name = String(condition);
  const test = Object.hasOwn(known, name) ? known[name] : undefined;
  return test === undefined || test(facts, Object(params) as Params);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
