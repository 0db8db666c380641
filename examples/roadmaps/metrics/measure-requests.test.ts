import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import type { Attributes } from "@opentelemetry/api";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { measureRequests } from "./measure-requests.ts";

/** An application with a few routes, and what was recorded about them. */
async function stage() {
  const recorded: { seconds: number; attributes: Attributes | undefined }[] = [];
  const app = express();
  app.use(
    measureRequests({ record: (seconds, attributes) => recorded.push({ seconds, attributes }) }),
  );
  app.get("/items/:id", (request, response) => {
    if (request.query.tenant)
      Object.assign(request, { context: { clientKey: request.query.tenant } });
    response.send("ok");
  });
  app.get("/fails", (_request, response) => void response.status(503).end());
  app.get("/never", () => {});
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { recorded, port, url: `http://127.0.0.1:${port}` };
}

const always = { "http.request.method": "GET", "url.scheme": "http" };

test.for<[string, object]>([
  ["/items/7", { "http.route": "/items/:id", "http.response.status_code": 200 }],
  [
    "/items/7?tenant=a",
    { "http.route": "/items/:id", "http.response.status_code": 200, "plimsoll.tenant": "a" },
  ],
  ["/fails", { "http.route": "/fails", "http.response.status_code": 503, "error.type": "503" }],
  ["/nowhere", { "http.response.status_code": 404 }],
])("%s", async ([path, attributes]) => {
  const { recorded, url } = await stage();
  await (await fetch(url + path)).text();
  await expect.poll(() => recorded).toHaveLength(1);
  expect(recorded[0]!.attributes).toEqual({ ...always, ...attributes });
  expect(recorded[0]!.seconds).toBeGreaterThan(0);
});

test("a request of a load test", async () => {
  const { recorded, url } = await stage();
  await (await fetch(`${url}/items/7`, { headers: { "plimsoll-run": "run-1" } })).text();
  await expect.poll(() => recorded).toHaveLength(1);
  expect(recorded[0]!.attributes).toMatchObject({ "user_agent.synthetic.type": "test" });
});

test("a reader who does not wait for the response", async () => {
  const { recorded, port } = await stage();
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /never HTTP/1.1\r\nHost: a\r\n\r\n", () => socket.end());
  await expect.poll(() => recorded).toHaveLength(1);
  expect(recorded[0]!.attributes).toEqual({
    ...always,
    "http.route": "/never",
    "error.type": "aborted",
  });
});
