import { once } from "node:events";
import http from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { askDependency } from "./index.ts";

const noSignal = new AbortController().signal;

test("what takes a connection answers; what is not there says so", async () => {
  const server = createServer((socket) => socket.end());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  expect(await askDependency(`tcp://127.0.0.1:${port}`, noSignal)).toBeNull();
  server.close();
  await once(server, "close");
  expect(await askDependency(`tcp://127.0.0.1:${port}`, noSignal)).toBe("nothing listens there");
  expect(await askDependency(`http://127.0.0.1:${port}/`, noSignal)).toBe("nothing listens there");
});

test("over HTTP a fault of the other side is one, and what asks for a key answers", async () => {
  let status = 503;
  const server = http.createServer((_, answer) => answer.writeHead(status).end());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await askDependency(url, noSignal)).toBe("it answers 503");
  status = 401;
  expect(await askDependency(url, noSignal)).toBeNull();
  expect(await askDependency(url, AbortSignal.abort())).toBe("no answer within 5 s");
  server.close();
});
