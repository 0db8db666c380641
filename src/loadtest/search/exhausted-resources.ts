import { roundedPercent } from "../../core/format/index.ts";
import type { ResourceSample, Run } from "../model/index.ts";

/** Something that gave way. */
export interface Sign {
  /** An objective's id, or `errors`, `unanswered`, `in-flight`, `cpu`, `memory`, `host quota`. */
  readonly what: string;
  readonly says: string;
}

/** What the add-on may use at most; null: not known. */
export interface ResourceLimits {
  /** Cores that it can keep busy; a Node process of one thread: 1. */
  readonly cores: number | null;
  readonly memoryBytes: number | null;
}

/** Share of a limit from which on it is one. */
const NEAR = 0.9;
/** Share of the calls to the host that it must have turned away to matter. */
const TURNED_AWAY = 0.01;

/** The resources that were used up while a load was held: why it broke, if it did. */
export function exhaustedResources(run: Run, limits: ResourceLimits): readonly Sign[] {
  const samples = run.resources.filter(({ atMs }) => atMs >= run.plan.warmUpMs);
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  return [...hostQuota(first, last), ...memory(samples, limits), ...cpu(first, last, limits)];
}

function hostQuota(first: ResourceSample, last: ResourceSample): readonly Sign[] {
  const refusals = (last.hostRefusals ?? 0) - (first.hostRefusals ?? 0);
  const calls = (last.hostCalls ?? 0) - (first.hostCalls ?? 0);
  if (refusals === 0 || refusals < TURNED_AWAY * calls) return [];
  const says = `The host turned ${refusals.toLocaleString("en")} of the add-on's calls away.`;
  return [{ what: "host quota", says }];
}

function memory(
  samples: readonly ResourceSample[],
  { memoryBytes }: ResourceLimits,
): readonly Sign[] {
  if (memoryBytes === null) return [];
  const share = Math.max(...samples.map(({ residentBytes }) => residentBytes)) / memoryBytes;
  if (share < NEAR) return [];
  return [{ what: "memory", says: `The add-on used ${roundedPercent(share)} of its memory.` }];
}

function cpu(
  first: ResourceSample,
  last: ResourceSample,
  { cores }: ResourceLimits,
): readonly Sign[] {
  if (cores === null) return [];
  const share = (last.cpuMs - first.cpuMs) / (last.atMs - first.atMs) / cores;
  if (share < NEAR) return [];
  return [{ what: "cpu", says: `The add-on used ${roundedPercent(share)} of its processor time.` }];
}
