import type { Run } from "../run.ts";

/** When the add-on's resources are looked at while it is soaked. */
export interface SoakSchedule {
  readonly sampleEveryMs: number;
  /** Of each batch the lowest value stands: between two collections of garbage a heap only grows. */
  readonly batchMs: number;
  readonly batches: number;
}

const MINUTE = 60_000;
const SAMPLES_PER_BATCH = 6;
/** Batches below which neither a leak nor its absence is shown. */
const FEWEST_BATCHES = 30;
/** Share of the batches that may be without a sample. */
const MOST_MISSING = 0.1;

/** A batch is a minute; in a soak too short for sixty of them, a sixtieth of it. */
export function soakSchedule(measuredMs: number): SoakSchedule {
  const batchMs = Math.max(1000, Math.min(MINUTE, Math.floor(measuredMs / 60)));
  const batches = Math.floor(measuredMs / batchMs);
  return { sampleEveryMs: Math.floor(batchMs / SAMPLES_PER_BATCH), batchMs, batches };
}

/** Why a soak shows nothing about leaks; null: it does. */
export function soakShortfall(run: Run): string | null {
  const { warmUpMs, durationMs } = run.plan;
  const { batchMs, batches } = soakSchedule(durationMs - warmUpMs);
  if (batches < FEWEST_BATCHES)
    return `It is too short: without the warm-up ${(FEWEST_BATCHES * batchMs) / 1000} s would do.`;
  const samples = run.resources.filter(({ atMs }) => atMs >= warmUpMs);
  if (samples.some(({ cpuMs }, at) => cpuMs < (samples[at - 1]?.cpuMs ?? 0)))
    return "The add-on started anew meanwhile: what it had gathered was lost.";
  const seen = new Set(samples.map(({ atMs }) => Math.floor((atMs - warmUpMs) / batchMs)));
  const missing = batches - Math.min(batches, seen.size);
  if (missing > MOST_MISSING * batches)
    return `${missing} of ${batches} batches are without a sample of the add-on's resources.`;
  return null;
}
