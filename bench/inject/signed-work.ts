import { readTarget } from "../../src/loadtest/index.ts";
import { openSource, workloadTemplate } from "../../src/loadtest/injection/index.ts";
import type { LoadPlan, LoadTenant, Work, Workload } from "../../src/loadtest/model/index.ts";

const TENANTS = 1000;
/** As long as the name of a run is. */
const RUN = "a-run-of";

/** Pages of an add-on as a thousand sites ask for them: each request signed, with its own qsh. */
const workload: Workload = {
  population: { tenants: TENANTS, skew: { kind: "zipf", exponent: 1.1 } },
  scenarios: [
    {
      name: "page",
      weight: 1,
      steps: [
        {
          ...{ name: "page", indicator: "ui", method: "GET", headers: [], body: "" },
          path: "/page?issue={issue.key}&xdm_e={baseUrl}",
          proof: "query",
          think: { meanMs: 0, spacing: "even" },
          ...{ take: [], checks: [] },
        },
      ],
    },
  ],
};

export const signedWork: Work = { kind: "workload", workload };

export const tenants: readonly LoadTenant[] = Array.from({ length: TENANTS }, (_, rank) => ({
  clientKey: `00000000-0000-4000-8000-${String(rank).padStart(12, "0")}`,
  sharedSecret: `secret of site ${rank}`.padEnd(48, "."),
  baseUrl: `https://site-${rank}.example.net`,
  values: {
    "issue.key": Array.from({ length: 20 }, (_, n) => `KEY-${n}`),
    "user.accountId": [`557058:${rank}-a`, `557058:${rank}-b`],
  },
}));

const plainPlan: Omit<LoadPlan, "target" | "work"> = {
  model: { kind: "closed" },
  ...{ durationMs: 0, connections: 1, keepAlive: "always", workers: 1, timeoutMs: 5_000 },
  ...{ seed: 1, limitsMs: {}, intervalMs: 1_000 },
};

/** One of these requests to an address, as it leaves. */
export function signedRequest(url: string): string {
  const reading = readTarget(url, { allowedHosts: [], mayBeUntrusted: false });
  if (reading.kind !== "target") throw new Error(JSON.stringify(reading));
  const { target } = reading;
  const plan: LoadPlan = { ...plainPlan, target, work: signedWork };
  const template = workloadTemplate(workload, target, "always");
  const load = { plan, shard: { index: 0, of: 1 }, sessions: { template, tenants, run: RUN } };
  const source = openSource(load, Date.now());
  return source.bytesOf(source.begin(0)).toString();
}
