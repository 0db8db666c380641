import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { diag } from "@opentelemetry/api";
import { OTLPMetricExporter as JsonExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtobufExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { describe, expect, onTestFinished, test } from "vitest";
import { intakeRoutes } from "../../src/api/intake.ts";
import { PlimsollError } from "../../src/core/errors/index.ts";
import { classifyRequests } from "../../src/core/host/index.ts";
import { emptySlot, mergeSlots, type Slot } from "../../src/core/measurement/index.ts";
import { type IntakeStore, memoryStore } from "../../src/core/store/index.ts";
import { type Clock, dayOf, minuteOf } from "../../src/core/time/index.ts";
import {
  type IntakeNotice,
  limitsOf,
  openIntake,
  type WatchedAddon,
} from "../../src/monitoring/index.ts";

const KEY = "an intake key";
const clock: Clock = {
  nowMs: Date.now,
  monotonicMs: () => performance.now(),
  after: () => () => {},
};
const addon: WatchedAddon = {
  key: "com.example.roadmaps",
  classify: classifyRequests(null),
  lifecycleOf: () => null,
  limits: limitsOf([
    {
      id: "service.p95",
      indicator: "service",
      sentence: "p95 ≤ 1 s",
      promise: { kind: "quantile", quantile: 0.95, limitMs: 1000 },
    },
  ]),
  sinceMs: Date.now() - 60_000,
};

/** Plimsoll's intake on a free port of this machine; its store fails the first `failures` times. */
async function startIntake(failures = 0) {
  const store = memoryStore();
  let left = failures;
  const failing: IntakeStore = {
    ...store.intake,
    async update(...args) {
      if (left-- > 0) throw new PlimsollError("store.unavailable", "away");
      await store.intake.update(...args);
    },
  };
  const addons = new Map([[addon.key, addon]]);
  const intake = openIntake({ store: { intake: failing }, clock, addons: () => addons });
  const notices: IntakeNotice[] = [];
  const onNotice = (notice: IntakeNotice) => notices.push(notice);
  const { fetch } = intakeRoutes({ intake, key: KEY, onNotice, clock });
  const server = createAdaptorServer({ fetch });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`;

  /** What is stored, by tenant. */
  async function stored(): Promise<Record<string, Slot>> {
    const today = dayOf(minuteOf(Date.now()));
    const tenants: Record<string, Slot> = {};
    const query = { addon: addon.key, from: today - 1, to: today };
    for await (const blocks of store.slots.blocks(query))
      for (const { stream, total } of blocks)
        tenants[stream.tenant] = mergeSlots(tenants[stream.tenant] ?? emptySlot, total);
    return tenants;
  }
  return { url, stored, notices };
}

/** An add-on that measures itself with OpenTelemetry's own SDK. */
function startAddon(exporter: PushMetricExporter, aggregation: "exponential" | "explicit") {
  const type =
    aggregation === "exponential"
      ? AggregationType.EXPONENTIAL_HISTOGRAM
      : AggregationType.EXPLICIT_BUCKET_HISTOGRAM;
  const options = { boundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "roadmaps", "service.version": "1.4.2" }),
    views: [
      {
        instrumentName: "http.server.request.duration",
        aggregation: type === AggregationType.EXPONENTIAL_HISTOGRAM ? { type } : { type, options },
      },
    ],
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  onTestFinished(() => provider.shutdown().catch(() => {}));
  const meter = provider.getMeter("roadmaps");
  const duration = meter.createHistogram("http.server.request.duration", { unit: "s" });
  return {
    meter,
    serve: (tenant: string, seconds: number, status = 200) =>
      duration.record(seconds, {
        "plimsoll.tenant": tenant,
        "http.request.method": "GET",
        "http.route": "/api/items",
        "http.response.status_code": status,
      }),
    flush: () => provider.forceFlush(),
  };
}

const headers = { authorization: `Bearer ${KEY}` };

describe("OpenTelemetry's own exporters are understood", () => {
  for (const [encoding, Exporter] of [
    ["protobuf", ProtobufExporter],
    ["JSON", JsonExporter],
  ] as const)
    for (const aggregation of ["exponential", "explicit"] as const)
      for (const temporality of ["DELTA", "CUMULATIVE"] as const)
        test(`${encoding}, ${aggregation} buckets, ${temporality.toLowerCase()} points`, async () => {
          const { url, stored } = await startIntake();
          const temporalityPreference = AggregationTemporality[temporality];
          const options = { url, headers, temporalityPreference, compression: "gzip" as never };
          const { serve, flush } = startAddon(new Exporter(options), aggregation);
          serve("tenant-1", 0.2);
          serve("tenant-1", 0.4);
          serve("tenant-2", 3);
          await flush();
          serve("tenant-1", 2);
          serve("tenant-1", 0.1, 503);
          await flush();
          await flush();

          expect(await stored()).toMatchObject({
            "tenant-1": { events: 4, bad: 1, good: { count: 3 }, failed: { count: 1 } },
            "tenant-2": { events: 1, bad: 0, good: { count: 1 } },
          });
          const { "tenant-1": first } = await stored();
          expect(first!.good.sumUs).toBeCloseTo(2_600_000, -1);
          expect(first!.limits.get(1000)).toEqual({ within: 2, beyond: 2 });
        });
});

describe("OpenTelemetry's own SDK, with both generations of the conventions", () => {
  /** As instrumentations before 1.23 of the conventions: milliseconds, default buckets. */
  function startFormer(exporter: PushMetricExporter) {
    const started = startAddon(exporter, "exponential");
    const duration = started.meter.createHistogram("http.server.duration", { unit: "ms" });
    const serveThen = (tenant: string, ms: number, status = 200) =>
      duration.record(ms, {
        "plimsoll.tenant": tenant,
        "http.method": "GET",
        "http.target": "/api/items?page=2",
        "http.status_code": status,
      });
    return { ...started, serveThen };
  }

  for (const [encoding, Exporter] of [
    ["protobuf", ProtobufExporter],
    ["JSON", JsonExporter],
  ] as const)
    for (const temporality of ["DELTA", "CUMULATIVE"] as const) {
      const options = (url: string) => ({
        url,
        headers,
        temporalityPreference: AggregationTemporality[temporality],
      });

      test(`the former one, ${encoding}, ${temporality.toLowerCase()} points`, async () => {
        const { url, stored, notices } = await startIntake();
        const { serveThen, flush } = startFormer(new Exporter(options(url)));
        serveThen("tenant-1", 200);
        serveThen("tenant-1", 30, 500);
        await flush();
        serveThen("tenant-1", 7000);
        await flush();
        const { "tenant-1": slot } = await stored();
        expect(slot).toMatchObject({ events: 3, bad: 1, good: { count: 2, sumUs: 7_200_000 } });
        expect(slot!.limits.get(1000)).toEqual({ within: 1, beyond: 2 });
        expect(notices).toEqual([]);
      });

      test(`both at once, ${encoding}, ${temporality.toLowerCase()} points: counted once`, async () => {
        const { url, stored, notices } = await startIntake();
        const { serve, serveThen, flush } = startFormer(new Exporter(options(url)));
        for (let turn = 0; turn < 3; turn++) {
          serve("tenant-1", 0.2);
          serveThen("tenant-1", 200);
          await flush();
        }
        expect(await stored()).toMatchObject({ "tenant-1": { events: 3, bad: 0 } });
        expect(notices.every(({ kind }) => kind === "counted-elsewhere")).toBe(true);
      });
    }
});

describe("an add-on on the plain SDK is told what is not counted", () => {
  test("a metric of another name, a gauge of our name, requests without a status", async () => {
    const { url, stored, notices } = await startIntake();
    const temporalityPreference = AggregationTemporality.DELTA;
    const exporter = new JsonExporter({ url, headers, temporalityPreference });
    const { meter, flush } = startAddon(exporter, "explicit");
    meter.createCounter("process.cpu.time").add(1);
    const duration = meter.createHistogram("http.server.request.duration", { unit: "s" });
    duration.record(0.2, { "plimsoll.tenant": "tenant-1", "http.route": "/api/items" });
    await flush();
    const { "tenant-1": slot } = await stored();
    expect(slot).toMatchObject({ events: 1, bad: 0, undecided: 1 });
    expect(slot!.limits.get(1000)).toEqual({ within: 0, beyond: 0 });
    expect(notices).toMatchObject([
      {
        kind: "metric-not-read",
        reason: expect.stringContaining("process.cpu.time"),
        service: "roadmaps",
        address: "127.0.0.1",
      },
    ]);
  });

  test("a gauge of our name, so that its exporter hears of it", async () => {
    const warnings: unknown[] = [];
    diag.setLogger({ ...silent, warn: (...args: unknown[]) => warnings.push(args) });
    onTestFinished(() => diag.disable());
    const { url, stored } = await startIntake();
    const provider = new MeterProvider({
      readers: [
        new PeriodicExportingMetricReader({
          exporter: new ProtobufExporter({ url, headers }),
          exportIntervalMillis: 3_600_000,
        }),
      ],
    });
    onTestFinished(() => provider.shutdown());
    provider.getMeter("roadmaps").createGauge("http.server.request.duration").record(0.2);
    await provider.forceFlush();
    expect(JSON.stringify(warnings)).toContain("comes as a gauge");
    expect(await stored()).toEqual({});
  });
});

const silent = { error() {}, warn() {}, info() {}, debug() {}, verbose() {} };

test("an exporter that meets a database that is away tries again, and nothing is counted twice", async () => {
  const { url, stored } = await startIntake(1);
  const temporalityPreference = AggregationTemporality.DELTA;
  const exporter = new ProtobufExporter({ url, headers, temporalityPreference });
  const { serve, flush } = startAddon(exporter, "exponential");
  serve("tenant-1", 0.2);
  await flush();
  expect(await stored()).toMatchObject({ "tenant-1": { events: 1 } });
});

test("an exporter with the wrong key is told so", async () => {
  const { url, stored } = await startIntake();
  const exporter = new ProtobufExporter({ url, headers: { authorization: "Bearer another" } });
  const results: unknown[] = [];
  const send = exporter.export.bind(exporter);
  exporter.export = (metrics, done) =>
    send(metrics, (result) => {
      results.push(result);
      done(result);
    });
  const { serve, flush } = startAddon(exporter, "exponential");
  serve("tenant-1", 0.2);
  await flush();
  expect(results).toMatchObject([{ code: 1, error: { code: 401 } }]);
  expect(await stored()).toEqual({});
});

test("a body far too large is refused over the wire, and the next is served", async () => {
  const { url } = await startIntake();
  const content = { "content-type": "application/x-protobuf" };
  const post = (body: Uint8Array<ArrayBuffer>) =>
    fetch(url, { method: "POST", body, headers: { ...headers, ...content } });
  expect((await post(new Uint8Array(16 << 20))).status).toBe(413);
  expect((await post(new Uint8Array())).status).toBe(200);
});
