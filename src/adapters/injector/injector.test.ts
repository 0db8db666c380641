import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, test } from "vitest";
import { readTextAt } from "./index.ts";
import { answering, load, OK, opened, serve } from "./testdata/serving.ts";

describe("a server that answers well", () => {
  test("gets every planned request, from however many workers", async () => {
    const url = await answering((socket) => socket.write(OK));
    const result = await load(url, { rate: "500", workers: "3", timeout: "5s" });
    expect(result).toMatchObject({
      planned: 100,
      sent: 100,
      completed: 100,
      errors: {},
      interrupted: false,
    });
  });

  test("is measured as it measures itself", async () => {
    const own: number[] = [];
    const url = await answering((socket) => {
      const startMs = performance.now();
      setTimeout(
        () => {
          own.push(performance.now() - startMs);
          socket.write(OK);
        },
        own.length % 10 === 9 ? 120 : 30,
      );
    });
    const { service, completed } = await load(url, {
      rate: "100",
      duration: "2s",
      connections: "64",
      timeout: "10s",
    });
    expect(completed).toBe(200);
    own.sort((a, b) => a - b);
    for (const [name, rank] of [
      ["p50", 100],
      ["p90", 180],
      ["p95", 190],
      ["p99", 198],
    ] as const) {
      // No client sees less than the server did; how much more depends on what else the machine does.
      expect(service[name]!).toBeGreaterThan(own[rank - 1]! * 0.985 - 0.2);
      expect(service[name]!).toBeLessThan(own[rank - 1]! * 1.015 + 50);
    }
  });

  test("is asked again and again by a closed load", async () => {
    const url = await answering((socket) => socket.write(OK));
    const result = await load(url, { isClosed: true, timeout: "5s" });
    expect(result.completed).toBe(result.planned);
    expect(result.completed).toBeGreaterThan(4);
    expect(result.errors).toEqual({});
  });

  test("may close after each answer without a word, and that costs nothing", async () => {
    const url = await answering((socket) => socket.end(OK));
    const { planned, completed, errors } = await load(url, { timeout: "5s" });
    expect({ completed, errors }).toEqual({ completed: planned, errors: {} });
  });

  test("is reached over TLS when its certificate is taken as it is, and not otherwise", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plimsoll-tls-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-days", "1"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject],
      { stdio: "ignore" },
    );
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) });
    rmSync(folder, { recursive: true });
    server.on("secureConnection", (socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write(OK));
    });
    const url = (await serve(() => {}, server)).replace("http:", "https:");
    expect(await load(url, { isInsecure: true, timeout: "5s" })).toMatchObject({
      completed: 10,
      errors: {},
    });
    const refused = { code: "address.unreachable", hint: expect.stringContaining("--insecure") };
    await expect(load(url)).rejects.toMatchObject(refused);

    const target = (mayBeUntrusted: boolean) =>
      ({ url, isTls: true, host: "127.0.0.1", port: 0, path: "/", mayBeUntrusted }) as const;
    expect(await readTextAt(target(true), url, 1000)).toBe("ok");
    await expect(readTextAt(target(true), url, 1)).rejects.toThrow("is larger than");
    await expect(readTextAt(target(false), url, 1000)).rejects.toMatchObject(refused);
  });

  test.for([
    ["HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n", "answers with status 302"],
    ["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf", "aborted"],
    ["220 mail.example.com ESMTP\r\n", "takes no connection: Parse Error"],
  ] as const)("%j is not read as a text", async ([answer, why]) => {
    const url = await answering((socket) => socket.end(answer));
    const target = { url, isTls: false, host: "", port: 0, path: "/", mayBeUntrusted: false };
    await expect(readTextAt(target, url, 1000)).rejects.toThrow(why);
  });
});

describe("whatever a server does is an answer or has a name", () => {
  const answered: readonly [what: string, answer: (socket: Socket) => void][] = [
    [
      "interim answers first",
      (socket) =>
        socket.write(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${OK}`),
    ],
    [
      "chunks in pieces",
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r");
        setTimeout(() => socket.write("\nok\r\n0\r\n\r\n"), 5);
      },
    ],
    ["HTTP/1.0 that ends with the connection", (socket) => socket.end("HTTP/1.0 200 OK\r\n\r\nok")],
    ["more than was asked for", (socket) => socket.write(`${OK}${OK}`)],
  ];
  test.for(answered)("%s is an answer", async ([, answer]) => {
    const result = await load(await answering(answer), { timeout: "5s" });
    expect(result).toMatchObject({ planned: 10, completed: 10, errors: {} });
  });

  const failing: readonly [fault: string, what: string, answer: (socket: Socket) => void][] = [
    ["reset", "a reset", (socket) => socket.resetAndDestroy()],
    ["closed-without-answer", "a farewell", (socket) => socket.end()],
    ["cut-short", "half an answer", (socket) => socket.end(OK.slice(0, -1))],
    ["timed-out", "silence", () => {}],
    ["timed-out", "an answer that never ends", (socket) => socket.write(OK.slice(0, -1))],
    [
      "bad-status-line",
      "another protocol",
      (socket) => socket.write("220 mail.example.com ESMTP\r\n"),
    ],
    [
      "headers-too-large",
      "endless headers",
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}`),
    ],
    [
      "bad-chunk",
      "chunks that are none",
      (socket) => socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
    ],
    [
      "body-too-large",
      "a body without measure",
      (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"),
    ],
  ];
  test.for(failing)("%s: %s", async ([fault, , answer]) => {
    const result = await load(await answering(answer), { connections: "32" });
    expect(result).toMatchObject({ planned: 10, completed: 0, errors: { [fault]: 10 } });
    expect(result.verdict).not.toBe("done");
  });

  test.for([302, 404, 503])(
    "%i is an answer and an error, unless it is expected",
    async (status) => {
      const url = await answering((socket) =>
        socket.write(`HTTP/1.1 ${status} So\r\nlocation: /login\r\ncontent-length: 0\r\n\r\n`),
      );
      expect(await load(url, { timeout: "5s" })).toMatchObject({
        completed: 10,
        failed: 1,
        errors: { [`status-${status}`]: 10 },
        response: { p50: null },
      });
      const asked = await load(url, { timeout: "5s", expect: `200,${status}` });
      expect(asked).toMatchObject({ completed: 10, failed: 0, errors: {} });
    },
  );

  test("an answer before the request is whole is an answer", async () => {
    const url = await serve((socket) => {
      socket.once("data", () => {
        socket.pause();
        socket.write("HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n");
      });
    });
    const body = "x".repeat(8 * 1024 * 1024);
    expect(await load(url, { body, rate: "10", duration: "500ms", timeout: "5s" })).toMatchObject({
      planned: 5,
      completed: 5,
      errors: { "status-413": 5 },
    });
  });

  test("a server that goes away is refusing, and nobody at the start is an error", async () => {
    const url = await serve((socket) => {
      opened[0]!.server.close();
      socket.destroy();
    });
    expect(await load(url)).toMatchObject({ completed: 0, errors: { refused: 10 } });
    await expect(load(url)).rejects.toMatchObject({ code: "address.unreachable" });
  });
});

describe("an open load", () => {
  test("waits for no answer: a stall is seen by everyone who would have come meanwhile", async () => {
    let isStalled = false;
    const held = new Set<Socket>();
    let isFirst = true;
    const url = await answering((socket) => {
      if (isFirst) {
        isFirst = false;
        setTimeout(() => (isStalled = true), 300);
        setTimeout(() => {
          isStalled = false;
          for (const waiting of held) waiting.write(OK);
        }, 800);
      }
      if (isStalled) held.add(socket);
      else socket.write(OK);
    });
    const { response, service, completed } = await load(url, {
      rate: "200",
      duration: "1500ms",
      connections: "4",
      timeout: "10s",
    });
    expect(completed).toBe(300);
    expect(response.p90!).toBeGreaterThan(200);
    // Only four requests were on the way when it happened: from the sending it can hardly be seen.
    expect(service.p90!).toBeLessThan(response.p90!);
  });

  test("counts whoever finds no free connection at the time waited", async () => {
    const { errors, response, planned } = await load(await answering(() => {}), {
      connections: "1",
      timeout: "300ms",
    });
    expect(errors["timed-out"]! + errors["no-free-connection"]!).toBe(planned);
    expect(response.p50!).toBeGreaterThanOrEqual(300 * 0.98);
  });

  test("that is stopped gives what was counted until then", async () => {
    const stop = new AbortController();
    let asked = 0;
    const url = await answering((socket) => {
      socket.write(OK);
      if (++asked === 20) stop.abort();
    });
    const result = await load(url, { rate: "100", duration: "1h" }, stop.signal);
    expect(result.interrupted).toBe(true);
    expect(result.completed).toBeGreaterThan(10);
    expect(result.verdict).not.toBe("done");
  });
});
