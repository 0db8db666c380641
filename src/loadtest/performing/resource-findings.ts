import type { Random } from "../../chance/index.ts";
import { mergeDistributions, quantileMs } from "../injection/index.ts";
import type { CostFinding, DriftFinding, LeakFinding, ResourceSample, Run } from "../run.ts";
import { costFinding, driftFinding, leakFinding, type Series } from "../statistics/index.ts";
import { requestsUntil } from "./requests-until.ts";

type Counter = Extract<
  keyof ResourceSample,
  "cpuMs" | "readBytes" | "writtenBytes" | "hostCalls" | "hostMs" | "databaseMs"
>;
type Level = Extract<
  keyof ResourceSample,
  "heapBytes" | "residentBytes" | "descriptors" | "sockets" | "eventLoopDelayP99Ms"
>;

const costs: readonly (readonly [of: Counter, resource: string, unit: string])[] = [
  ["cpuMs", "processor time", "ms"],
  ["readBytes", "bytes read", "bytes"],
  ["writtenBytes", "bytes written", "bytes"],
  ["hostCalls", "calls to the host", "calls"],
  ["hostMs", "time in the host", "ms"],
  ["databaseMs", "time in the database", "ms"],
];

const levels: readonly (readonly [of: Level, resource: string])[] = [
  ["heapBytes", "heap"],
  ["residentBytes", "memory"],
  ["descriptors", "descriptors"],
  ["sockets", "sockets"],
  ["eventLoopDelayP99Ms", "event-loop delay"],
];

/** What a request costs of each resource that could be measured. */
export function costFindings({ phases, resources }: Run, chance: Random): readonly CostFinding[] {
  return costs.flatMap(([of, resource, unit]) => {
    const requests = requestsUntil(phases);
    const samples = resources.flatMap((sample) => {
      const used = sample[of];
      return used === null ? [] : [{ atMs: sample.atMs, requests: requests(sample.atMs), used }];
    });
    return costFinding(resource, unit, samples, chance) ?? [];
  });
}

/** Whether anything that the add-on holds grows without end, under a load that was held. */
export const leakFindings = (
  { plan, resources }: Run,
  toleratedBytesPerHour?: number,
): readonly LeakFinding[] =>
  levels.flatMap(([of, resource]) => {
    const series = resources
      .filter(({ atMs }) => atMs >= plan.warmUpMs)
      .flatMap((sample) => (sample[of] === null ? [] : [{ atMs: sample.atMs, value: sample[of] }]));
    if (series.length === 0) return [];
    const isBytes = of === "heapBytes" || of === "residentBytes";
    const tolerated =
      isBytes && toleratedBytesPerHour !== undefined
        ? { toleratedPerHour: toleratedBytesPerHour }
        : {};
    return [leakFinding({ resource, series, ...tolerated })];
  });

/** The quantile whose drift is looked at: slow enough to matter, common enough to be seen in a window. */
const DRIFT_QUANTILE = 0.95;

/** Whether answers grew slower while the load stayed the same. */
export const driftOf = ({ plan, phases }: Run): DriftFinding =>
  driftFinding(
    phases.flatMap((phase) =>
      phase.windows
        .filter(({ startMs }) => phase.startMs + startMs >= plan.warmUpMs)
        .flatMap(({ startMs, durationMs, streams }): Series => {
          const all = streams.map(({ response }) => response);
          const value =
            all.length === 0 ? null : quantileMs(all.reduce(mergeDistributions), DRIFT_QUANTILE);
          return value === null ? [] : [{ atMs: phase.startMs + startMs + durationMs / 2, value }];
        }),
    ),
  );
