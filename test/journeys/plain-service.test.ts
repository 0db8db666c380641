import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { plimsoll } from "./plimsoll.ts";

const folder = mkdtempSync(join(tmpdir(), "plimsoll-plain-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Counts by whom it is asked, and knows nothing of any host. */
file(
  "app.mjs",
  `import { createServer } from "node:http";
if (Object.keys(process.env).some((name) => /^(AC|CONNECT)_/.test(name))) throw new Error("A host is here.");
createServer((request, response) => {
  if (request.url === "/health") return response.end("ok");
  if (request.url.startsWith("/old")) return response.writeHead(302, { location: "/login" }).end();
  const isKnown = /^\\/api\\/(items\\?of=tenant-[1-9]|item\\/item-7$)/.test(request.url);
  response.writeHead(isKnown ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "item-7" }));
}).listen(Number(process.env.PORT), "127.0.0.1");
`,
);

const contract = file(
  "plimsoll.yaml",
  `plimsoll: 1
addon:
  key: com.example.plain
  name: Plain
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:8080
  payment: free
  timeZone: UTC
sla:
  effectiveFrom: 2026-01-01
  period: month
  responseTime: { service: { p95: 2s } }
operations:
  run: { command: node app.mjs, port: PORT, ready: /health }
  load: { tenants: 20, requestsPerSecond: 20, peak: 3x }
`,
);

const scenarios = (old: string) => `scenarios:
  - name: look
    steps:
      - request: GET /api/items?of={tenant.clientKey}
        take: { item: { pattern: '"id":"([^"]+)"' } }
      - request: GET /api/item/{item}
      - request: GET /old
${old}`;

const test10s = (name: string, text: string) =>
  plimsoll([
    ...["test", "load", contract, "--duration", "10s", "--scenarios", file(`${name}.yaml`, text)],
    ...["--out", join(folder, name)],
  ]);

test("a service that no host knows is started alone, and its own scenarios are its load", async () => {
  const { document } = await test10s("well", scenarios("        checks: { status: [302] }\n"));
  expect(document.outcomes).toContainEqual(
    expect.objectContaining({ objective: "service.p95", tenants: null, verdict: "met" }),
  );
});

test("a redirect that no step expects is a failure, and told as what it is", async () => {
  const { code, document } = await test10s("astray", scenarios(""));
  expect([1, 4]).toContain(code);
  expect(document.outcomes).toContainEqual(
    expect.objectContaining({ objective: "service.p95", tenants: null, verdict: "missed" }),
  );
});
