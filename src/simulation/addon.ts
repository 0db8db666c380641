import { integer, type Random } from "../core/chance/index.ts";

/** The SDK's default boundaries of a duration histogram, in seconds. Source: OpenTelemetry semantic conventions. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** The requests of one tenant that ended alike, since the process began (or, for delta, since the last export). */
interface Tally {
  readonly scope: number;
  readonly tenant: string;
  readonly isBad: boolean;
  count: number;
  sumMs: number;
  readonly buckets: number[];
}

/** One point that an exporter sends, as the oracle has to know it. */
export interface SentPoint {
  /** Resource and attributes: what makes points belong together. */
  readonly series: string;
  readonly tenant: string;
  readonly isBad: boolean;
  readonly startMs: number;
  readonly timeMs: number;
  /** Delta: since the point before; cumulative: since `startMs`. */
  readonly count: number;
}

interface Collected {
  readonly body: string;
  readonly points: readonly SentPoint[];
}

export interface AddonReplica {
  readonly temporality: "delta" | "cumulative";
  /** Handles some requests, as chance has it. */
  serve(): void;
  /** What its exporter has to say at this moment; null: nothing. */
  collect(nowMs: number): Collected | null;
  /** Begins anew, with nothing remembered. */
  restart(nowMs: number): void;
}

export interface ReplicaPlan {
  readonly name: string;
  readonly tenants: number;
  readonly scopes: number;
  readonly temporality: "delta" | "cumulative";
  readonly startMs: number;
}

/** One server of the add-on with the OpenTelemetry SDK in it. */
export function addonReplica(plan: ReplicaPlan, next: Random): AddonReplica {
  const { temporality } = plan;
  let { startMs } = plan;
  let incarnation = 0;
  let lastMs = startMs;
  let tallies = new Map<string, Tally>();

  function record(scope: number, tenant: string, isBad: boolean, ms: number): void {
    const key = `${scope} ${tenant} ${isBad}`;
    let tally = tallies.get(key);
    if (!tally) {
      tally = { scope, tenant, isBad, count: 0, sumMs: 0, buckets: BOUNDS.map(() => 0).concat(0) };
      tallies.set(key, tally);
    }
    const bucket = BOUNDS.findIndex((bound) => ms / 1000 <= bound);
    tally.buckets[bucket < 0 ? BOUNDS.length : bucket]!++;
    tally.count++;
    tally.sumMs += ms;
  }

  return {
    temporality,
    serve() {
      for (let i = 0; i < plan.tenants; i++) {
        if (next() < 0.4) continue;
        const failing = next() < 0.05 ? 0.5 : 0.01;
        for (let n = 1 + integer(next, 6); n > 0; n--)
          record(
            integer(next, plan.scopes),
            `tenant-${i}`,
            next() < failing,
            1 + integer(next, 3000),
          );
      }
    },
    collect(nowMs) {
      if (tallies.size === 0) return null;
      const id = `${plan.name}-${incarnation}`;
      const fromMs = temporality === "delta" ? lastMs : startMs;
      const collected = {
        body: JSON.stringify(request(id, temporality, fromMs, nowMs, [...tallies.values()])),
        points: [...tallies.values()].map(({ scope, tenant, isBad, count }) => ({
          series: `${id} ${scope} ${tenant} ${isBad}`,
          tenant,
          isBad,
          startMs: fromMs,
          timeMs: nowMs,
          count,
        })),
      };
      lastMs = nowMs;
      if (temporality === "delta") tallies = new Map();
      return collected;
    },
    restart(nowMs) {
      incarnation++;
      tallies = new Map();
      startMs = lastMs = nowMs;
    },
  };
}

const SCOPES = ["@opentelemetry/instrumentation-http", "@opentelemetry/instrumentation-undici"];

/** An ExportMetricsServiceRequest in OTLP's JSON encoding. */
function request(
  id: string,
  temporality: "delta" | "cumulative",
  fromMs: number,
  nowMs: number,
  tallies: readonly Tally[],
) {
  const dataPoint = ({ tenant, isBad, count, sumMs, buckets }: Tally) => ({
    attributes: attributes({
      "plimsoll.tenant": tenant,
      "http.request.method": "GET",
      "http.route": "/roadmap",
      "http.response.status_code": isBad ? "500" : "200",
    }),
    startTimeUnixNano: `${fromMs}000000`,
    timeUnixNano: `${nowMs}000000`,
    count,
    sum: sumMs / 1000,
    explicitBounds: BOUNDS,
    bucketCounts: buckets,
  });
  const aggregationTemporality = temporality === "delta" ? 1 : 2;
  const scopeMetrics = SCOPES.map((name, at) => {
    const dataPoints = tallies.filter(({ scope }) => scope === at).map(dataPoint);
    const histogram = { aggregationTemporality, dataPoints };
    return {
      scope: { name, version: "0.301.0" },
      metrics: [{ name: "http.server.request.duration", unit: "s", histogram }],
    };
  });
  const resource = {
    attributes: attributes({ "service.name": "roadmaps", "service.instance.id": id }),
  };
  return { resourceMetrics: [{ resource, scopeMetrics }] };
}

const attributes = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
