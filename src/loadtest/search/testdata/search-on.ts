import { type KneeStep, type KneeOptions, usualKneeSearch } from "../knee.ts";
import type { HeldLoad } from "../knee-edges.ts";
import { kneeStep } from "../knee-search.ts";
import type { Stability } from "../stability.ts";

export const options: KneeOptions = { ...usualKneeSearch, startRate: 50, mostRate: 10_000 };

export const held: Stability = { kind: "held", unjudged: [] };
export const broke: Stability = { kind: "broke", signs: [{ what: "ui.p95", says: "ui.p95 was missed." }] };
export const rigFailed: Stability = { kind: "invalid", reasons: ["The injector used 97 % of a core."] };

/** Searches until it is done, and tells every step on the way. */
export function searchOn(system: (rate: number) => Stability, of: Partial<KneeOptions> = {}) {
  const loads: HeldLoad[] = [];
  const steps: KneeStep[] = [];
  for (;;) {
    const step = kneeStep({ ...options, ...of }, loads);
    steps.push(step);
    if (step.kind === "done") return { loads, steps, done: step };
    loads.push({ rate: step.rate, stability: system(step.rate) });
  }
}
