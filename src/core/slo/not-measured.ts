import type { Promised } from "../contract/index.ts";
import type { Judgement } from "./judgement.ts";

/** A promise of which there is no record yet: no drill, no incident, no ticket. Never a guess. */
export function notMeasured({
  kind,
}: Extract<Promised, { kind: "recovery" | "support" }>): Judgement {
  return {
    measured: null,
    range: null,
    unit: kind === "recovery" ? "ms" : "share",
    kept: null,
    undecided: null,
    events: 0,
    verdict: "insufficient",
    needed: null,
    budget: null,
    formula: kind === "recovery" ? "recovery-record/1" : "support-clock/1",
  };
}
