import { type ResourceSample, type TestKind } from "../../model/index.ts";
import type { Random } from "../../../core/chance/index.ts";

/** What the add-on used; under a soak its heap grows. */
export function resourcesOf(
  totalMs: number,
  everyMs: number,
  kind: TestKind,
  chance: Random,
): ResourceSample[] {
  const samples: ResourceSample[] = [];
  for (let atMs = 0; atMs <= totalMs; atMs += everyMs) {
    const hours = atMs / 3_600_000;
    const grown = kind === "soak" ? 41.2e6 * hours : 0;
    samples.push({
      atMs,
      cpuMs: atMs * 0.26 + 40 * chance(),
      residentBytes: Math.round(148e6 + grown * 1.1 + 3e6 * chance()),
      heapBytes: Math.round(61e6 + grown + 2e6 * chance()),
      descriptors: 38 + Math.floor(3 * chance()),
      sockets: 24 + Math.floor(3 * chance()),
      readBytes: atMs * 12,
      writtenBytes: atMs * 31,
      eventLoopDelayP99Ms: 4 + 2 * chance(),
      hostCalls: Math.round(atMs * 0.02),
      hostMs: atMs * 0.4,
      hostRefusals: 0,
      databaseMs: null,
    });
  }
  return samples;
}
