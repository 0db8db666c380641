import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { HostResponse } from "../../mockhost/index.ts";
import { type Answer, Connection } from "./connection.ts";
import { listen } from "./listen.ts";
import { serveMockHost } from "./serve.ts";
import { type Answered, converse } from "./testdata/echo-servers.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const address = { host: "127.0.0.1", port: 0 };

async function serving(answer: Answer): Promise<{ readonly port: number }> {
  const server = await serveMockHost(address, () => answer);
  closers.push(() => server.close());
  return { port: Number(new URL(server.origin).port) };
}

async function told(answer: Answer, ...pieces: readonly string[]): Promise<readonly Answered[]> {
  return converse(await serving(answer), pieces);
}

const get = (path: string, method = "GET") => `${method} ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;
const says =
  (response: HostResponse): Answer =>
  () =>
    response;

describe("an answer", () => {
  test("arrives with its headers, its length and the date", async () => {
    const headers = { "content-type": "text/plain", "set-cookie": ["a=1", "b=2"] };
    const [answer] = await told(says({ status: 201, headers, body: "made" }), get("/"));
    expect(answer).toMatchObject({ status: 201, body: "made" });
    expect(answer?.headers.get("content-length")).toBe("4");
    expect(answer?.headers.get("set-cookie")).toBe("b=2");
    expect(Date.parse(answer?.headers.get("date") ?? "")).toBeGreaterThan(0);
  });

  test("has its own date where it brings one", async () => {
    const headers = { date: "Mon, 01 Jan 2029 00:00:00 GMT" };
    const [answer] = await told(says({ status: 200, headers }), get("/"));
    expect(answer?.headers.get("date")).toBe(headers.date);
  });

  test.for([
    ["text beyond ASCII", "Grüße aus 東京"],
    ["bytes", Buffer.from("Grüße aus 東京")],
  ] as const)("of %s is sent as UTF-8", async ([, body]) => {
    const [answer] = await told(says({ status: 200, body }), get("/"));
    expect(Buffer.from(answer?.body ?? "", "latin1").toString()).toBe("Grüße aus 東京");
  });

  test("to HEAD tells the length of the body that it leaves out", async () => {
    const answers = await told(says({ status: 200, body: "four" }), get("/", "HEAD"));
    expect(answers).toMatchObject([{ status: 200, body: "" }]);
    expect(answers[0]?.headers.get("content-length")).toBe("4");
  });

  test("of status 204 has neither body nor length", async () => {
    const [answer] = await told(says({ status: 204, body: "x" }), get("/"));
    expect(answer).toMatchObject({ status: 204, body: "" });
    expect(answer?.headers.has("content-length")).toBe(false);
  });

  test("cannot break out of a header", async () => {
    const headers = { location: "/a\r\nset-cookie: b=1" };
    const [answer] = await told(says({ status: 302, headers }), get("/"));
    expect(answer?.headers.get("location")).toBe("/a??set-cookie: b=1");
    expect(answer?.headers.has("set-cookie")).toBe(false);
  });

  test.for<[string, Answer]>([
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
    ["is refused later", () => Promise.reject(new Error("no"))],
  ])("that %s is a 500, and the next request is served", async ([, fails]) => {
    const answer: Answer = (request) =>
      request.path === "/fails" ? fails(request) : { status: 200 };
    const answers = await told(answer, get("/fails") + get("/"));
    expect(answers.map(({ status }) => status)).toEqual([500, 200]);
  });
});

test("answers come in the order of the requests, however long each takes", async () => {
  const answer: Answer = async ({ path }) => {
    for (let turns = path === "/slow" ? 20 : 0; turns > 0; turns--)
      await new Promise((resolve) => setImmediate(resolve));
    return { status: 200, body: path };
  };
  const answers = await told(answer, get("/slow") + get("/quick"), get("/last"));
  expect(answers.map(({ body }) => body)).toEqual(["/slow", "/quick", "/last"]);
});

test("a sender that fetches no answers is served no further, and all of them once it does", async () => {
  let served = 0;
  const body = "x".repeat(1_000_000);
  const { port } = await serving(() => {
    served++;
    return { status: 200, body };
  });
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  await once(socket, "connect");
  socket.end(get("/").repeat(100));
  await new Promise((resolve) => setImmediate(resolve));
  expect(served).toBeLessThan(100);
  let sizeBytes = 0;
  for await (const bytes of socket) sizeBytes += (bytes as Buffer).length;
  expect(sizeBytes).toBeGreaterThan(100 * body.length);
  expect(served).toBe(100);
});

describe("a body", () => {
  const sized: Answer = ({ body, isOversized = false }) =>
    isOversized
      ? { status: 413, body: "host’s own words" }
      : { status: 200, body: `${body.length}` };
  const post = (head: string, body = "") => `POST / HTTP/1.1\r\nhost: a\r\n${head}\r\n\r\n${body}`;
  const MOST = 10 * 1024 * 1024;

  test.for([
    ["of 10 MB is taken", post(`content-length: ${MOST}`, "x".repeat(MOST)), 200],
    ["of more is refused unread", post(`content-length: ${MOST + 1}`), 413],
    ["of more in chunks is refused", post("transfer-encoding: chunked", "ffffffff\r\n"), 413],
    ["that never comes is missed", post("content-length: 5", "x"), 400],
  ] as const)("%s", async ([, sent, status]) => {
    const answers = await told(sized, sent);
    expect(answers.map((answer) => answer.status)).toEqual([status]);
  });

  test("that is too large is refused in the words of whoever was asked", async () => {
    const [answer] = await told(sized, post(`content-length: ${MOST + 1}`));
    expect(Buffer.from(answer!.body, "latin1").toString()).toBe("host’s own words");
  });

  test("in the smallest of pieces is put together", async () => {
    const chunks = "1\r\nx\r\n".repeat(20_000);
    const answers = await told(sized, post("transfer-encoding: chunked", `${chunks}0\r\n\r\n`));
    expect(answers).toMatchObject([{ status: 200, body: "20000" }]);
  });
});

describe("a fault of the wire", () => {
  test("delays an answer, and is over with the next", async () => {
    const answer: Answer = ({ path }) =>
      path === "/late" ? { status: 200, body: "late", fault: { delayMs: 1 } } : { status: 204 };
    const answers = await told(answer, get("/late") + get("/"));
    expect(answers.map(({ status }) => status)).toEqual([200, 204]);
  });

  test("trickles a body, whole in the end", async () => {
    const slow = says({ status: 200, body: "whole", fault: { bytesPerSecond: 30 } });
    expect(await told(slow, get("/"))).toMatchObject([{ status: 200, body: "whole" }]);
  });

  test("resets the connection instead of answering", async () => {
    const { port } = await serving(says({ status: 200, fault: { reset: true } }));
    const socket = connect(port, "127.0.0.1");
    socket.write(get("/"));
    const [error] = await once(socket, "error").catch((thrown: unknown) => [thrown]);
    expect((error as NodeJS.ErrnoException).code).toBe("ECONNRESET");
  });
});

describe("what waits too long", () => {
  /** A connection whose seconds the test counts. */
  async function watched(answer: Answer) {
    const connections: Connection[] = [];
    const { promise: isTaken, resolve: taken } = Promise.withResolvers<void>();
    const listening = await listen(address, (open) => {
      connections.push(new Connection(open, answer, () => {}));
      taken();
    });
    const { port } = listening;
    const socket = connect(port, "127.0.0.1");
    await Promise.all([once(socket, "connect"), isTaken]);
    closers.push(async () => {
      socket.destroy();
      await listening.close();
    });
    const wait = (seconds: number) => {
      for (let second = 0; second < seconds; second++) connections[0]!.waitOn();
    };
    const send = async (text: string) => {
      await new Promise((written) => socket.write(text, written));
      // Whoever comes later and is answered was read later.
      await converse({ port }, ["not HTTP\r\n\r\n"]);
    };
    return { socket, wait, send };
  }

  const received = async (socket: Socket): Promise<string> => {
    let text = "";
    for await (const bytes of socket) text += String(bytes);
    return text;
  };

  test.for([
    ["a head that trickles", "GET / HTTP/1.1\r\nx-a: ", 60],
    ["a body that trickles", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nx", 300],
  ] as const)("%s is refused after its time, not before", async ([, sent, patienceS]) => {
    let isRefused = false;
    const { socket, wait, send } = await watched(says({ status: 200 }));
    await send(sent);
    wait(patienceS);
    socket.once("data", () => (isRefused = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isRefused).toBe(false);
    wait(1);
    expect(await received(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("an idle connection is closed without a word", async () => {
    const { socket, wait } = await watched(says({ status: 200 }));
    wait(66);
    expect(await received(socket)).toBe("");
  });

  test("an add-on that takes its time to answer is waited for", async () => {
    let finish = (_: HostResponse) => {};
    const { socket, wait, send } = await watched(
      () => new Promise((resolve) => (finish = resolve)),
    );
    await send("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    wait(10_000);
    finish({ status: 204 });
    expect(await received(socket)).toMatch(/^HTTP\/1\.1 204 /);
  });
});

test("closing the server closes every connection", async () => {
  const server = await serveMockHost(address, () => says({ status: 200 }));
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(get("/"));
  await once(socket, "data");
  await Promise.all([once(socket, "close"), server.close()]);
});
