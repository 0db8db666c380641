import type { ResourceSample, Run } from "../model/index.ts";
import { evidenceOf } from "./evidence.ts";
import { measuredTime } from "./measured-time.ts";

/**
 * A request's mean response less what the host took for the add-on meanwhile. For information: of
 * single requests the host's part is not known, so no percentile can be told. Milliseconds.
 */
export interface OwnTime {
  readonly requests: number;
  readonly responseMs: number;
  readonly hostMs: number;
  readonly hostCalls: number;
  /** 0 where the host answered several calls of a request at once for longer than all of it took. */
  readonly ownMs: number;
}

/** null where the host's time was not seen, or nothing was measured while it was. */
export function ownTime(run: Run): OwnTime | null {
  const samples = run.resources.filter(isTold).filter(({ atMs }) => atMs >= run.plan.warmUpMs);
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { response } = evidenceOf(
    measuredTime(run)
      .filter(({ startMs, endMs }) => startMs >= first.atMs && endMs <= last.atMs)
      .flatMap(({ streams }) => streams),
  );
  const requests = response.count;
  if (requests === 0) return null;
  const responseMs = response.sumUs / 1000 / requests;
  const hostMs = (last.hostMs - first.hostMs) / requests;
  const hostCalls = (last.hostCalls - first.hostCalls) / requests;
  return { requests, responseMs, hostMs, hostCalls, ownMs: Math.max(0, responseMs - hostMs) };
}

type Told = ResourceSample & { readonly hostMs: number; readonly hostCalls: number };

const isTold = (sample: ResourceSample): sample is Told =>
  sample.hostMs !== null && sample.hostCalls !== null;
