import type { ResourceSample } from "../model/index.ts";
import type { Rig } from "./rig.ts";

export interface Sampling {
  /** Those taken so far, in order of time. */
  readonly samples: readonly ResourceSample[];
  /** Takes the last one; once. */
  stop(): Promise<void>;
}

export interface SamplingPlan {
  readonly everyMs: number;
  /** Of the samples, the run's start on the monotonic clock. */
  readonly originMs: number;
  /** Whether dead memory is freed before each sample: the only way to see a leak early. */
  readonly freesMemory: boolean;
}

/** Samples the add-on's processes until stopped; never two samples at once, however slow one is. */
export function startSampling(
  { processes, clock }: Pick<Rig, "processes" | "clock">,
  { everyMs, originMs, freesMemory }: SamplingPlan,
): Sampling {
  const samples: ResourceSample[] = [];
  let isOver = false;
  let cancel = () => {};
  let taking: Promise<void> = Promise.resolve();

  async function take(): Promise<void> {
    if (processes === null) return;
    if (freesMemory) await processes.collectGarbage();
    const atMs = clock.monotonicMs() - originMs;
    const sample = await processes.sample();
    if (sample !== null) samples.push({ ...sample, atMs });
  }

  function next(): void {
    taking = take().then(() => {
      if (!isOver) cancel = clock.after(everyMs, next);
    });
  }

  if (processes !== null) next();
  return {
    samples,
    async stop() {
      if (isOver) return;
      isOver = true;
      cancel();
      await taking;
      await take();
    },
  };
}
