import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { converse, type EchoServer, nodeEcho, ourEcho } from "./testdata/echo-servers.ts";

/** The same bytes go to our server and to `node:http`: whoever tests against one must not be surprised by the other. */
let ours: EchoServer;
let nodes: EchoServer;
beforeAll(async () => {
  [ours, nodes] = await Promise.all([ourEcho(), nodeEcho()]);
});
afterAll(async () => {
  await Promise.all([ours.close(), nodes.close()]);
});

async function both(pieces: readonly string[]) {
  const [mine, theirs] = await Promise.all([converse(ours, pieces), converse(nodes, pieces)]);
  return { mine, theirs, heard: { mine: ours.drainHeard(), theirs: nodes.drainHeard() } };
}

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const value = fc.stringMatching(/^(?:[!-~](?:[\t -~]{0,20}[!-~])?)?$/);
const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "M-SEARCH");
const target = fc.stringMatching(/^\/[!-~]{0,30}$/);
const name = fc.oneof(
  word.map((text) => `x-${text}`),
  fc.constantFrom("Accept", "COOKIE", "User-Agent", "authorization", "If-Modified-Since", "X-a"),
);
const header = fc
  .tuple(name, fc.constantFrom("", " ", " \t "), value, fc.constantFrom("", " ", "\t"))
  .map(([key, before, text, after]) => `${key}:${before}${text}${after}\r\n`);
const body = fc.stringMatching(/^[\x20-\xff]{0,40}$/);

const chunked = fc
  .tuple(fc.array(body.filter((text) => text !== "")), fc.constantFrom("", ";a=b"), fc.boolean())
  .map(([chunks, extension, hasTrailer]) => {
    const sent = chunks.map((text) => `${text.length.toString(16)}${extension}\r\n${text}\r\n`);
    return `transfer-encoding: chunked\r\n\r\n${sent.join("")}0\r\n${hasTrailer ? "x-t: 1\r\n" : ""}\r\n`;
  });
const sized = body.map((text) => `content-length: ${text.length}\r\n\r\n${text}`);
const bodied = fc.oneof(fc.constant("\r\n"), sized, chunked);
const request = fc
  .tuple(method, target, fc.array(header, { maxLength: 6 }), bodied)
  .map(
    ([verb, url, headers, rest]) =>
      `${verb} ${url} HTTP/1.1\r\nHost: a\r\n${headers.join("")}${rest}`,
  );

/** Cuts a text where it is told to. */
const pieces = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.array(fc.nat(400), { maxLength: 4 })).map(([whole, cuts]) => {
    const at = [0, ...cuts.filter((cut) => cut < whole.length).toSorted((a, b) => a - b)];
    return at.map((from, i) => whole.slice(from, at[i + 1]));
  });

const conversation = pieces(
  fc.array(request, { minLength: 1, maxLength: 4 }).map((all) => all.join("")),
);

test("whatever is well formed is understood alike, one after the other, however it is cut", async () => {
  await fc.assert(
    fc.asyncProperty(conversation, async (sent) => {
      const { mine, theirs, heard } = await both(sent);
      expect(heard.mine).toEqual(heard.theirs);
      expect(mine.map(({ body }) => body)).toEqual(theirs.map(({ body }) => body));
    }),
    { numRuns: 150 },
  );
});

const disturbance = fc.tuple(
  fc.nat(300),
  fc.nat(3),
  fc.constantFrom("", " ", "\r", "\n", "\r\n", "\0", ":", "0", "\t", ",", "\xff", "HTTP/1.1"),
);
const disturbed = fc
  .tuple(
    fc.array(request, { minLength: 1, maxLength: 2 }),
    fc.array(disturbance, { minLength: 1, maxLength: 2 }),
  )
  .map(([requests, changes]) =>
    changes.reduce(
      (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
      requests.join(""),
    ),
  );

test("of what is damaged nothing is taken for another request than node:http takes it for", async () => {
  await fc.assert(
    fc.asyncProperty(pieces(disturbed), async (sent) => {
      const { heard } = await both(sent);
      expect(heard.theirs.slice(0, heard.mine.length)).toEqual(heard.mine);
    }),
    { numRuns: 300 },
  );
});

const post = (head: string, rest = "") => `POST / HTTP/1.1\r\nhost: a\r\n${head}\r\n\r\n${rest}`;

describe("both refuse", () => {
  test.for([
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["another protocol", "GET / HTTPS/1.1\r\nhost: a\r\n\r\n"],
    ["a version to come", "GET / HTTP/3.0\r\nhost: a\r\n\r\n"],
    ["a method in small letters", "get / HTTP/1.1\r\nhost: a\r\n\r\n"],
    ["a blank in the target", "GET /a b HTTP/1.1\r\nhost: a\r\n\r\n"],
    ["a header without a colon", post("oops")],
    ["a header without a name", post(": a")],
    ["a blank before the colon", post("x-a : b")],
    ["a NUL in a header", post("x-a: \0")],
    ["a bare line feed", "GET / HTTP/1.1\nhost: a\n\n"],
    ["two lengths", post("content-length: 1\r\ncontent-length: 1", "a")],
    ["two lengths that differ", post("content-length: 1\r\ncontent-length: 2", "ab")],
    ["a list of lengths", post("content-length: 1, 1", "a")],
    ["a length with a sign", post("content-length: +1", "a")],
    ["a length and chunks", post("content-length: 1\r\ntransfer-encoding: chunked", "0\r\n\r\n")],
    ["chunks and then another coding", post("transfer-encoding: chunked, gzip", "0\r\n\r\n")],
    ["a tab after the coding", post("transfer-encoding: chunked\t", "0\r\n\r\n")],
    ["a chunk without a size", post("transfer-encoding: chunked", "\r\n\r\n")],
    ["a chunk of a size that is none", post("transfer-encoding: chunked", "x\r\n\r\n")],
    ["a chunk longer than it said", post("transfer-encoding: chunked", "1\r\nab\r\n0\r\n\r\n")],
    ["a chunk ended by a line feed", post("transfer-encoding: chunked", "1\na\n0\n\n")],
    ["a head of 17 KiB", post(`x-a: ${"a".repeat(17_000)}`)],
    ["an expectation", post("expect: a miracle\r\ncontent-length: 1", "a")],
  ] as const)("%s", async ([, sent]) => {
    const { mine, theirs } = await both([sent]);
    expect(mine.map(({ status }) => status >= 400)).toEqual([true]);
    expect(theirs[0]?.status ?? 400).toBeGreaterThanOrEqual(400);
  });
});

describe("ours alone refuses what two readers could understand differently", () => {
  test.for([
    ["a request without a version", "GET /\r\n\r\n", 400],
    ["a folded header", post("x-a: b\r\n c"), 400],
    ["two hosts", post("host: b"), 400],
    ["a coding that it does not know", post("transfer-encoding: gzip, chunked", "0\r\n\r\n"), 501],
    ["chunks in HTTP/1.0", "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 400],
  ] as const)("%s", async ([, sent, status]) => {
    const answers = await converse(ours, [sent]);
    expect(answers.map((answer) => answer.status)).toEqual([status]);
  });
});

describe("both end alike", () => {
  test.for([
    ["keeps the connection", "GET /a HTTP/1.1\r\nhost: a\r\n\r\n", "keep-alive"],
    ["closes it when asked to", "GET /a HTTP/1.1\r\nhost: a\r\nconnection: Close\r\n\r\n", "close"],
    ["closes it after HTTP/1.0", "GET /a HTTP/1.0\r\n\r\n", "close"],
    [
      "keeps it for HTTP/1.0 when asked to",
      "GET /a HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
      "keep-alive",
    ],
  ] as const)("%s", async ([, sent, connection]) => {
    const { mine, theirs } = await both([sent]);
    expect(mine.map(({ headers }) => headers.get("connection"))).toEqual([connection]);
    expect(theirs[0]?.headers.get("connection")).toBe(connection);
  });

  test("nothing is answered after the answer that closes", async () => {
    const sent =
      "GET /a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\nGET /b HTTP/1.1\r\nhost: a\r\n\r\n";
    const { mine, theirs } = await both([sent]);
    expect(mine.length).toBe(1);
    expect(theirs.length).toBe(1);
  });

  test("a sender that waits for leave to send its body gets it", async () => {
    const { mine, theirs } = await both([post("expect: 100-continue\r\ncontent-length: 1"), "a"]);
    expect(mine.map(({ status }) => status)).toEqual([100, 200]);
    expect(theirs.map(({ status }) => status)).toEqual([100, 200]);
  });
});
