import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { httpCaller } from "./index.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function serve(answer: RequestListener): Promise<string> {
  return started(createServer(answer));
}

async function started(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const callTo = (url: string, body: string | null = null, timeoutMs = 2_000) => {
  const caller = httpCaller();
  open.push(() => caller.close());
  return caller.callOut({ method: "POST", url, headers: { "x-a": "b" }, body, timeoutMs });
};

describe("a call to an add-on", () => {
  test("brings status, headers and body", async () => {
    const url = await serve((request, response) => {
      response.setHeader("x-echo", request.headers["x-a"] ?? "");
      request.pipe(response);
    });
    expect(await callTo(url, "hello")).toMatchObject({
      kind: "answered",
      status: 200,
      body: "hello",
      headers: { "x-echo": "b" },
    });
  });

  test.for([
    ["GET", { kind: "answered", status: 204 }, 3],
    ["POST", { kind: "failed", reason: "reset" }, 2],
  ] as const)(
    "by %s on a kept connection that is closed as it leaves",
    async ([method, expected, asked]) => {
      let requests = 0;
      const url = await started(
        createTcpServer((socket) => {
          let own = 0;
          socket
            .on("error", () => {})
            .on("data", () => {
              requests++;
              if (own++ === 0) socket.write("HTTP/1.1 204 No Content\r\n\r\n");
              else socket.destroy();
            });
        }),
      );
      const caller = httpCaller();
      open.push(() => caller.close());
      const call = { method, url, headers: {}, body: null, timeoutMs: 2_000 };
      expect(await caller.callOut(call)).toMatchObject({ kind: "answered", status: 204 });
      expect(await caller.callOut(call)).toMatchObject(expected);
      expect(requests).toBe(asked);
    },
  );

  test("does not follow a redirect", async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
    expect(await callTo(url)).toMatchObject({ kind: "answered", status: 302 });
  });

  test("keeps the first mebibyte of a longer body", async () => {
    const url = await serve((_, response) => response.end("x".repeat(3 << 20)));
    const result = await callTo(url);
    expect(result.kind === "answered" && result.body.length).toBeLessThanOrEqual(1 << 20);
  });

  test("says that nobody listens", async () => {
    expect(await callTo("http://127.0.0.1:1/")).toMatchObject({
      kind: "failed",
      reason: "refused",
    });
  });

  test("says that no answer came in time", async () => {
    const url = await serve(() => {});
    expect(await callTo(url, null, 50)).toMatchObject({ kind: "failed", reason: "timeout" });
  });

  test("says that no connection came about in time, long before the answer is due", async () => {
    const silent = await started(createTcpServer((socket) => void socket.on("error", () => {})));
    const caller = httpCaller();
    open.push(() => caller.close());
    const result = caller.callOut({
      method: "GET",
      url: silent.replace("http:", "https:"),
      headers: {},
      body: null,
      timeoutMs: 20_000,
      connectTimeoutMs: 50,
    });
    expect(await result).toMatchObject({
      kind: "failed",
      reason: "timeout",
      detail: "no connection within 50 ms",
    });
  });

  test.for([
    ["a connection cut without a word", (socket: Socket) => socket.destroy(), "reset"],
    ["an answer that is not HTTP", (socket: Socket) => socket.end("hello\r\n\r\n"), "malformed"],
  ] as const)("tells of %s", async ([, act, reason]) => {
    const url = await started(
      createTcpServer(
        (socket) => void socket.once("data", () => act(socket)).on("error", () => {}),
      ),
    );
    expect(await callTo(url)).toMatchObject({ kind: "failed", reason });
  });

  test("refuses an address that is none", async () => {
    expect(await callTo("nonsense")).toMatchObject({ kind: "failed", reason: "malformed" });
  });
});
