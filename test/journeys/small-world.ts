import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** An add-on that answers, and a contract for it in `folder`. */
export async function smallWorld(folder: string) {
  const addon = http.createServer((_, answer) => answer.writeHead(200).end());
  await once(addon.listen(0, "127.0.0.1"), "listening");
  const { port } = addon.address() as AddressInfo;
  const contract = join(folder, "plimsoll.yaml");
  await writeFile(
    contract,
    `plimsoll: 1
addon:
  key: com.example.small
  name: Small
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:${port}
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99%, downWhen: 5% of requests fail }
  responseTime: { service: { p95: 1s } }
operations:
  probes:
    - { path: /health, every: 1s, timeout: 1s, from: [local], agree: 1 }
`,
  );
  return {
    contract,
    close() {
      addon.closeAllConnections();
      addon.close();
    },
  };
}

/** One request of OTLP in JSON: `count` requests of a tenant that were answered within 1 s. */
export function otlpRequest(count: number, tenant: string, atMs: number): string {
  const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const dataPoints = [
    {
      attributes: [
        attribute("http.route", "/a"),
        attribute("http.response.status_code", "200"),
        attribute("plimsoll.tenant", tenant),
      ],
      startTimeUnixNano: `${atMs - 1000}000000`,
      timeUnixNano: `${atMs}000000`,
      count,
      sum: count / 10,
      explicitBounds: [0.5, 1, 2],
      bucketCounts: [count, 0, 0, 0],
    },
  ];
  const histogram = { aggregationTemporality: 1, dataPoints };
  const metrics = [{ name: "http.server.request.duration", unit: "s", histogram }];
  const resource = { attributes: [attribute("plimsoll.addon", "com.example.small")] };
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
}
