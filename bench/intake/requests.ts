import { integer, random } from "../../src/core/chance/index.ts";
import { MINUTE_MS } from "../../src/core/time/index.ts";
import type { OtlpEncoding, WatchedAddon } from "../../src/monitoring/index.ts";
import {
  attributes,
  encodeRequest,
  type OtlpRequest,
} from "../../src/monitoring/intake/testdata/otlp-request.ts";

export const POINTS = 1000;
export const KEY = "bench";
/** The senders' time when the bench began. */
const START_MS = Date.now() - 60 * MINUTE_MS;
/** The receiver's clock: later than every point. */
export const CLOCK_MS = START_MS + 50 * MINUTE_MS;

export const watched: ReadonlyMap<string, WatchedAddon> = new Map([
  [
    "roadmaps",
    {
      key: "roadmaps",
      lifecycleOf: () => null,
      classify: (_: string, path: string) => (path === "/roadmap" ? "ui" : "service"),
      limits: new Map([
        ["ui", [400, 800, 1200]],
        ["service", [400]],
      ]),
      sinceMs: START_MS - MINUTE_MS,
    } as const,
  ],
]);

const EVENTS = 50;
/** Buckets from 20 ms on, each a fifth longer than the one before. */
const BUCKETS = 24;

/** What one of the senders has to say in a round: 250 tenants, two routes, two statuses. */
export function otlpRequest(
  temporality: "delta" | "cumulative",
  sender: number,
  round: number,
): OtlpRequest {
  const isDelta = temporality === "delta";
  const next = random(sender, `${temporality} ${round}`);
  const minute = isDelta ? sender : round;
  const dataPoints = Array.from({ length: POINTS }, (_, at) => {
    const bucketCounts = new Array<number>(BUCKETS).fill(isDelta ? 0 : round * EVENTS);
    for (let event = 0; event < EVENTS; event++) bucketCounts[integer(next, BUCKETS)]!++;
    // Counts never go down: each round adds at least as many to every bucket as the one before.
    const count = bucketCounts.reduce((sum, n) => sum + n, 0);
    return {
      attributes: attributes({
        "http.request.method": "GET",
        "url.scheme": "https",
        "http.route": at & 1 ? "/roadmap" : "/api/items",
        "http.response.status_code": at & 2 ? 404 : 200,
        "network.protocol.version": "1.1",
        "plimsoll.tenant": `b5c1a7f0-0000-4000-8000-${String(at >> 2).padStart(12, "0")}`,
      }),
      startTimeUnixNano: (START_MS + (isDelta ? minute * MINUTE_MS : 0)) * 1e6,
      timeUnixNano: (START_MS + (minute + 1) * MINUTE_MS) * 1e6,
      count,
      sum: count * 0.2,
      min: 0.02,
      max: 1.5,
      scale: 2,
      zeroCount: 0,
      positive: { offset: -23, bucketCounts },
    };
  });
  const resource = attributes({
    "service.name": "roadmaps",
    "service.version": "1.4.2",
    "service.instance.id": `${temporality} ${sender}`,
  });
  const exponentialHistogram = { aggregationTemporality: isDelta ? 1 : 2, dataPoints };
  const metrics = [{ name: "http.server.request.duration", unit: "s", exponentialHistogram }];
  return { resourceMetrics: [{ resource: { attributes: resource }, scopeMetrics: [{ metrics }] }] };
}

export const encoded = (request: OtlpRequest, encoding: OtlpEncoding): Uint8Array<ArrayBuffer> =>
  encoding === "application/json"
    ? Buffer.from(JSON.stringify(request))
    : Uint8Array.from(encodeRequest(request));
