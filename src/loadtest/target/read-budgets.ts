import { z } from "zod";

/** Share of its error budget that an objective has spent in the current period; above 1: overspent. */
export type Budgets = ReadonlyMap<string, number>;

export type BudgetsRead =
  | { readonly kind: "budgets"; readonly budgets: Budgets }
  /** Why it cannot be told, as a sentence. */
  | { readonly kind: "unknown"; readonly why: string };

const figure = z.number().nonnegative();
/** What is needed of `/sla.json`; its other members may be anything. */
const slaDocument = z.object({
  format: z.literal("plimsoll-sla/1"),
  objectives: z.array(
    z.object({
      addon: z.string(),
      id: z.string(),
      budget: z.object({ allowed: figure, spent: figure }).nullable(),
    }),
  ),
});

/** Reads how an add-on's budgets stand from the text of a Plimsoll's `/sla.json`. */
export function readBudgets(text: string, addon: string): BudgetsRead {
  const document = slaDocument.safeParse(parsed(text));
  if (!document.success) return unknown("What answered is no `/sla.json` of a Plimsoll.");
  const spent = document.data.objectives.flatMap(({ addon: of, id, budget }) =>
    of === addon && budget !== null ? [[id, shareOf(budget)] as const] : [],
  );
  return spent.length > 0
    ? { kind: "budgets", budgets: new Map(spent) }
    : unknown(`Nothing has been measured yet of what ${addon} promises its customers.`);
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const shareOf = ({ allowed, spent }: { allowed: number; spent: number }): number =>
  spent === 0 ? 0 : spent / allowed;

const unknown = (why: string): BudgetsRead => ({ kind: "unknown", why });
