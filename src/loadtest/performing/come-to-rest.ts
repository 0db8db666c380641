import { type RestMoment, restedAfterMs } from "../search/index.ts";
import type { Rig } from "./rig.ts";

const LOOK_MS = 1000;

/** Cores that the add-on keeps busy for a second; null where it cannot be told. */
export async function busyCores({ processes, clock }: Rig): Promise<number | null> {
  const startMs = clock.monotonicMs();
  const before = await processes?.sample();
  await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
  const after = await processes?.sample();
  if (!before || !after) return null;
  return (after.cpuMs - before.cpuMs) / (clock.monotonicMs() - startMs);
}

/**
 * Waits, after a load was held, until the add-on is as idle as it was before anything was asked of
 * it. Answers how long that took, in milliseconds; null: it was not so within `mostMs`.
 */
export async function comeToRest(
  rig: Rig,
  idleCores: number | null,
  mostMs: number,
): Promise<number | null> {
  const startMs = rig.clock.monotonicMs();
  const moments: RestMoment[] = [];
  while (!rig.signal.aborted) {
    const atMs = rig.clock.monotonicMs() - startMs;
    if (atMs > mostMs) break;
    // Whatever was in flight ended with the load.
    moments.push({ atMs, inFlight: 0, cpu: await busyCores(rig) });
    const rested = restedAfterMs(moments, { inFlight: 0, cpu: idleCores });
    if (rested !== null) return rested;
  }
  return null;
}
