import { type KneeStep, type KneeWish, usualKneeSearch } from "../knee.ts";
import type { HeldLoad } from "../knee-edges.ts";
import { kneeStep } from "../knee-search.ts";
import type { Bearing } from "../bearing.ts";

export const wish: KneeWish = { ...usualKneeSearch, startRate: 50, mostRate: 10_000 };

export const held: Bearing = { kind: "held", unjudged: [] };
export const broke: Bearing = { kind: "broke", signs: [{ what: "ui.p95", says: "ui.p95 was missed." }] };
export const rigFailed: Bearing = { kind: "invalid", reasons: ["The injector used 97 % of a core."] };

/** Searches until it is done, and tells every step on the way. */
export function searchOn(system: (rate: number) => Bearing, of: Partial<KneeWish> = {}) {
  const loads: HeldLoad[] = [];
  const steps: KneeStep[] = [];
  for (;;) {
    const step = kneeStep({ ...wish, ...of }, loads);
    steps.push(step);
    if (step.kind === "done") return { loads, steps, done: step };
    loads.push({ rate: step.rate, bearing: system(step.rate) });
  }
}
