import { holdLoad } from "./hold-load.ts";
import type { Course, CourseParts, Task } from "./performed.ts";
import type { Rig } from "./rig.ts";
import { windowMsOf } from "./window-length.ts";

/** Load and soak test: the load that is expected, held. */
export async function holdExpected(
  { plan, target }: Task,
  rig: Rig,
  { sinceStartMs }: CourseParts,
): Promise<Course> {
  const { model, durationMs } = plan;
  const after = { ms: 0, isLeast: false };
  const load = { name: "expected load", model, durationMs, startMs: sinceStartMs(), after };
  const { phase, interrupted } = await holdLoad(
    plan,
    { ...load, windowMs: windowMsOf(durationMs) },
    target,
    rig,
  );
  return { phases: [phase], interrupted, findings: [], end: "found", reasons: [] };
}
