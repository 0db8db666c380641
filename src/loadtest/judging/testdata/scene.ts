import { rigHealth } from "../index.ts";
import { type LoadStream, type Phase, type ResourceSample, type RigHealth, type Run, type StreamTally, type TestPlan, type LoadInterval } from "../../model/index.ts";
import { recorder } from "../../../core/measurement/index.ts";
import type { Objective } from "../../../core/contract/index.ts";
import { emptyTally, tallyRecorder } from "../../injection/index.ts";

/** Milliseconds that a good answer took, or how it failed. */
export type Ending = number | "timed-out" | "status-500";

export const TIMEOUT_MS = 5000;
/** After which an answer of status 500 is there. */
const FAILED_MS = 90;
const limitsMs = [400, 1200];

const ui: LoadStream = { step: "page roadmap", indicator: "ui", tenants: "small" };

/** What a recorder would hold after these endings; each may come many times. */
export function streamOf(
  endings: readonly (readonly [count: number, ending: Ending])[],
  of: Partial<LoadStream> = {},
): StreamTally {
  const response = recorder();
  const failures = recorder();
  const errors: Record<string, number> = {};
  const within = limitsMs.map((limitMs) => ({ limitMs, count: 0 }));
  let events = 0;
  let good = 0;
  for (const [count, ending] of endings) {
    events += count;
    if (typeof ending === "number") {
      good += count;
      for (const limit of within) if (ending <= limit.limitMs) limit.count += count;
    } else errors[ending] = (errors[ending] ?? 0) + count;
    const tookMs = typeof ending === "number" ? ending : TIMEOUT_MS;
    for (let i = 0; i < count; i++)
      if (ending === "status-500") failures.record(FAILED_MS / 1000);
      else response.record(tookMs / 1000);
  }
  const measured = response.sketch();
  return {
    ...{ stream: { ...ui, ...of }, events, good, errors, within },
    ...{ response: measured, service: measured, failures: failures.sketch() },
  };
}

export const p95: Objective = {
  id: "ui.p95",
  indicator: "ui",
  sentence: "p95 ≤ 1.2 s",
  promise: { kind: "quantile", quantile: 0.95, limitMs: 1200 },
};

export const average: Objective = {
  id: "ui.average",
  indicator: "ui",
  sentence: "average ≤ 400 ms",
  promise: { kind: "average", limitMs: 400 },
};

export const webhook: Objective = {
  id: "webhook",
  indicator: "webhook",
  sentence: "99 %",
  promise: { kind: "share", target: 0.99, withinMs: null },
};

export const uptime: Objective = {
  id: "uptime",
  indicator: "availability",
  sentence: "99.9 %",
  promise: { kind: "uptime", target: 0.999, downWhenFailing: 0.05 },
};

const healthy: RigHealth = rigHealth(emptyTally);

export const overloadedRig: RigHealth = {
  ...healthy,
  verdict: "invalid",
  reasons: ["The injector used 97 % of a core."],
};

const step = (name: string, indicator: LoadStream["indicator"]) => ({
  name,
  indicator,
  method: "GET",
  path: "/",
  headers: [],
  body: "",
  proof: "query" as const,
  think: { meanMs: 0, spacing: "even" as const },
  take: [],
  checks: [],
});

export const plan: TestPlan = {
  kind: "load",
  addon: "roadmaps",
  contract: "c0",
  target: { kind: "mock", baseUrl: "http://127.0.0.1:1" },
  workload: {
    population: { tenants: 100, skew: { kind: "even" } },
    scenarios: [
      { name: "page", weight: 9, steps: [step("page roadmap", "ui")] },
      { name: "hook", weight: 1, steps: [step("webhook created", "webhook")] },
    ],
  },
  model: { kind: "open", spacing: "even", stages: [{ from: 50, to: 50, durationMs: 60_000 }] },
  warmUpMs: 0,
  durationMs: 60_000,
  connections: 64,
  workers: 1,
  timeoutMs: TIMEOUT_MS,
  seed: 1,
  objectives: [p95],
};

export const windowOf = (startMs: number, durationMs: number, ...streams: StreamTally[]): LoadInterval => ({
  startMs,
  durationMs,
  planned: streams.reduce((sum, { events }) => sum + events, 0),
  inFlight: 0,
  streams,
});

export function phaseOf(windows: readonly LoadInterval[], of: Partial<Phase> = {}): Phase {
  const streams = windows.flatMap((window) => window.streams);
  return {
    name: "held",
    startMs: 0,
    durationMs: windows.reduce((end, { startMs, durationMs }) => Math.max(end, startMs + durationMs), 0),
    offered: 50,
    tally: tallyRecorder().tally({ cpu: 0, elapsedMs: 0 }),
    streams,
    windows,
    rig: healthy,
    ...of,
  };
}

export const runOf = (phases: readonly Phase[], of: Partial<Run> = {}): Run => ({
  id: "r1",
  plan,
  planHash: "p0",
  release: null,
  startedMs: 0,
  floor: null,
  phases,
  resources: [],
  interrupted: false,
  ...of,
});

/** A run of one window with these streams. */
export const runWith = (...streams: StreamTally[]): Run =>
  runOf([phaseOf([windowOf(0, 10_000, ...streams)])]);

export const sampleAt = (atMs: number, of: Partial<ResourceSample> = {}): ResourceSample => ({
  atMs,
  cpuMs: 0,
  residentBytes: 1e8,
  heapBytes: null,
  descriptors: 20,
  sockets: 5,
  readBytes: null,
  writtenBytes: null,
  eventLoopDelayP99Ms: null,
  hostCalls: null,
  hostMs: null,
  hostRefusals: null,
  databaseMs: null,
  ...of,
});
