import type { Objective } from "../../core/contract/index.ts";
import { countsOf, targetOf } from "../../core/slo/index.ts";
import type { LoadInterval } from "../model/index.ts";
import { type Evidence, evidenceOf, mergeEvidence } from "./evidence.ts";

/** Follows, window by window, how much of what may fail has failed. */
export interface BudgetWatch {
  add(window: LoadInterval): void;
  /**
   * Of the promise that has spent most: failed ÷ what it lets fail of the requests so far. Above 1
   * it is broken as things stand. null while no request came that such a promise is about.
   */
  spent(): number | null;
}

export function budgetWatch(objectives: readonly Objective[]): BudgetWatch {
  const seen = new Map<string, Evidence>();
  const indicators = new Set(objectives.map(({ indicator }) => indicator));
  return {
    add({ streams }) {
      for (const indicator of indicators) {
        const theirs = streams.filter(({ stream }) => stream.indicator === indicator);
        if (theirs.length === 0) continue;
        const before = seen.get(indicator);
        const now = evidenceOf(theirs);
        seen.set(indicator, before === undefined ? now : mergeEvidence([before, now]));
      }
    },
    spent() {
      const shares = objectives.flatMap(({ indicator, promise }) => {
        const evidence = seen.get(indicator);
        if (evidence === undefined || evidence.events === 0) return [];
        if (promise.kind !== "quantile" && promise.kind !== "share") return [];
        const { events, broken } = countsOf(promise, evidence);
        return [broken / (events * (1 - targetOf(promise)))];
      });
      return shares.length === 0 ? null : Math.max(...shares);
    },
  };
}
