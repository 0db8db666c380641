import type { ProbeHistory, ProbePlan } from "../../contract/index.ts";
import type { PlacedSlot, Stream } from "../../measurement/index.ts";
import { placed } from "./scene.ts";

export const plan = (path: string, from: readonly string[] = ["local"], agree = 1): ProbePlan => ({
  path,
  everyMs: 30_000,
  timeoutMs: 3000,
  from,
  agree,
});

/** What was to be checked all along. */
export const watching = (...probes: readonly ProbePlan[]): ProbeHistory => [{ fromMs: 0, probes }];

/** Checks of a path, from a place: so many failed when asked again too. */
export const checks = (at: number, path: string, n: number, bad = 0, place = "local"): PlacedSlot =>
  placed(at, n, bad, { ...probe, path, place });

/** Checks that failed and were asked again; so many of those failed too. */
export const again = (at: number, path: string, n: number, bad = 0, place = "local"): PlacedSlot =>
  placed(at, n, bad, { ...probe, indicator: "recheck", path, place });

/** Checks made while the place was cut off. */
export function cutOff(at: number, path: string, n: number): PlacedSlot {
  const { stream, minute, slot } = checks(at, path, n);
  return { stream, minute, slot: { ...slot, undecided: n } };
}

const probe: Partial<Stream> = { tenant: "", indicator: "availability", source: "probe" };
