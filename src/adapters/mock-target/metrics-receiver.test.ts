import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { receiveMetrics } from "./metrics-receiver.ts";

const point = { timeUnixNano: "2", sum: 0.25, count: "1", bucketCounts: ["1"], explicitBounds: [] };
const metric = (name: string) => ({
  name,
  unit: "s",
  histogram: { aggregationTemporality: 1, dataPoints: [point] },
});
const body = JSON.stringify({
  resourceMetrics: [
    {
      scopeMetrics: [
        {
          metrics: [metric("db.client.operation.duration"), metric("http.server.request.duration")],
        },
      ],
    },
  ],
});

test("an exporter is answered, and its database operations are added up", async () => {
  const told: number[] = [];
  const { url, close } = await receiveMetrics((ms) => told.push(ms));
  const send = async (path: string, sent: string | Uint8Array<ArrayBuffer>, encoding = {}) => {
    const headers = { "content-type": "application/json", ...encoding };
    return (await fetch(`${url}${path}`, { method: "POST", headers, body: sent })).status;
  };
  expect(await send("/v1/metrics", body)).toBe(200);
  const zipped = new Uint8Array(gzipSync(body));
  expect(await send("/v1/metrics", zipped, { "content-encoding": "gzip" })).toBe(200);
  expect(told).toEqual([250, 500]);

  expect(await send("/v1/traces", body)).toBe(200);
  expect(await send("/v1/metrics", "{")).toBe(400);
  expect(await send("/v1/metrics", "no gzip", { "content-encoding": "gzip" })).toBe(400);
  expect(told.at(-1)).toBe(500);
  await close();
});
