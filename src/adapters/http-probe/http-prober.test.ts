import { once } from "node:events";
import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { causeOf } from "./cause-of.ts";
import { httpProber } from "./http-prober.ts";

/** An add-on on a free port of this machine. */
async function serve(
  listener: http.RequestListener,
): Promise<{ url: string; server: http.Server }> {
  const server = http.createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close").catch(() => {});
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`, server };
}

const ask = (url: string, timeoutMs = 5000, signal = new AbortController().signal) =>
  httpProber().ask({ url, timeoutMs, signal });

describe("a probe", () => {
  test("answers the status once the body has arrived", async () => {
    const { url } = await serve((_, response) => response.end("fine"));
    expect(await ask(url)).toEqual({
      kind: "answered",
      status: 200,
      durationMs: expect.any(Number),
    });
  });

  test("does not follow redirects", async () => {
    const { url } = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
    expect(await ask(url)).toMatchObject({ kind: "answered", status: 302 });
  });

  test("opens a connection of its own each time", async () => {
    const sockets = new Set<Socket>();
    const { url, server } = await serve((_, response) => response.end());
    server.on("connection", (socket) => sockets.add(socket));
    const prober = httpProber();
    for (let i = 0; i < 3; i++)
      await prober.ask({ url, timeoutMs: 5000, signal: new AbortController().signal });
    expect(sockets.size).toBe(3);
  });

  test.for([
    ["never answers", () => {}],
    [
      "never ends its answer",
      (_: unknown, response: http.ServerResponse) => void response.writeHead(200).write("x"),
    ],
  ] as const)("times out when the add-on %s", async ([, listener]) => {
    const { url } = await serve(listener);
    expect(await ask(url, 50)).toEqual({ kind: "timed-out" });
  });

  test.for([
    ["hangs up", (request: http.IncomingMessage) => void request.socket.destroy()],
    [
      "breaks off its answer",
      (request: http.IncomingMessage, response: http.ServerResponse) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("x", () => request.socket.destroy());
      },
    ],
    [
      "answers without end",
      (_: unknown, response: http.ServerResponse) => void response.end(Buffer.alloc(3 << 20)),
    ],
  ] as const)("is unreachable when the add-on %s", async ([, listener]) => {
    const { url } = await serve(listener);
    expect(await ask(url)).toMatchObject({
      kind: "unreachable",
      cause: "broken",
      reason: expect.any(String),
      durationMs: expect.any(Number),
    });
  });

  test("is unreachable where nobody listens", async () => {
    const { url, server } = await serve(() => {});
    server.close();
    await once(server, "close");
    expect(await ask(url)).toMatchObject({
      kind: "unreachable",
      cause: "refused",
      reason: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("is unreachable where nobody speaks TLS", async () => {
    const { url } = await serve((_, response) => response.end());
    const answer = await ask(url.replace("http:", "https:"));
    expect(answer).toMatchObject({ kind: "unreachable", cause: "tls" });
  });

  test("is unreachable at an address that is none", async () => {
    expect(await ask("http://")).toMatchObject({ kind: "unreachable", cause: "address" });
  });

  test("ends at once when it is given up", async () => {
    const stopping = new AbortController();
    const { url } = await serve(() => stopping.abort());
    expect(await ask(url, 60_000, stopping.signal)).toMatchObject({ kind: "unreachable" });
  });
});

test.for([
  ["ENETUNREACH", { kind: "offline", cause: "offline" }],
  ["ENETDOWN", { kind: "offline", cause: "offline" }],
  ["EPERM", { kind: "offline", cause: "offline" }],
  ["EAI_AGAIN", { kind: "offline", cause: "name-service" }],
  ["EAI_FAIL", { kind: "offline", cause: "name-service" }],
  ["EADDRNOTAVAIL", { kind: "offline", cause: "exhausted" }],
  ["EMFILE", { kind: "offline", cause: "exhausted" }],
  ["ENOTFOUND", { kind: "unreachable", cause: "dns" }],
  ["EHOSTUNREACH", { kind: "unreachable", cause: "route" }],
  ["ECONNREFUSED", { kind: "unreachable", cause: "refused" }],
  ["ECONNRESET", { kind: "unreachable", cause: "broken" }],
  ["HPE_INVALID_CONSTANT", { kind: "unreachable", cause: "broken" }],
  ["EPROTO", { kind: "unreachable", cause: "tls" }],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", { kind: "unreachable", cause: "tls" }],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", { kind: "unreachable", cause: "certificate" }],
  ["ERR_TLS_CERT_ALTNAME_INVALID", { kind: "unreachable", cause: "certificate" }],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", { kind: "unreachable", cause: "certificate" }],
  ["CERT_HAS_EXPIRED", { kind: "unreachable", cause: "certificate" }],
  ["", { kind: "unreachable", cause: "broken" }],
] as const)("%s is told by its cause", ([code, expected]) => {
  expect(causeOf(Object.assign(new Error(), { code }))).toEqual(expected);
});
