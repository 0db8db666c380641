import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fetchDocument } from "./index.ts";

async function ask(listener: RequestListener, etag: string | null = null) {
  const server = createServer(listener);
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return fetchDocument(url, { etag, signal: new AbortController().signal });
}

test("a document comes with its tag, and is not sent again where it is known", async () => {
  const listener: RequestListener = (request, response) => {
    if (request.headers["if-none-match"] === '"a"') return response.writeHead(304).end();
    return response.writeHead(200, { etag: '"a"' }).end("{}");
  };
  expect(await ask(listener)).toEqual({ kind: "document", text: "{}", etag: '"a"' });
  expect(await ask(listener, '"a"')).toEqual({ kind: "unchanged" });
});

test("a redirect is named and not followed", async () => {
  const answer = await ask((_, response) =>
    response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  );
  expect(answer).toEqual({
    kind: "failed",
    reason: "it answers 302, to be sought at http://127.0.0.1:1/",
  });
});

test("what is too large is not read to its end", async () => {
  const answer = await ask((_, response) => response.writeHead(200).end(Buffer.alloc(5 << 20, 32)));
  expect(answer).toEqual({ kind: "failed", reason: "it is larger than 4 MiB" });
});

test("nobody there is an answer too", async () => {
  const known = { etag: null, signal: new AbortController().signal };
  expect(await fetchDocument("http://127.0.0.1:1/", known)).toMatchObject({ kind: "failed" });
});
