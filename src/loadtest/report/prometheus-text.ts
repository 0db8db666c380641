import { type Family, number, openMetrics, type Sample } from "../../core/exposition/index.ts";
import {
  countAtOrBelow,
  emptySketch,
  mergeSketches,
  type Sketch,
} from "../../core/measurement/index.ts";
import type { Run, StreamTally } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { allStreams, sumOfCounts } from "./all-streams.ts";
import { limitOf } from "./outcome-words.ts";

/** Seconds. Source: OpenTelemetry semantic conventions, `http.client.request.duration`. */
const ADVISED_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * The run in the OpenMetrics text format, over all its phases. Tenants appear as classes only, so
 * that their number costs nothing; `loadtest_verdict` is 1 for met, 0 for missed and −1 otherwise.
 */
export function prometheusText({ run, judgement }: RunRecord): string {
  const streams = allStreams(run);
  const { planned, resent, lag, cpu, loopDelay } = runTotals(run);
  const isInvalid = judgement.verdict === "invalid";
  return openMetrics([
    info(run),
    times(
      "loadtest_response_seconds",
      "From the intended start to the answer.",
      streams,
      "response",
      run,
    ),
    times("loadtest_service_seconds", "From the sending to the answer.", streams, "service", run),
    requests(run, streams),
    counter("loadtest_arrivals_planned", "Requests whose intended start came.", [
      sample({}, planned),
    ]),
    counter(
      "loadtest_arrivals_dropped",
      "Requests that were due and could not be sent.",
      dropped(run),
    ),
    counter(
      "loadtest_requests_resent",
      "Sent once more on a fresh connection, a kept one having been closed as they left.",
      [sample({}, resent)],
    ),
    {
      name: "loadtest_schedule_lag_seconds",
      type: "histogram",
      unit: "seconds",
      help: "From the intended start to the sending.",
      samples: histogram({}, lag, ADVISED_BOUNDS, []),
    },
    gauge("loadtest_in_flight", null, "Requests under way or waiting, at most.", mostInFlight(run)),
    gauge("loadtest_injector_cpu_ratio", "ratio", "Share of a core of the busiest injector.", cpu),
    gauge(
      "loadtest_injector_eventloop_lag_seconds",
      "seconds",
      "Event-loop delay of the injector, p99.",
      loopDelay,
    ),
    {
      name: "loadtest_verdict",
      type: "gauge",
      unit: null,
      help: "1 met, 0 missed, -1 insufficient or invalid.",
      samples: judgement.outcomes.map(({ objective, tenants, verdict }) =>
        sample({ objective, tenant_class: tenants ?? "all" }, isInvalid ? -1 : VERDICTS[verdict]),
      ),
    },
  ]);
}

const VERDICTS = { met: 1, missed: 0, insufficient: -1 } as const;

const sample = (labels: Sample["labels"], value: number, suffix = ""): Sample => ({
  suffix,
  labels,
  value,
});

const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  type: "counter",
  unit: null,
  help,
  samples: samples.map((one) => ({ ...one, suffix: "_total" })),
});

const gauge = (name: string, unit: Family["unit"], help: string, value: number): Family => ({
  name,
  type: "gauge",
  unit,
  help,
  samples: [sample({}, value)],
});

const info = ({ id, planHash, release }: Run): Family => ({
  name: "loadtest_run",
  type: "info",
  unit: null,
  help: "The run that all of this is of; every response time is counted from the intended start.",
  samples: [
    sample(
      {
        run: id,
        plan: planHash,
        target_version: release ?? "",
        engine: "plimsoll",
        clock: "intended",
      },
      1,
      "_info",
    ),
  ],
});

const labelsOf = ({ stream }: StreamTally) => ({
  step: stream.step,
  indicator: stream.indicator ?? "",
  tenant_class: stream.tenants,
});

function times(
  name: string,
  help: string,
  streams: readonly StreamTally[],
  clock: "response" | "service",
  { plan }: Run,
): Family {
  const limits = plan.objectives.flatMap((objective) => limitOf(objective) ?? []);
  const bounds = [...new Set([...ADVISED_BOUNDS, ...limits.map((ms) => ms / 1000)])].sort(
    (a, b) => a - b,
  );
  const samples = streams.flatMap((one) =>
    histogram(labelsOf(one), one[clock], bounds, clock === "response" ? one.within : []),
  );
  return { name, type: "histogram", unit: "seconds", help, samples };
}

/**
 * Cumulative buckets: at a promised limit the exact count, at other bounds what certainly lies
 * below, so that a bucket may hold a little less than it could and never more.
 */
function histogram(
  labels: Sample["labels"],
  taken: Sketch,
  bounds: readonly number[],
  within: StreamTally["within"],
): readonly Sample[] {
  const total = taken.count;
  let below = 0;
  const buckets = bounds.map((bound) => {
    const exact = within.find(({ limitMs }) => limitMs / 1000 === bound)?.count ?? 0;
    below = Math.min(total, Math.max(below, exact, countAtOrBelow(taken, bound).within));
    return sample({ ...labels, le: canonical(bound) }, below, "_bucket");
  });
  return [
    ...buckets,
    sample({ ...labels, le: "+Inf" }, total, "_bucket"),
    sample(labels, taken.sumUs / 1e6, "_sum"),
    sample(labels, total, "_count"),
  ];
}

/** Bounds are written as floats, so that every exporter's `le` is the same text. */
const canonical = (bound: number): string =>
  Number.isInteger(bound) ? `${bound}.0` : number(bound);

function requests({ plan }: Run, streams: readonly StreamTally[]): Family {
  const scenarioOf = new Map(
    plan.workload.scenarios.flatMap(({ name, steps }) => steps.map((step) => [step.name, name])),
  );
  const samples = streams.flatMap((one) => {
    const labels = { scenario: scenarioOf.get(one.stream.step) ?? "", ...labelsOf(one) };
    const outcomes = { good: one.good, ...one.errors };
    return Object.entries(outcomes).map(([outcome, n]) => sample({ ...labels, outcome }, n));
  });
  return counter("loadtest_requests", "Requests that ended, by how.", samples);
}

const NEVER_SENT = ["no-free-connection", "out-of-ports", "out-of-files"];

function dropped({ phases }: Run): readonly Sample[] {
  const errors = sumOfCounts(phases.map(({ tally }) => tally.errors));
  return NEVER_SENT.map((reason) => sample({ reason }, errors[reason] ?? 0));
}

const mostInFlight = ({ phases }: Run): number =>
  phases
    .flatMap(({ windows }) => windows)
    .reduce((most, { inFlight }) => Math.max(most, inFlight), 0);

const runTotals = ({ phases }: Run) => ({
  planned: phases.reduce((sum, { tally }) => sum + tally.planned, 0),
  resent: phases.reduce((sum, { tally }) => sum + tally.resent, 0),
  lag: phases.map(({ tally }) => tally.lag).reduce(mergeSketches, emptySketch),
  cpu: phases.reduce((most, { rig }) => Math.max(most, rig.cpu), 0),
  loopDelay: phases.reduce((most, { rig }) => Math.max(most, rig.eventLoopDelayP99 ?? 0), 0) / 1000,
});
