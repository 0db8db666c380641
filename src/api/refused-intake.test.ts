import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { fakeClock } from "../core/time/index.ts";
import type { Receipt } from "../monitoring/index.ts";
import { intakeRoutes } from "./intake.ts";
import {
  ALL_TAKEN,
  bytesOf,
  EMPTY,
  fields,
  KEY,
  PROTOBUF,
  stage,
} from "./testdata/intake-stage.ts";

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
      intake: { receive: async () => ALL_TAKEN },
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
