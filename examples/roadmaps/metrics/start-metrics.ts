import { hostname } from "node:os";
import {
  DiagConsoleLogger,
  DiagLogLevel,
  diag,
  type Histogram,
  ValueType,
} from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { measureResources } from "./measure-resources.ts";

export interface Metrics {
  /** Seconds from the first byte of a request to the last of its response. */
  readonly requestDuration: Histogram;
  /** Sends what has not been sent yet. */
  stop(): Promise<void>;
}

const DURATION = "http.server.request.duration";

/** Enough for every combination of tenant, route and status that can occur between two exports. */
const MAX_SERIES = 100_000;

/** Sends request durations, and how much of its machine is in use, to Plimsoll's intake; where no endpoint is set nothing is sent. */
export function startMetrics(options: {
  readonly endpoint: string | undefined;
  readonly intakeKey: string | undefined;
  readonly everyMs: number;
  readonly version: string;
}): Metrics {
  diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
  const provider = new MeterProvider({
    resource: resourceFromAttributes({
      "service.name": "roadmaps",
      "service.version": options.version,
      "host.name": hostname(),
    }),
    views: [
      {
        instrumentName: DURATION,
        aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
        aggregationCardinalityLimit: MAX_SERIES,
      },
    ],
    readers: options.endpoint ? [reader(options.endpoint, options)] : [],
  });
  const meter = provider.getMeter("roadmaps", options.version);
  measureResources(meter);
  const requestDuration = meter.createHistogram(DURATION, {
    description: "Duration of HTTP server requests.",
    unit: "s",
    valueType: ValueType.DOUBLE,
  });
  return { requestDuration, stop: () => provider.shutdown({ timeoutMillis: 3000 }) };
}

function reader(url: string, options: { intakeKey: string | undefined; everyMs: number }) {
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({
      url,
      headers: options.intakeKey ? { Authorization: `Bearer ${options.intakeKey}` } : {},
      temporalityPreference: AggregationTemporality.DELTA,
      timeoutMillis: options.everyMs,
    }),
    exportIntervalMillis: options.everyMs,
    exportTimeoutMillis: options.everyMs,
  });
}
