import { gzipSync } from "node:zlib";
import { PbfReader } from "pbf";
import { describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { type Intake, type IntakeNotice, openIntake, type Receipt } from "../monitoring/index.ts";
import { intakeRoutes } from "./intake.ts";

const KEY = "an intake key";
const refused = (reason: string, count: number) =>
  ({ kind: "points-refused", service: "roadmaps", reason, count }) as const;
const ALL_TAKEN: Receipt = {
  kind: "taken",
  accepted: 2,
  rejected: 0,
  notices: [],
  batches: [],
};
const SOME_REFUSED: Receipt = {
  kind: "taken",
  accepted: 2,
  rejected: 3,
  notices: [refused("its time is more than 7 days ago", 2), refused("it has no buckets", 1)],
  batches: [{ service: "roadmaps", accepted: 2, rejected: 3 }],
};
const EMPTY = '{"resourceMetrics": []}';

/** The door with a pretend intake behind it. */
function stage(answer: () => Promise<Receipt> = async () => ALL_TAKEN, mostInFlight = 32) {
  const clock = fakeClock();
  const notices: IntakeNotice[] = [];
  const onNotice = (notice: IntakeNotice) => notices.push(notice);
  const real = openIntake({ store: memoryStore(), clock, addons: () => new Map() });
  const intake: Pick<Intake, "take"> = {
    async take(request) {
      const taken = await real.take(request);
      return taken.kind === "taken" ? answer() : taken;
    },
  };
  const app = intakeRoutes({ intake, key: KEY, mostInFlight, onNotice, clock });
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    app.request("/v1/metrics", {
      method: "POST",
      body,
      headers: {
        authorization: `Bearer ${KEY}`,
        "content-type": "application/json",
        ...headers,
      },
    });
  return { app, post, notices, clock };
}

const PROTOBUF = { "content-type": "application/x-protobuf" };

/** The numbers and texts of a small protobuf message, by field. */
function fields(body: Uint8Array): Record<number, unknown> {
  return new PbfReader(body).readFields<Record<number, unknown>>((tag, out, pbf) => {
    out[tag] = pbf.type === 0 ? pbf.readVarint() : Buffer.from(pbf.readBytes());
  }, {});
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe("metrics are taken in", () => {
  test.for([
    ["as JSON", EMPTY, {}],
    [
      "as JSON with its character set",
      EMPTY,
      { "content-type": "Application/JSON; charset=utf-8" },
    ],
    ["as JSON in gzip", new Uint8Array(gzipSync(EMPTY)), { "content-encoding": "gzip" }],
    ["as JSON in GZIP", new Uint8Array(gzipSync(EMPTY)), { "content-encoding": "GZIP" }],
    ["as JSON in x-gzip", new Uint8Array(gzipSync(EMPTY)), { "content-encoding": "x-gzip" }],
    [
      "as JSON in gzip and nothing more",
      new Uint8Array(gzipSync(EMPTY)),
      { "content-encoding": "Identity, gzip" },
    ],
    ["as JSON in identity", EMPTY, { "content-encoding": "Identity" }],
    ["with the scheme in lower case", EMPTY, { authorization: `bearer ${KEY}` }],
    ["with the scheme in upper case", EMPTY, { authorization: `BEARER  ${KEY}` }],
  ] as const)("%s", async ([, body, headers]) => {
    const response = await stage().post(body, headers);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({});
  });

  test("as protobuf, and answered in it", async () => {
    const response = await stage().post(new Uint8Array(), PROTOBUF);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-protobuf");
    expect(await bytesOf(response)).toHaveLength(0);
  });
});

describe("points that are refused are told of", () => {
  const message =
    "3 of 5 points refused: 2 × its time is more than 7 days ago; 1 × it has no buckets.";

  test("in JSON", async () => {
    const response = await stage(async () => SOME_REFUSED).post(EMPTY);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedDataPoints: "3", errorMessage: message },
    });
  });

  test("in protobuf", async () => {
    const response = await stage(async () => SOME_REFUSED).post(new Uint8Array(), PROTOBUF);
    const partial = fields(fields(await bytesOf(response))[1] as Uint8Array);
    expect(partial).toEqual({ 1: 3, 2: Buffer.from(message) });
  });

  test("but not with a reason for every single one", async () => {
    const notices = Array.from({ length: 50 }, (_, i) => refused(`reason ${i}`, 1));
    const receipt: Receipt = { kind: "taken", accepted: 0, rejected: 50, notices, batches: [] };
    const response = await stage(async () => receipt).post(EMPTY);
    const { partialSuccess } = (await response.json()) as Record<string, { errorMessage: string }>;
    expect(partialSuccess!.errorMessage).toMatch(/reason 9; and 40 more\.$/);
  });
});

describe("whoever runs Plimsoll is given notice", () => {
  test("of points that are refused, each time", async () => {
    const { post, notices } = stage(async () => SOME_REFUSED);
    await post(EMPTY);
    expect(notices).toEqual(SOME_REFUSED.notices.map((notice) => ({ ...notice, address: "" })));
    await post(EMPTY);
    expect(notices).toHaveLength(4);
  });

  test.for([
    ["a wrong key", { authorization: "Bearer another" }, "key-refused", "key is missing or wrong"],
    ["a wrong encoding", { "content-type": "text/plain" }, "request-refused", "application/json"],
    [
      "a body that is none",
      { "content-type": "application/x-protobuf" },
      "request-refused",
      "OTLP",
    ],
  ] as const)("of %s", async ([, headers, kind, reason]) => {
    const { post, notices } = stage();
    await post(EMPTY, headers);
    expect(notices).toEqual([
      { kind, reason: expect.stringContaining(reason), service: "", address: "", count: 1 },
    ]);
  });

  test("with the address that it came from", async () => {
    const { app, notices } = stage();
    const remote = { remoteAddress: "192.0.2.7", remotePort: 4711, remoteFamily: "IPv4" };
    await app.request("/v1/metrics", { method: "POST" }, { incoming: { socket: remote } });
    expect(notices).toMatchObject([{ kind: "key-refused", address: "192.0.2.7" }]);
  });
});

describe("what is acknowledged but not counted is a warning", () => {
  const warned: Receipt = {
    ...ALL_TAKEN,
    notices: [
      { kind: "metric-not-read", reason: "x is a gauge", service: "", count: 7 },
      { kind: "counted-in-part", reason: "its buckets changed", service: "", count: 2 },
    ],
  };
  const message = "Not counted: 7 × x is a gauge. Counted only in part: 2 × its buckets changed.";

  test("in JSON", async () => {
    const response = await stage(async () => warned).post(EMPTY);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedDataPoints: "0", errorMessage: message },
    });
  });

  test("in protobuf", async () => {
    const response = await stage(async () => warned).post(new Uint8Array(), PROTOBUF);
    const partial = fields(fields(await bytesOf(response))[1] as Uint8Array);
    expect(partial).toEqual({ 2: Buffer.from(message) });
  });
});

describe("a request is refused", () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(40 << 20)));
  test.for([
    ["without the key", EMPTY, { authorization: "" }, 401, "key"],
    ["with another key", EMPTY, { authorization: "Bearer another" }, 401, "key"],
    ["with the key alone", EMPTY, { authorization: KEY }, 401, "key"],
    ["with the key in another scheme", EMPTY, { authorization: `Basic ${KEY}` }, 401, "key"],
    [
      "with the key in another case",
      EMPTY,
      { authorization: `Bearer ${KEY.toUpperCase()}` },
      401,
      "key",
    ],
    ["compressed twice", EMPTY, { "content-encoding": "gzip, gzip" }, 415, "once"],
    ["as text", EMPTY, { "content-type": "text/plain" }, 415, "application/x-protobuf"],
    ["compressed in another way", EMPTY, { "content-encoding": "br" }, 415, "gzip"],
    ["when it is not JSON", "{", {}, 400, "JSON"],
    ["when it is not protobuf", "hello", PROTOBUF, 400, "no OTLP metrics request"],
    ["when it is not gzip", EMPTY, { "content-encoding": "gzip" }, 400, "gzip"],
    [
      "when its gzip breaks off",
      new Uint8Array(gzipSync(EMPTY).subarray(0, 20)),
      { "content-encoding": "gzip" },
      400,
      "gzip",
    ],
    ["when it is larger than 4 MiB", " ".repeat((4 << 20) + 1), {}, 413, "4 MiB"],
    [
      "when it inflates to more than 32 MiB",
      bomb,
      { ...PROTOBUF, "content-encoding": "gzip" },
      413,
      "32 MiB",
    ],
    ["when JSON inflates to more than 32 MiB", bomb, { "content-encoding": "gzip" }, 413, "32 MiB"],
    [
      "when it is nested without end",
      new Uint8Array(gzipSync(`{"x": ${"[".repeat(1 << 20)}`)),
      { "content-encoding": "gzip" },
      400,
      "32 deep",
    ],
  ] as const)("%s", async ([, body, headers, status, message]) => {
    const { post } = stage();
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(Buffer.from(await bytesOf(response)).toString()).toContain(message);
  });

  test("whatever it shows where the key is empty", async () => {
    const app = intakeRoutes({
      intake: { take: async () => ALL_TAKEN },
      key: "",
      clock: fakeClock(),
    });
    for (const headers of [{}, { authorization: "Bearer " }])
      expect((await app.request("/v1/metrics", { method: "POST", headers })).status).toBe(401);
  });

  test("in the encoding that it came in", async () => {
    const response = await stage().post("hello", PROTOBUF);
    expect(response.headers.get("content-type")).toBe("application/x-protobuf");
    expect(fields(await bytesOf(response))[1]).toBe(3);
  });

  test("when its size is not told and it never ends", async () => {
    const { app } = stage();
    const chunk = new Uint8Array(1 << 20);
    const body = new ReadableStream({ pull: (stream) => stream.enqueue(chunk) });
    const headers = { authorization: `Bearer ${KEY}`, ...PROTOBUF };
    const init = { method: "POST", body, headers, duplex: "half" } as RequestInit;
    expect((await app.request("/v1/metrics", init)).status).toBe(413);
  });

  test("when it breaks off", async () => {
    const { app } = stage();
    const body = new ReadableStream({ pull: (stream) => stream.error(new Error("reset")) });
    const headers = { authorization: `Bearer ${KEY}`, ...PROTOBUF };
    const init = { method: "POST", body, headers, duplex: "half" } as RequestInit;
    expect((await app.request("/v1/metrics", init)).status).toBe(400);
  });

  test("when its body does not come in time, while others are served", async () => {
    const { app, post, clock } = stage(undefined, 1);
    const body = new ReadableStream({ pull: () => new Promise(() => {}) });
    const headers = { authorization: `Bearer ${KEY}`, ...PROTOBUF };
    const init = { method: "POST", body, headers, duplex: "half" } as RequestInit;
    const stalled = app.request("/v1/metrics", init);
    expect((await post(EMPTY)).status).toBe(200);
    await clock.advance(30_000);
    const response = await stalled;
    expect([response.status, response.headers.get("connection")]).toEqual([408, "close"]);
  });

  test("with any method but POST", async () => {
    const response = await stage().app.request("/v1/metrics");
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });
});

describe("a sender is told to come back", () => {
  test.for([
    ["while the database is away", "store.unavailable"],
    ["while the disk is full", "store.full"],
  ] as const)("%s", async ([, code]) => {
    const { post } = stage(() => Promise.reject(new PlimsollError(code, "away")));
    const response = await post(EMPTY);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      code: 14,
      message: expect.stringContaining("Not taken in"),
    });
  });

  test("while too many others are being served, and let in once they are gone", async () => {
    const { promise, resolve } = Promise.withResolvers<Receipt>();
    const { post } = stage(() => promise, 1);
    const first = post(EMPTY);
    const second = await post(EMPTY);
    expect(second.status).toBe(429);
    expect(second.headers.get("retry-after")).toBe("1");
    resolve(ALL_TAKEN);
    expect((await first).status).toBe(200);
    expect((await post(EMPTY)).status).toBe(200);
  });
});
