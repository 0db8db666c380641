import type { Random } from "../../core/chance/index.ts";
import { mergeSketches } from "../../core/measurement/index.ts";
import type {
  CostFinding,
  DriftFinding,
  LeakFinding,
  ResourceSample,
  Run,
} from "../model/index.ts";
import {
  type CostSample,
  costFinding,
  driftFinding,
  leakFinding,
  quantileMs,
  type Series,
} from "../statistics/index.ts";
import { requestsUntil } from "./requests-until.ts";

type Counter = Extract<
  keyof ResourceSample,
  "cpuMs" | "readBytes" | "writtenBytes" | "hostCalls" | "hostMs" | "databaseMs"
>;
type Level = Extract<
  keyof ResourceSample,
  "heapBytes" | "residentBytes" | "descriptors" | "sockets" | "eventLoopDelayP99Ms"
>;

/** What a request can cost, by the counter that tells it. */
export const counters: readonly {
  readonly of: Counter;
  readonly resource: string;
  readonly unit: string;
  /** Of a request; what is less is too little to compare two versions by. */
  readonly least: number;
}[] = [
  { of: "cpuMs", resource: "processor time", unit: "ms", least: 0 },
  { of: "readBytes", resource: "bytes read", unit: "bytes", least: 100 },
  { of: "writtenBytes", resource: "bytes written", unit: "bytes", least: 100 },
  { of: "hostCalls", resource: "calls to the host", unit: "calls", least: 0.05 },
  { of: "hostMs", resource: "time in the host", unit: "ms", least: 0.1 },
  { of: "databaseMs", resource: "time in the database", unit: "ms", least: 0.1 },
];

/** One counter beside the requests that had ended, since the warm-up; none where it is not told. */
export function costSamples({ plan, phases, resources }: Run, of: Counter): readonly CostSample[] {
  const requests = requestsUntil(phases);
  return resources
    .filter(({ atMs }) => atMs >= plan.warmUpMs)
    .flatMap((sample) => {
      const used = sample[of];
      return used === null ? [] : [{ atMs: sample.atMs, requests: requests(sample.atMs), used }];
    });
}

/** With the growth within a run that is no leak yet; null: of bytes it is the vendor's to say. */
const levels: readonly (readonly [of: Level, resource: string, toleratedInRun: number | null])[] = [
  ["heapBytes", "heap", null],
  ["residentBytes", "memory", null],
  ["descriptors", "descriptors", 20],
  ["sockets", "sockets", 20],
  ["eventLoopDelayP99Ms", "event-loop delay", 20],
];

/** What a request costs of each resource that was used at all. */
export const costFindings = (run: Run, chance: Random): readonly CostFinding[] =>
  counters.flatMap(({ of, resource, unit }) => {
    const samples = costSamples(run, of);
    const isUsed = samples.length > 0 && samples.at(-1)!.used > samples[0]!.used;
    return isUsed ? (costFinding(resource, unit, samples, chance) ?? []) : [];
  });

/** Whether anything that the add-on holds grows without end, under a load that was held. */
export const leakFindings = (run: Run, toleratedBytesPerHour?: number): readonly LeakFinding[] =>
  levels.flatMap(([of, resource, toleratedInRun]) => {
    const series = run.resources
      .filter(({ atMs }) => atMs >= run.plan.warmUpMs)
      .flatMap((sample) => (sample[of] === null ? [] : [{ atMs: sample.atMs, value: sample[of] }]));
    if (series.length === 0) return [];
    const hours = (series.at(-1)!.atMs - series[0]!.atMs) / 3_600_000;
    const toleratedPerHour =
      toleratedInRun === null ? toleratedBytesPerHour : toleratedInRun / Math.max(hours, 1e-6);
    return leakFinding({
      ...{ resource, series },
      ...(toleratedPerHour === undefined ? {} : { toleratedPerHour }),
    });
  });

/** The quantile whose drift is looked at: few requests of a window tell more of it than of a tail. */
const DRIFT_QUANTILE = 0.5;

/** Whether answers grew slower while the load stayed the same. */
export const driftOf = ({ plan, phases }: Run): DriftFinding =>
  driftFinding(
    phases.flatMap((phase) =>
      phase.windows
        .filter(({ startMs }) => phase.startMs + startMs >= plan.warmUpMs)
        .flatMap(({ startMs, durationMs, streams }): Series => {
          const all = streams.map(({ response }) => response);
          const value =
            all.length === 0 ? null : quantileMs(all.reduce(mergeSketches), DRIFT_QUANTILE);
          return value === null ? [] : [{ atMs: phase.startMs + startMs + durationMs / 2, value }];
        }),
    ),
  );
