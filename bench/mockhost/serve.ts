import { serveMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { parseDescriptor, qsh, sharedSecretKey, signJwt } from "../../src/core/host/index.ts";
import { type CallOut, createMockHost, type MockHost } from "../../src/mockhost/index.ts";

/**
 * The mock host in a process of its own: says over IPC when it listens, then what one signed
 * `GET issue` for each tenant looks like and what an idle tenant costs.
 */
const TENANTS = 1_000;

const accepted: CallOut = async () => ({
  kind: "answered",
  status: 204,
  headers: {},
  body: "",
  tookMs: 1,
});

const parsed = parseDescriptor(
  JSON.stringify({
    key: "com.example.bench",
    name: "Bench",
    baseUrl: "http://127.0.0.1:9",
    authentication: { type: "jwt" },
    lifecycle: { installed: "/installed" },
    scopes: ["READ"],
    modules: {},
  }),
);
if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));

const heapBytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

let host!: MockHost;
let beforeBytes = 0;
const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, (origin) => {
  beforeBytes = process.argv.includes("--memory") ? heapBytes() : 0;
  const limits = { quota: "tenant", oddities: {} } as const;
  const plan = { seed: 1, tenants: TENANTS, products: ["jira"] as const, limits };
  host = createMockHost(plan, { clock: systemClock, callOut: accepted, origin });
  return host.answer;
});
process.send?.({ kind: "listening" });

for (const tenant of host.world.tenants.all())
  await host.lifecycle.install(tenant, parsed.descriptor, "1.0.0");
host.world.journal.clear();

if (beforeBytes > 0)
  process.send?.({ kind: "memory", bytesPerTenant: (heapBytes() - beforeBytes) / TENANTS });
else process.send?.({ kind: "requests", requests: signedRequests() });

function signedRequests(): readonly string[] {
  const iat = Math.floor(Date.now() / 1000);
  const path = "/rest/api/3/issue/ROAD-1";
  const hash = qsh("GET", path);
  return [...host.world.tenants.all()].map(({ name, sharedSecret }) => {
    const claims = { iss: "com.example.bench", iat, exp: iat + 3_600, qsh: hash };
    const token = signJwt(claims, sharedSecretKey(sharedSecret));
    return requestText(`/s/${name}${path}`, token);
  });
}

function requestText(path: string, token: string): string {
  const host = new URL(server.origin).host;
  return `GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: application/json\r\nauthorization: JWT ${token}\r\n\r\n`;
}

process.on("disconnect", () => process.exit(0));
