import type { LoadTenant, Work } from "../../src/loadtest/injection/index.ts";

const TENANTS = 1000;

/** Pages of an add-on as a thousand sites ask for them: each request signed, with its own qsh. */
export const signedWork: Work = {
  kind: "workload",
  workload: {
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
  },
};

export const tenants: readonly LoadTenant[] = Array.from({ length: TENANTS }, (_, rank) => ({
  clientKey: `00000000-0000-4000-8000-${String(rank).padStart(12, "0")}`,
  sharedSecret: `secret of site ${rank}`.padEnd(48, "."),
  baseUrl: `https://site-${rank}.example.net`,
  values: {
    "issue.key": Array.from({ length: 20 }, (_, n) => `KEY-${n}`),
    "user.accountId": [`557058:${rank}-a`, `557058:${rank}-b`],
  },
}));
