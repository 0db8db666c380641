import { systemClock } from "../adapters/system-clock/index.ts";
import { fetchText } from "../adapters/terminal/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { type BudgetsSeen, budgetStop, readBudgets } from "../loadtest/index.ts";

const LOOK_EVERY_MS = 10_000;
const MOST_BYTES = 8 << 20;

/** Follows customers' error budgets while a deployment is loaded; says stop when they burn. */
export function watchBudgets(statusUrl: string | null, addon: string) {
  const controller = new AbortController();
  let first: BudgetsSeen | null = null;
  let last: BudgetsSeen | null = null;
  let cancel = () => {};

  async function look(): Promise<BudgetsSeen> {
    const read = readBudgets(await fetchText(statusUrl!, MOST_BYTES), addon);
    if (read.kind === "unknown") throw new Error(read.why);
    return { atMs: systemClock.monotonicMs(), budgets: read.budgets };
  }

  async function again(): Promise<void> {
    last = await look().catch(() => last);
    const why = budgetStop({ first: first!, last: last! }, systemClock.monotonicMs());
    if (why !== null) controller.abort(new PlimsollError("target.budget-burning", why));
    else cancel = systemClock.after(LOOK_EVERY_MS, () => void again());
  }

  return {
    stopped: controller.signal,
    /** @throws PlimsollError `target.budget-burning` when the test must not begin */
    async begin(): Promise<void> {
      if (statusUrl === null) return;
      try {
        first = await look();
      } catch (error) {
        throw new PlimsollError("target.budget-burning", (error as Error).message, {
          cause: error,
        });
      }
      await again();
      controller.signal.throwIfAborted();
    },
    close: async () => cancel(),
  };
}
