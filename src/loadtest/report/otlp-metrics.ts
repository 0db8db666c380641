import { exponentialFromSketch, type Sketch } from "../../core/measurement/index.ts";
import type { Run, StreamTally } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { allStreams } from "./all-streams.ts";
import { lengthMs } from "./loads.ts";
import { totals } from "./series.ts";

const CUMULATIVE = 2;

/**
 * The run as an OTLP/HTTP metrics request, to be sent as JSON. Its metrics have names of their own:
 * no backend, ours included, takes a test for production.
 * Source: OpenTelemetry protocol, metrics.proto and its JSON mapping (64-bit numbers are text).
 */
export function otlpMetrics({ run, judgement }: RunRecord) {
  const streams = allStreams(run);
  const span = spanOf(run);
  const isInvalid = judgement.verdict === "invalid";
  const metrics = [
    times("loadtest.response", "From the intended start to the answer.", streams, "response", span),
    times("loadtest.service", "From the sending to the answer.", streams, "service", span),
    {
      name: "loadtest.requests",
      unit: "{request}",
      description: "Requests that ended, by how.",
      sum: {
        aggregationTemporality: CUMULATIVE,
        isMonotonic: true,
        dataPoints: streams.flatMap((one) =>
          Object.entries({ good: one.good, ...one.errors }).map(([outcome, n]) => ({
            ...span,
            attributes: attributes({ ...namesOf(one), outcome }),
            asInt: String(n),
          })),
        ),
      },
    },
    {
      name: "loadtest.requests.resent",
      unit: "{request}",
      description: "Sent once more on a fresh connection, a kept one having been closed.",
      sum: {
        aggregationTemporality: CUMULATIVE,
        isMonotonic: true,
        dataPoints: [{ ...span, asInt: String(totals(run).resent) }],
      },
    },
    {
      name: "loadtest.verdict",
      unit: "1",
      description: "1 met, 0 missed, -1 insufficient or invalid.",
      gauge: {
        dataPoints: judgement.outcomes.map(({ objective, tenants, verdict }) => ({
          ...span,
          attributes: attributes({ objective, tenant_class: tenants ?? "all" }),
          asInt: String(isInvalid ? -1 : VERDICTS[verdict]),
        })),
      },
    },
  ];
  const scopeMetrics = [{ scope: { name: "plimsoll" }, metrics }];
  return { resourceMetrics: [{ resource: resourceOf(run), scopeMetrics }] };
}

const VERDICTS = { met: 1, missed: 0, insufficient: -1 } as const;

interface Span {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}

function spanOf(run: Run): Span {
  const nano = (ms: number) => String(BigInt(Math.round(ms)) * 1_000_000n);
  return {
    startTimeUnixNano: nano(run.startedMs),
    timeUnixNano: nano(run.startedMs + lengthMs(run)),
  };
}

const resourceOf = ({ id, plan, planHash, release }: Run) => ({
  attributes: attributes({
    "service.name": plan.addon,
    ...(release === null ? {} : { "service.version": release }),
    "loadtest.run": id,
    "loadtest.plan": planHash,
    "loadtest.kind": plan.kind,
  }),
});

const attributes = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).map(([key, stringValue]) => ({ key, value: { stringValue } }));

const namesOf = ({ stream }: StreamTally) => ({
  step: stream.step,
  indicator: stream.indicator ?? "",
  tenant_class: stream.tenants,
});

const times = (
  name: string,
  description: string,
  streams: readonly StreamTally[],
  clock: "response" | "service",
  span: Span,
) => ({
  name,
  unit: "s",
  description,
  exponentialHistogram: {
    aggregationTemporality: CUMULATIVE,
    dataPoints: streams.map((one) => ({
      ...span,
      attributes: attributes(namesOf(one)),
      ...pointOf(one[clock]),
    })),
  },
});

function pointOf(taken: Sketch) {
  const { count, sum, min, max, scale, zeroCount, zeroThreshold, positive } =
    exponentialFromSketch(taken);
  const { offset, bucketCounts } = positive;
  return {
    count: String(count),
    sum,
    ...(min === null ? {} : { min }),
    ...(max === null ? {} : { max }),
    scale,
    zeroCount: String(zeroCount),
    zeroThreshold,
    positive: { offset, bucketCounts: bucketCounts.map(String) },
  };
}
