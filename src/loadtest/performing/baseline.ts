import type { Baseline, Stage, Target, TestPlan } from "../model/index.ts";
import { quantileMs } from "../statistics/index.ts";
import { holdLoad } from "./hold-load.ts";
import type { Rig } from "./rig.ts";

/** Long enough for some hundred requests of a small load, and for caches to warm. */
const HELD_MS = 3000;
const WARM_UP_MS = 1000;

/**
 * What the rig measures of a target that does nothing, at the plan's highest rate and with its own
 * requests: whatever it measures of the add-on, so much of it is the rig's. null for a closed model.
 */
export async function baselineOf(
  plan: TestPlan,
  nullTarget: Target,
  rig: Rig,
): Promise<Baseline | null> {
  if (plan.model.kind !== "open") return null;
  const rate = Math.max(...plan.model.stages.flatMap(({ from, to }) => [from, to]));
  const stages: readonly Stage[] = [
    { from: rate / 2, to: rate, durationMs: WARM_UP_MS },
    { from: rate, to: rate, durationMs: HELD_MS },
  ];
  const durationMs = WARM_UP_MS + HELD_MS;
  const load = { name: "the rig alone", model: { ...plan.model, stages }, durationMs };
  const held = { ...load, intervalMs: 1000, startMs: 0 };
  const { phase } = await holdLoad(plan, held, nullTarget, rig);
  const { response } = phase.tally;
  return {
    offered: rate,
    p50Ms: quantileMs(response, 0.5),
    p99Ms: quantileMs(response, 0.99),
    reasons: phase.rig.reasons,
  };
}
