import { type Finding, type LoadStream, type Model, type Outcome, type Phase, type Population, type Run, type StreamTally } from "../../model/index.ts";
import { recorder } from "../../../core/measurement/index.ts";
import fc from "fast-check";
import type { Promised } from "../../../core/contract/index.ts";
import { publicPlan } from "../public-plan.ts";
import type { RunRecord } from "../run-record.ts";
import { planHash } from "../plan-hash.ts";
import { sampleRecord } from "./sample-run.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const count = fc.nat({ max: 1e9 });
const figure = fc.double({ noNaN: true }).map((value) => (value === 0 ? 0 : value));
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const counts = fc.dictionary(text.filter((key) => key !== "__proto__"), count, { maxKeys: 4, noNullPrototype: true });
const tenants = fc.constantFrom("largest" as const, "middle" as const, "small" as const);

const sketch = fc
  .array(fc.double({ min: 0, max: 1e7, noNaN: true }), { maxLength: 12 })
  .map((durations) => {
    const taken = recorder();
    for (const ms of durations) taken.record(ms / 1000);
    return taken.sketch();
  });

const stream: fc.Arbitrary<LoadStream> = fc.record({
  step: text,
  indicator: orNull(fc.constantFrom("ui" as const, "service" as const, "webhook" as const)),
  tenants,
});

const streamTally: fc.Arbitrary<StreamTally> = fc.record({
  stream,
  events: count,
  good: count,
  errors: counts,
  within: fc.array(fc.record({ limitMs: figure, count }), { maxLength: 3 }),
  response: sketch,
  service: sketch,
  failures: sketch,
});

const streams = fc.array(streamTally, { maxLength: 3 });

const phase: fc.Arbitrary<Phase> = fc.record({
  name: text,
  startMs: count,
  durationMs: count,
  offered: orNull(figure),
  tally: fc.record({
    planned: count,
    sent: count,
    resent: count,
    completed: count,
    errors: counts,
    response: sketch,
    service: sketch,
    lag: sketch,
    tardiness: sketch,
    failures: sketch,
    loopDelay: sketch,
    cpu: figure,
    elapsedMs: figure,
  }),
  streams,
  windows: fc.array(
    fc.record({ startMs: count, durationMs: count, planned: count, inFlight: count, streams }),
    { maxLength: 3 },
  ),
  rig: fc.record({
    cpu: figure,
    eventLoopDelayP99: orNull(figure),
    tardinessP99: orNull(figure),
    achieved: figure,
    blame: fc.record({ injector: count, system: count, network: count }),
    verdict: fc.constantFrom("valid" as const, "invalid" as const),
    reasons: fc.array(text, { maxLength: 2 }),
  }),
});

const outcome: fc.Arbitrary<Outcome> = fc.record({
  objective: text,
  promised: text,
  tenants: orNull(tenants),
  verdict: fc.constantFrom("met" as const, "missed" as const, "insufficient" as const),
  events: count,
  measured: orNull(figure),
  low: orNull(figure),
  high: orNull(figure),
  needed: orNull(figure),
});

const pair = fc.tuple(figure, figure);
const kind = <K extends string>(word: K) => fc.constant(word);

const findings: { readonly [K in Finding["kind"]]: fc.Arbitrary<Extract<Finding, { kind: K }>> } = {
  knee: fc.record({
    kind: kind("knee"),
    low: orNull(figure),
    high: orNull(figure),
    firstToBreak: orNull(text),
    confirmations: count,
  }),
  leak: fc.record({
    kind: kind("leak"),
    resource: text,
    verdict: fc.constantFrom("leak" as const, "none" as const, "insufficient" as const),
    slope: figure,
    low: figure,
    high: figure,
    p: figure,
    exhaustionHours: orNull(pair),
  }),
  recovery: fc.record({
    kind: kind("recovery"),
    verdict: fc.constantFrom("recovered" as const, "not-recovered" as const, "insufficient" as const),
    keptForMs: orNull(figure),
    recoveredAfterMs: orNull(figure),
    backlog: count,
    drainedAfterMs: orNull(figure),
    errorsDuring: count,
  }),
  isolation: fc.record({
    kind: kind("isolation"),
    verdict: fc.constantFrom("isolated" as const, "affected" as const, "insufficient" as const),
    quantile: figure,
    before: orNull(figure),
    during: orNull(figure),
    ratio: orNull(pair),
  }),
  cost: fc.record({ kind: kind("cost"), resource: text, unit: text, perRequest: figure, low: figure, high: figure }),
  drift: fc.record({
    kind: kind("drift"),
    verdict: fc.constantFrom("drift" as const, "none" as const, "insufficient" as const),
    perHour: figure,
    low: figure,
    high: figure,
  }),
};

const finding: fc.Arbitrary<Finding> = fc.oneof(...Object.values(findings));

type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T["kind"]]: Extract<T, { kind: K }>;
};

/** One of every kind; the types see to it that none is forgotten. */
const models: Kinds<Model> = {
  open: { kind: "open", spacing: "even", stages: [{ from: 1, to: 2.5, durationMs: 1000 }] },
  replay: { kind: "replay", startsMs: [0, 0.5, 12] },
  closed: { kind: "closed" },
};

const promises: Kinds<Promised> = {
  uptime: { kind: "uptime", target: 0.999, downWhenFailing: 0.05 },
  quantile: { kind: "quantile", quantile: 0.95, limitMs: 500 },
  average: { kind: "average", limitMs: 150 },
  share: { kind: "share", target: 0.99, withinMs: 12_000 },
  recovery: { kind: "recovery", limitMs: 28_800_000 },
  support: { kind: "support", level: "L2", limit: { kind: "business-days", days: 2 } },
};

const skews: Kinds<Population["skew"]> = {
  even: { kind: "even" },
  zipf: { kind: "zipf", exponent: 1.1 },
};

const { plan } = sampleRecord("spike").run;
const objectives = Object.values(promises).map((promise) => ({
  id: promise.kind,
  indicator: "ui",
  sentence: promise.kind,
  promise,
}));

const run: fc.Arbitrary<Run> = fc
  .record({
    id: text,
    addon: text,
    seed: count,
    release: orNull(text),
    startedMs: fc.nat({ max: 4e12 }),
    floor: orNull(
      fc.record({
        offered: figure,
        p50Ms: orNull(figure),
        p99Ms: orNull(figure),
        reasons: fc.array(text, { maxLength: 2 }),
      }),
    ),
    phases: fc.array(phase, { maxLength: 2 }),
    interrupted: fc.boolean(),
    heapBytes: orNull(figure),
    model: fc.constantFrom(...Object.values(models)),
    skew: fc.constantFrom(...Object.values(skews)),
  })
  .map(({ addon, seed, heapBytes, model, skew, ...rest }) => {
    const { scenarios } = plan.workload;
    const workload = { scenarios, population: { tenants: 3, skew } };
    const own = publicPlan({ ...plan, addon, seed, model, workload, objectives });
    const { resources } = sampleRecord("spike").run;
    return {
      ...rest,
      plan: own,
      planHash: planHash(own),
      resources: resources.slice(0, 2).map((sample) => ({ ...sample, heapBytes })),
    };
  });

/** Records of every shape that the types allow, whether or not a run could have them. */
export const runRecord: fc.Arbitrary<RunRecord> = fc.record({
  run,
  judgement: fc.record({
    verdict: fc.constantFrom("met" as const, "missed" as const, "insufficient" as const, "invalid" as const),
    outcomes: fc.array(outcome, { maxLength: 4 }),
    reasons: fc.array(text, { maxLength: 2 }),
    own: orNull(
      fc.record({
        requests: count,
        responseMs: figure,
        hostMs: figure,
        hostCalls: figure,
        ownMs: figure,
      }),
    ),
    findings: fc.array(finding, { maxLength: 4 }),
  }),
});
