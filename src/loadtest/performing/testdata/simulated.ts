import { type LoadPlan, type LoadTenant, type Model, type LoadInterval } from "../../model/index.ts";
import { type FakeClock, fakeClock } from "../../../core/time/index.ts";
import { type Injector, tallyRecorder } from "../../injection/index.ts";
import { type Ending, plan, sampleAt, streamOf, windowOf } from "../../judging/testdata/scene.ts";
import type { TestResult, RunSpec } from "../test-result.ts";
import type { Rig } from "../rig.ts";

/** How long an answer takes, or how it fails, at a rate of sessions a second, `atMs` into a load. */
export type System = (rate: number, tenants: readonly LoadTenant[], atMs: number) => Ending;

export const tenants: readonly LoadTenant[] = ["a", "b", "c"].map((clientKey) => ({
  clientKey,
  sharedSecret: "s",
  baseUrl: "http://127.0.0.1",
  values: {},
}));

export const spec: RunSpec = {
  id: "t1",
  plan: { ...plan, warmUpMs: 0 },
  planHash: "p0",
  target: { url: "", isTls: false, host: "", port: 0, path: "/", mayBeUntrusted: false },
  release: null,
};

const WINDOW_MS = 1000;
/** Share of a core. */
const BUSY = 0.15;

/** A load without any sending: every window's requests end as the system would have them end. */
export function simulated(system: System) {
  const clock = fakeClock();
  const injected: { readonly plan: LoadPlan; readonly tenants: readonly LoadTenant[] }[] = [];
  const injector: Injector = {
    async inject(given, asked, watch) {
      injected.push({ plan: given, tenants: asked });
      await new Promise<void>((resolve) => void clock.after(given.durationMs, resolve));
      const windows = windowsOf(given, (rate, atMs) => system(rate, asked, atMs));
      for (const window of windows) watch.onInterval?.(window);
      const recorder = tallyRecorder();
      return {
        tally: recorder.tally({ cpu: 0.1, elapsedMs: given.durationMs }),
        streams: windows.flatMap(({ streams }) => streams),
        interrupted: false,
        lostWorkers: [],
      };
    },
  };
  const rig: Rig = {
    injector,
    clock,
    tenants,
    processes: {
      sample: async () => sampleAt(0, { cpuMs: clock.monotonicMs() * BUSY }),
      collectGarbage: async () => {},
    },
    signal: new AbortController().signal,
    nullTarget: null,
    limits: { cores: null, memoryBytes: null },
    onProgress: () => {},
  };
  return { clock, rig, injected };
}

/** Whole windows, each at the rate of its middle. */
function windowsOf({ durationMs, model }: LoadPlan, end: (rate: number, atMs: number) => Ending): LoadInterval[] {
  return Array.from({ length: Math.floor(durationMs / WINDOW_MS) }, (_, at) => {
    const rate = rateAt(model, (at + 0.5) * WINDOW_MS);
    const count = Math.round(rate);
    return windowOf(at * WINDOW_MS, WINDOW_MS, streamOf(count > 0 ? [[count, end(rate, at * WINDOW_MS)]] : []));
  });
}

function rateAt(model: Model, atMs: number): number {
  if (model.kind !== "open") return 0;
  let leftMs = atMs;
  for (const { from, to, durationMs } of model.stages) {
    if (leftMs < durationMs) return from + ((to - from) * leftMs) / durationMs;
    leftMs -= durationMs;
  }
  return 0;
}

/** Lets time go by until it is done. */
export async function finished(clock: FakeClock, performing: Promise<TestResult>): Promise<TestResult> {
  let isOver = false;
  const over = performing.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(500);
  return over;
}
