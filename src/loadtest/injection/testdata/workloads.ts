import { type LoadPlan, type LoadTenant, type Step, type Workload } from "../../model/index.ts";

/** A step that asks for a page with a signed address, unless told otherwise. */
export const step = (part: Partial<Step> = {}): Step => ({
  name: "page",
  indicator: "ui",
  method: "GET",
  path: "/page?issue={issue.key}&xdm_e={baseUrl}",
  headers: [],
  body: "",
  proof: "query",
  think: { meanMs: 0, spacing: "even" },
  take: [],
  checks: [],
  ...part,
});

/** One scenario of these steps for a few tenants. */
export const workload = (steps: readonly Step[], tenants = 5): Workload => ({
  population: { tenants, skew: { kind: "zipf", exponent: 1 } },
  scenarios: [{ name: "only", weight: 1, steps }],
});

export const tenants = (count = 5): readonly LoadTenant[] =>
  Array.from({ length: count }, (_, rank) => ({
    clientKey: `client-${rank}`,
    sharedSecret: `secret of ${rank}`.repeat(1 + (rank % 5)),
    baseUrl: `https://site-${rank}.example.net`,
    values: {
      "issue.key": ["A-1", "B-2", "Ü & /3"],
      "user.accountId": [`557058:${rank}-a`, `557058:${rank}-b`],
    },
  }));

export function planOf(work: Workload, part: Partial<LoadPlan> = {}): LoadPlan {
  const [host, port] = ["127.0.0.1", 8080];
  return {
    target: { url: `http://${host}:${port}/`, isTls: false, host, port, path: "/", mayBeUntrusted: false },
    work: { kind: "workload", workload: work },
    model: {
      kind: "open",
      spacing: "poisson",
      stages: [{ from: 100, to: 100, durationMs: 500 }],
    },
    durationMs: 500,
    connections: 8,
    keepAlive: "always",
    workers: 1,
    timeoutMs: 5000,
    seed: 1,
    limitsMs: { ui: [20, 1000] },
    intervalMs: 100,
    ...part,
  };
}
