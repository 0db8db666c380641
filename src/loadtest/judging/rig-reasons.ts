import type { Run } from "../model/index.ts";
import { tightestLimitMs } from "./limits.ts";

/** Share of the tightest promised limit that the rig may take for itself. */
const MOST_SHARE = 0.5;

/** Why the rig is not to be believed, as sentences; none where it is. */
export const rigReasonsOf = (run: Run): readonly string[] => [
  ...new Set([...floorReasons(run), ...run.phases.flatMap(({ rig }) => rig.reasons)]),
];

function floorReasons({ floor, plan }: Run): readonly string[] {
  if (floor === null) return [];
  const limitMs = tightestLimitMs(plan.objectives);
  const { p99Ms, reasons } = floor;
  const isHigh = p99Ms !== null && limitMs !== undefined && p99Ms > MOST_SHARE * limitMs;
  return [
    ...reasons.map((reason) => `With a target that does nothing: ${reason}`),
    ...(isHigh
      ? [`Of a target that does nothing the rig measures ${p99Ms.toFixed(1)} ms (p99) by itself.`]
      : []),
  ];
}
