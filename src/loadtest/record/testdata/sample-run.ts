import { type Random, random } from "../../../chance/index.ts";
import type { Objective } from "../../../contract/index.ts";
import { wilson } from "../../../measurement/index.ts";
import {
  countOf,
  distributionRecorder,
  emptyDistribution,
  mergeDistributions,
  quantileMs,
  rigHealth,
  type Tally,
} from "../../injection/index.ts";
import type {
  Finding,
  LoadStream,
  Outcome,
  Phase,
  ResourceSample,
  Run,
  RunVerdict,
  StreamTally,
  TestKind,
  TestPlan,
  Window,
} from "../../run.ts";
import { type TenantClass, tenantClasses } from "../../workload/workload.ts";
import { planHash } from "../plan-hash.ts";
import type { RunRecord } from "../run-record.ts";

/** A run that never took place, event by event from a seed: small enough for a test, whole enough for a report. */
export function sampleRecord(kind: TestKind, changes: SampleChanges = {}): RunRecord {
  const shape = shapes[kind];
  const chance = random(changes.seed ?? 7, "sample", kind);
  let startMs = 0;
  const phases = shape.phases.map((load) => {
    const at = load.isBeside ? startMs - load.durationMs : startMs;
    startMs = at + load.durationMs;
    return phaseOf(load, at, shape.windowMs, chance, changes.slowness ?? 1);
  });
  const model = kind === "spike" ? burstModel : basePlan.model;
  const plan: TestPlan = { ...basePlan, kind, model, durationMs: startMs, ...changes.plan };
  const run: Run = {
    id: `2027-01-16-${kind}-1`,
    plan,
    planHash: planHash(plan),
    release: "2.4.1",
    startedMs: Date.UTC(2027, 0, 16, 9, 30),
    floor: { offered: 90, p50Ms: 0.21, p99Ms: 0.84, reasons: [] },
    phases,
    resources: resourcesOf(startMs, shape.windowMs, kind, chance),
    interrupted: false,
    ...changes.run,
  };
  const outcomes = outcomesOf(run);
  const verdict: RunVerdict = outcomes.some((one) => one.verdict === "missed") ? "missed" : "met";
  return {
    run,
    judgement: {
      verdict,
      outcomes,
      reasons: [],
      own: { requests: 18_000, responseMs: 143.2, hostMs: 18.4, hostCalls: 0.62, ownMs: 124.8 },
      findings: shape.findings,
      ...changes.judgement,
    },
  };
}

export interface SampleChanges {
  readonly seed?: number;
  /** Multiplies every response time. */
  readonly slowness?: number;
  readonly plan?: Partial<TestPlan>;
  readonly run?: Partial<Run>;
  readonly judgement?: Partial<RunRecord["judgement"]>;
}

const quantile = (id: string, word: string, share: number, limitMs: number): Objective => ({
  id: `${id}.${word}`,
  indicator: id,
  sentence: `${word} ≤ ${limitMs} ms`,
  promise: { kind: "quantile", quantile: share, limitMs },
});

const objectives: readonly Objective[] = [
  quantile("ui", "median", 0.5, 250),
  quantile("ui", "p95", 0.95, 500),
  quantile("service", "p95", 0.95, 400),
  {
    id: "webhook",
    indicator: "webhook",
    sentence: "99 %",
    promise: { kind: "share", target: 0.99, withinMs: null },
  },
];

const step = (name: string, indicator: TestPlan["workload"]["scenarios"][0]["steps"][0]["indicator"]) => ({
  name,
  indicator,
  method: indicator === "webhook" ? "POST" : "GET",
  path: `/${name.replaceAll(" ", "/")}?project={project.key}`,
  headers: [["accept", "text/html"]] as const,
  body: "",
  proof: indicator === "service" ? ("context" as const) : ("query" as const),
  think: { meanMs: 500, spacing: "poisson" as const },
  take: [{ name: "version", from: "header" as const, header: "etag", pattern: "(.+)" }],
  checks: [{ kind: "status" as const, is: [200, 204] }],
});

const basePlan: TestPlan = {
  kind: "load",
  addon: "com.example.roadmaps",
  contract: "c".repeat(64),
  target: { kind: "mock", baseUrl: "http://127.0.0.1:7330" },
  workload: {
    population: { tenants: 2000, skew: { kind: "zipf", exponent: 1.1 } },
    scenarios: [
      { name: "page roadmap", weight: 5, steps: [step("page roadmap", "ui"), step("api items", "service")] },
      { name: "webhook jira:issue_updated", weight: 3, steps: [step("webhook jira:issue_updated", "webhook")] },
    ],
  },
  model: { kind: "open", spacing: "poisson", stages: [{ from: 60, to: 60, durationMs: 300_000 }] },
  warmUpMs: 20_000,
  durationMs: 300_000,
  connections: 64,
  workers: 1,
  timeoutMs: 10_000,
  seed: 42,
  objectives,
};

interface Load {
  readonly name: string;
  readonly rate: number | ((at: number) => number);
  /** Held at the same time as the one before. */
  readonly isBeside?: true;
  readonly durationMs: number;
  /** By how much answers take longer, over the phase from 0 to 1. */
  readonly strain: (at: number) => number;
  readonly failing: number;
}

const load = (name: string, rate: Load["rate"], seconds: number, strain: Load["strain"], failing = 0.0004): Load => ({
  name,
  rate,
  durationMs: seconds * 1000,
  strain,
  failing,
});

/** Everybody comes at 90 s and is gone again 40 s later. */
const burstRate = (at: number): number => (at * 250 >= 90 && at * 250 < 130 ? 260 : 30);
const burstModel: TestPlan["model"] = {
  kind: "open",
  spacing: "poisson",
  stages: [
    { from: 3, to: 30, durationMs: 20_000 },
    { from: 30, to: 30, durationMs: 70_000 },
    { from: 260, to: 260, durationMs: 40_000 },
    { from: 30, to: 30, durationMs: 120_000 },
  ],
};

interface Shape {
  readonly windowMs: number;
  readonly phases: readonly Load[];
  readonly findings: readonly Finding[];
}

const cost: readonly Finding[] = [
  { kind: "cost", resource: "CPU", unit: "ms", perRequest: 4.21, low: 4.05, high: 4.37 },
  { kind: "cost", resource: "host calls", unit: "calls", perRequest: 0.62, low: 0.61, high: 0.63 },
];

const shapes: Readonly<Record<TestKind, Shape>> = {
  load: {
    windowMs: 5_000,
    phases: [load("held", 60, 300, (at) => 1 + 0.12 * Math.sin(at * 9))],
    findings: cost,
  },
  stress: {
    windowMs: 5_000,
    phases: [
      load("20 a second", 20, 30, () => 1),
      load("40 a second", 40, 30, () => 1.05),
      load("80 a second", 80, 30, () => 1.2),
      load("160 a second", 160, 30, () => 1.35),
      load("320 a second", 320, 30, (at) => 3 + 9 * at, 0.06),
      load("240 a second", 240, 30, (at) => 2 + 4 * at, 0.012),
      load("200 a second", 200, 30, () => 1.6, 0.0006),
    ],
    findings: [
      { kind: "knee", low: 200, high: 210, firstToBreak: "response time", confirmations: 3 },
      { kind: "recovery", recoveredAfterMs: 8_400, backlog: 412, drainedAfterMs: 5_100, errorsDuring: 611 },
      ...cost,
    ],
  },
  soak: {
    windowMs: 120_000,
    phases: [load("held", 2, 14_400, (at) => 1 + 0.5 * at)],
    findings: [
      { kind: "leak", resource: "heap", verdict: "leak", slope: 41.2e6, low: 38.9e6, high: 43.6e6, p: 1e-7, exhaustionHours: [9.1, 11.4] },
      { kind: "leak", resource: "descriptors", verdict: "none", slope: 0.02, low: -0.1, high: 0.14, p: 0.61, exhaustionHours: null },
      { kind: "drift", verdict: "drift", perHour: 0.11, low: 0.09, high: 0.13 },
      ...cost,
    ],
  },
  spike: {
    windowMs: 5_000,
    phases: [
      load("everybody’s burst", burstRate, 250, (at) => 1 + 8 * Math.max(0, Math.min(at - 0.36, 3 * (0.6 - at))) * 4),
      load("neighbours", 28, 80, () => 1.1),
      { ...load("one tenant’s burst", 60, 80, () => 1.3), isBeside: true },
    ],
    findings: [
      { kind: "recovery", recoveredAfterMs: 21_000, backlog: 188, drainedAfterMs: 6_300, errorsDuring: 214 },
      { kind: "isolation", verdict: "affected", quantile: 0.95, before: 212, during: 655, ratio: [2.7, 3.4] },
    ],
  },
};

const kinds = [
  { step: "page roadmap", indicator: "ui", medianMs: 140, weight: 5 },
  { step: "api items", indicator: "service", medianMs: 80, weight: 5 },
  { step: "webhook jira:issue_updated", indicator: "webhook", medianMs: 35, weight: 3 },
] as const;
const classShares: Readonly<Record<TenantClass, number>> = { largest: 0.42, middle: 0.4, small: 0.18 };
const limitsMs = [250, 400, 500];

type DistributionRecorder = ReturnType<typeof distributionRecorder>;

interface Gathering {
  readonly stream: LoadStream;
  events: number;
  good: number;
  readonly errors: Record<string, number>;
  readonly within: { limitMs: number; count: number }[];
  readonly response: DistributionRecorder;
  readonly service: DistributionRecorder;
  readonly failures: DistributionRecorder;
}

function phaseOf(of: Load, startMs: number, windowMs: number, chance: Random, slowness: number): Phase {
  const windows: Window[] = [];
  const lag = distributionRecorder();
  let planned = 0;
  for (let at = 0; at < of.durationMs; at += windowMs) {
    const durationMs = Math.min(windowMs, of.durationMs - at);
    const gathered = new Map<string, Gathering>();
    const rate = typeof of.rate === "number" ? of.rate : of.rate(at / of.durationMs);
    const due = Math.round(rate * (durationMs / 1000) * (0.96 + 0.08 * chance()));
    const strain = of.strain(at / of.durationMs) * slowness;
    for (let i = 0; i < due; i++) {
      lag.record(0.05 + 0.3 * chance());
      takeEvent(gathered, chance, strain, of.failing);
    }
    planned += due;
    const streams = [...gathered.values()].map(finished);
    windows.push({ startMs: at, durationMs, planned: due, inFlight: Math.round(rate * 0.12 * strain), streams });
  }
  const streams = mergedStreams(windows);
  const tally = tallyOf(streams, planned, of.durationMs, lag);
  return { name: of.name, startMs, durationMs: of.durationMs, offered: typeof of.rate === "number" ? of.rate : (planned / of.durationMs) * 1000, tally, streams, windows, rig: rigHealth(tally, { lostWorkers: [], sockets: "io_uring" }) };
}

function takeEvent(gathered: Map<string, Gathering>, chance: Random, strain: number, failing: number): void {
  const kind = drawn(kinds, ({ weight }) => weight, chance);
  const tenants = drawn(tenantClasses, (one) => classShares[one], chance);
  const key = `${kind.step}/${tenants}`;
  let into = gathered.get(key);
  if (into === undefined) {
    const { step, indicator } = kind;
    into = {
      stream: { step, indicator, tenants },
      events: 0,
      good: 0,
      errors: {},
      within: limitsMs.map((limitMs) => ({ limitMs, count: 0 })),
      response: distributionRecorder(),
      service: distributionRecorder(),
      failures: distributionRecorder(),
    };
    gathered.set(key, into);
  }
  into.events++;
  if (chance() < failing) {
    const fault = chance() < 0.6 ? "status-503" : "timed-out";
    into.errors[fault] = (into.errors[fault] ?? 0) + 1;
    if (fault === "status-503") into.failures.record(kind.medianMs);
    return;
  }
  const serviceMs = kind.medianMs * strain * Math.exp(0.42 * normal(chance));
  into.good++;
  into.service.record(serviceMs);
  into.response.record(serviceMs + 0.2);
  for (const limit of into.within) if (serviceMs + 0.2 <= limit.limitMs) limit.count++;
}

function drawn<T>(items: readonly T[], weightOf: (item: T) => number, chance: Random): T {
  let left = chance() * items.reduce((sum, item) => sum + weightOf(item), 0);
  return items.find((item) => (left -= weightOf(item)) < 0) ?? items[0]!;
}

const normal = (chance: Random): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

const finished = (one: Gathering): StreamTally => ({
  ...one,
  response: one.response.distribution(),
  service: one.service.distribution(),
  failures: one.failures.distribution(),
});

function mergedStreams(windows: readonly Window[]): StreamTally[] {
  const merged = new Map<string, StreamTally>();
  for (const one of windows.flatMap(({ streams }) => streams)) {
    const key = `${one.stream.step}/${one.stream.tenants}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? one : both(before, one));
  }
  return [...merged.values()];
}

const both = (a: StreamTally, b: StreamTally): StreamTally => ({
  stream: a.stream,
  events: a.events + b.events,
  good: a.good + b.good,
  errors: sums([a.errors, b.errors]),
  within: a.within.map(({ limitMs, count }, at) => ({ limitMs, count: count + b.within[at]!.count })),
  response: mergeDistributions(a.response, b.response),
  service: mergeDistributions(a.service, b.service),
  failures: mergeDistributions(a.failures, b.failures),
});

const sums = (parts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const all: Record<string, number> = {};
  for (const [error, count] of parts.flatMap(Object.entries)) all[error] = (all[error] ?? 0) + count;
  return all;
};

function tallyOf(streams: readonly StreamTally[], planned: number, elapsedMs: number, lag: DistributionRecorder): Tally {
  const empty = distributionRecorder().distribution();
  const errors = sums(streams.map((one) => one.errors));
  const loop = distributionRecorder();
  for (let i = 0; i < 50; i++) loop.record(0.3 + 0.02 * i);
  return {
    planned,
    sent: planned,
    completed: planned - (errors["timed-out"] ?? 0),
    errors,
    response: streams.map((one) => one.response).reduce(mergeDistributions, empty),
    service: streams.map((one) => one.service).reduce(mergeDistributions, empty),
    lag: lag.distribution(),
    tardiness: lag.distribution(),
    failures: empty,
    loopDelay: loop.distribution(),
    cpu: 0.31,
    elapsedMs,
  };
}

function resourcesOf(totalMs: number, everyMs: number, kind: TestKind, chance: Random): ResourceSample[] {
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

function outcomesOf(run: Run): Outcome[] {
  const streams = mergedStreams(run.phases.flatMap(({ windows }) => windows));
  return run.plan.objectives.flatMap((objective) =>
    [null, ...tenantClasses].map((tenants) => outcomeOf(objective, tenants, streams)),
  );
}

function outcomeOf(objective: Objective, tenants: TenantClass | null, streams: readonly StreamTally[]): Outcome {
  const own = streams.filter(
    ({ stream }) => stream.indicator === objective.indicator && (tenants === null || stream.tenants === tenants),
  );
  const events = own.reduce((sum, one) => sum + one.events, 0);
  const base = { objective: objective.id, promised: objective.sentence, tenants, events };
  const nothing = { measured: null, low: null, high: null, verdict: "insufficient", needed: null } as const;
  if (events === 0) return { ...base, ...nothing };
  const { promise } = objective;
  if (promise.kind === "share") {
    const good = own.reduce((sum, one) => sum + one.good, 0);
    const { low, high } = wilson(good, events);
    return { ...base, measured: good / events, low, high, ...verdictOf(low, high, promise.target) };
  }
  if (promise.kind !== "quantile") throw new Error("The sample promises no such thing.");
  const good = own.reduce((sum, one) => sum + one.within.find(({ limitMs }) => limitMs === promise.limitMs)!.count, 0);
  const share = wilson(good, events);
  const taken = own.map((one) => one.response).reduce(mergeDistributions, emptyDistribution);
  const measured = quantileMs(taken, promise.quantile);
  const half = 1.96 * Math.sqrt((promise.quantile * (1 - promise.quantile)) / countOf(taken));
  return {
    ...base,
    measured,
    low: quantileMs(taken, promise.quantile - half),
    high: quantileMs(taken, Math.min(1, promise.quantile + half)),
    ...verdictOf(share.low, share.high, promise.quantile),
  };
}

function verdictOf(low: number, high: number, target: number): Pick<Outcome, "verdict" | "needed"> {
  if (low >= target) return { verdict: "met", needed: null };
  return high < target ? { verdict: "missed", needed: null } : { verdict: "insufficient", needed: 1200 };
}
