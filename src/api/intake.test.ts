import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Receipt } from "../monitoring/index.ts";
import {
  ALL_TAKEN,
  bytesOf,
  EMPTY,
  fields,
  KEY,
  PROTOBUF,
  refused,
  SOME_REFUSED,
  stage,
} from "./testdata/intake-stage.ts";

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
    const receipt: Receipt = {
      kind: "taken",
      accepted: 0,
      rejected: 50,
      notices,
      batches: [],
      calls: [],
    };
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
