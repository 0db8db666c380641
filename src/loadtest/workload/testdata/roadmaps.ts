import { type Contract, readContract } from "../../../core/contract/index.ts";
import { type Descriptor, parseDescriptor } from "../../../core/host/index.ts";

/** A contract with a load; `changes` replaces pieces of its text. */
export function contractWith(changes: readonly (readonly [from: string, to: string])[] = []): Contract {
  const text = changes.reduce((written, [from, to]) => {
    if (!written.includes(from)) throw new Error(`The contract has no ${from}`);
    return written.replace(from, to);
  }, TEXT);
  const reading = readContract(text);
  if (reading.kind !== "contract") throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.contract;
}

const TEXT = `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: connect
  baseUrl: http://127.0.0.1:7330/app
  descriptor: /atlassian-connect.json
  payment: free
  timeZone: UTC
sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99%, downWhen: 10% of requests fail }
  responseTime:
    ui: { median: 100ms, p95: 500ms }
    service: { p95: 400ms }
  lifecycle: { webhook: 99% }
operations:
  load: { tenants: 24, requestsPerSecond: 12, peak: 3x, tenantSkew: zipf 1.1 }
  probes: [{ path: /health, every: 10s }]
`;

/** A descriptor; `changes` replaces parts of it. */
export function descriptorWith(changes: Readonly<Record<string, unknown>> = {}): Descriptor {
  const parsed = parseDescriptor(JSON.stringify({ ...DOCUMENT, ...changes }));
  if (parsed.kind !== "descriptor") throw new Error(JSON.stringify(parsed.problems));
  return parsed.descriptor;
}

const DOCUMENT = {
  key: "com.example.roadmaps",
  baseUrl: "http://127.0.0.1:7330/app",
  authentication: { type: "jwt" },
  apiMigrations: { "signed-install": true },
  lifecycle: { installed: "/installed", enabled: "/enabled", uninstalled: "/uninstalled" },
  modules: {
    generalPages: [{ key: "roadmap", name: { value: "Roadmap" }, url: "/roadmap" }],
    configurePage: { key: "settings", name: { value: "Settings" }, url: "/settings" },
    jiraIssueContents: [{ key: "horizon", target: { url: "/panel?issue={issue.id}" } }],
    webhooks: [
      { event: "jira:issue_updated", url: "/hooks/issue/{issue.key}" },
      { event: "comment_created", url: "/hooks/comment", excludeBody: true },
    ],
  },
};
