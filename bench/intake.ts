import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { intakeRoutes } from "../src/api/intake.ts";
import { integer, random } from "../src/core/chance/index.ts";
import { exponentialOf, scaleOfSdk } from "../src/core/measurement/testdata/exponential.ts";
import { MINUTE_MS } from "../src/core/time/index.ts";
import { decode, openIntake } from "../src/monitoring/index.ts";
import {
  attributes,
  encodeRequest,
  type OtlpRequest,
} from "../src/monitoring/testdata/otlp-request.ts";
import { compare, machine } from "./bench.ts";

/**
 * OTLP requests as an add-on's exporter sends them, each of 1,000 exponential histograms: 250
 * tenants, two routes, two statuses. From the bytes of the body to the disk, acknowledged.
 */
const POINTS = 1000;
const REQUESTS = 20;
const SENDERS = 4;
const KEY = "bench";
const nowMs = Date.now();
const next = random(1, "intake");

function histogramPoint(at: number, timeMs: number) {
  const seconds = Array.from({ length: 50 }, () => 0.02 * 1.2 ** integer(next, 24));
  const { count, scale, zeroCount, positive } = exponentialOf(seconds, scaleOfSdk(seconds));
  const [route, status] = [at & 1 ? "/roadmap" : "/api/items", at & 2 ? 404 : 200];
  return {
    attributes: attributes({
      "http.request.method": "GET",
      "url.scheme": "https",
      "http.route": route,
      "http.response.status_code": status,
      "network.protocol.version": "1.1",
      "plimsoll.tenant": `b5c1a7f0-0000-4000-8000-${String(at >> 2).padStart(12, "0")}`,
    }),
    startTimeUnixNano: (timeMs - MINUTE_MS) * 1e6,
    timeUnixNano: timeMs * 1e6,
    count,
    sum: seconds.reduce((sum, one) => sum + one, 0),
    min: Math.min(...seconds),
    max: Math.max(...seconds),
    scale,
    zeroCount,
    positive,
  };
}

const resource = (note: number) => ({
  attributes: attributes({ "service.name": "roadmaps", "service.version": "1.4.2", note }),
});

function requestOf(minutesAgo: number): OtlpRequest {
  const timeMs = nowMs - minutesAgo * MINUTE_MS;
  const dataPoints = Array.from({ length: POINTS }, (_, at) => histogramPoint(at, timeMs));
  const name = "http.server.request.duration";
  const exponentialHistogram = { aggregationTemporality: 1, dataPoints };
  const metrics = [{ name, unit: "s", exponentialHistogram }];
  return { resourceMetrics: [{ resource: resource(0), scopeMetrics: [{ metrics }] }] };
}

const requests = Array.from({ length: REQUESTS }, (_, minute) => requestOf(minute));
const protobufs = requests.map(encodeRequest);
const jsons = requests.map((request) => Buffer.from(JSON.stringify(request)));
let notes = 0;

/** The same points under another note, as no two requests of a sender are byte for byte the same. */
const freshProtobuf = (body: Uint8Array) =>
  Buffer.concat([
    body,
    encodeRequest({ resourceMetrics: [{ resource: resource(++notes), scopeMetrics: [] }] }),
  ]);
const freshJson = (body: Uint8Array) => Buffer.concat([body, Buffer.alloc(++notes % 9999, " ")]);

console.log(machine());
console.log(`${(protobufs[0]!.length / POINTS).toFixed(0)} bytes a point in protobuf\n`);
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
const store = await openSqliteStore({ file: join(folder, "store.db") });
try {
  const clock = { nowMs: () => nowMs, monotonicMs: () => 0, after: () => () => {} };
  const limits = new Map([
    ["ui", [400, 800, 1200]],
    ["service", [400]],
  ] as const);
  const classify = (_: string, path: string) => (path === "/roadmap" ? "ui" : "service");
  const addons = new Map([
    ["roadmaps", { key: "roadmaps", classify, limits, sinceMs: 0 } as const],
  ]);
  const intake = openIntake({ store, clock, addons: () => addons });
  const app = intakeRoutes({ intake, key: KEY, clock });
  const post = async (body: Uint8Array<ArrayBuffer>, type: string) => {
    const headers = { authorization: `Bearer ${KEY}`, "content-type": type };
    const response = await app.request("/v1/metrics", { method: "POST", headers, body });
    if (response.status !== 200) throw new Error(await response.text());
  };

  /** Every body once, four senders at a time. */
  const send = async (bodies: readonly Uint8Array[], fresh: typeof freshJson, type: string) => {
    for (let at = 0; at < bodies.length; at += SENDERS)
      await Promise.all(bodies.slice(at, at + SENDERS).map((body) => post(fresh(body), type)));
  };

  await compare({
    title: `OTLP intake from ${SENDERS} senders at once`,
    operation: "point",
    operations: POINTS * REQUESTS,
    promisedNs: 50_000,
    contenders: [
      {
        name: "protobuf, durably stored",
        run: () => send(protobufs, freshProtobuf, "application/x-protobuf"),
      },
      {
        name: "JSON, durably stored",
        run: () => send(jsons, freshJson, "application/json"),
      },
      {
        name: "protobuf, only decoded",
        run: () => protobufs.map((body) => decode(body, "application/x-protobuf").kind),
      },
    ],
  });
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
