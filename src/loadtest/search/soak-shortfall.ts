import { sayAbout } from "../../core/contract/index.ts";
import type { Run } from "../model/index.ts";
import { LEAST_SOAK_MS, SOAK_STRETCHES } from "../workload/index.ts";

const MINUTE_MS = 60_000;
/** Parts into which a soak shorter than so many minutes is divided. */
const BATCHES = 60;
/** Share of the batches that may be without a sample. */
const MOST_MISSING = 0.1;

/**
 * Why a soak shows nothing about leaks, whatever the figures say; null: it may. After the warm-up
 * there has to be a sample in nearly every minute (in a short soak: in nearly every sixtieth of
 * it), of one life of the add-on's processes.
 */
export function soakShortfall({ plan, resources }: Run): string | null {
  const measuredMs = plan.durationMs - plan.warmUpMs;
  if (measuredMs < LEAST_SOAK_MS)
    return `It is too short to tell of growth: without the warm-up ${sayAbout(LEAST_SOAK_MS)} would do.`;
  const shortestMs = LEAST_SOAK_MS / SOAK_STRETCHES;
  const batchMs = Math.max(shortestMs, Math.min(MINUTE_MS, measuredMs / BATCHES));
  const batches = Math.floor(measuredMs / batchMs);
  const samples = resources.filter(({ atMs }) => atMs >= plan.warmUpMs);
  if (samples.some(({ cpuMs }, at) => cpuMs < (samples[at - 1]?.cpuMs ?? 0)))
    return "The add-on started anew meanwhile: what it had gathered was lost.";
  const batchOf = (atMs: number) => Math.floor((atMs - plan.warmUpMs) / batchMs);
  const seen = new Set(samples.map(({ atMs }) => batchOf(atMs)));
  const missing = Math.max(0, batches - seen.size);
  if (missing > MOST_MISSING * batches)
    return `In ${missing} of ${batches} stretches of it the add-on's resources were not seen.`;
  return null;
}
