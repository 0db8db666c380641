import { holdLoad } from "./hold-load.ts";
import type { Rig } from "./rig.ts";
import type { PhasesResult, RunContext, RunSpec } from "./test-result.ts";
import { windowMsOf } from "./window-length.ts";

/** Load and soak test: the load that is expected, held. */
export async function holdExpected(
  { plan, target }: RunSpec,
  rig: Rig,
  { sinceStartMs }: RunContext,
): Promise<PhasesResult> {
  const { model, durationMs } = plan;
  const after = { ms: 0, isLeast: false };
  const load = { name: "expected load", model, durationMs, startMs: sinceStartMs(), after };
  const { phase, interrupted } = await holdLoad(
    plan,
    { ...load, intervalMs: windowMsOf(durationMs) },
    target,
    rig,
  );
  return { phases: [phase], interrupted, findings: [], end: "found", reasons: [] };
}
