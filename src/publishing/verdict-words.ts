import type { ObjectiveAccount, Phase } from "../core/slo/index.ts";

/** What the words for a verdict depend on, beside the period. */
type Judged = Pick<ObjectiveAccount, "verdict" | "promise">;

/**
 * A verdict as every page, document and command says it: while the period runs, it is one so far.
 * Uptime alone can be missed for good before the end: when its budget is overspent.
 */
export function verdictWords(judged: Judged, phase: Phase): string {
  if (phase === "before-promise") return "Not yet promised";
  const soFar = isSoFar(judged, phase) ? " so far" : "";
  switch (judged.verdict) {
    case "met":
      return `Kept${soFar}`;
    case "missed":
      return `Missed${soFar}`;
    case "insufficient":
      return phase === "over" ? "Not proven" : "Not yet proven";
  }
}

/** Whether what is still to come may change it. */
export const isSoFar = ({ verdict, promise }: Judged, phase: Phase): boolean =>
  phase === "running" && !(verdict === "missed" && promise.kind === "uptime");
