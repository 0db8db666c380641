import { count } from "../../format/index.ts";
import { eventsNeeded } from "../../measurement/index.ts";
import type { Load, Period, Sla } from "../contract.ts";
import { quantiles, statistics } from "../response-time.ts";
import { periodMs, perPeriod } from "./allowed-down.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const requestsIn = ({ requestsPerSecond }: Load, period: Period): number =>
  (requestsPerSecond * periodMs(period)) / 1000;

/** The share of the load that the tenant with the least traffic has. */
function smallestShare({ tenants, tenantSkew }: Load): number {
  if (tenantSkew.kind === "even") return 1 / tenants;
  let sum = 0;
  for (let rank = 1; rank <= tenants; rank++) sum += rank ** -tenantSkew.exponent;
  return tenants ** -tenantSkew.exponent / sum;
}

/** The promised percentiles that `requests` are too few to prove, with their place. */
function unproven({ responseTime }: Pick<Sla, "responseTime">, requests: number) {
  return (["ui", "service"] as const).flatMap((indicator) =>
    statistics.flatMap(({ word, key }) => {
      if (word === "average" || responseTime[indicator]?.[key] === undefined) return [];
      const needed = eventsNeeded(1, quantiles[word]);
      return needed === null || requests >= needed
        ? []
        : [{ path: ["sla", "responseTime", indicator, word], word, needed }];
    }),
  );
}

export const trafficRules: readonly Rule[] = [
  rule({
    id: "no-load",
    severity: "warning",
    isAboutOmission: true,
    asks: "The load under which the promise must hold, so that it can be tested.",
    source: source.guide,
    needs: ["load"],
    check: ({ load }) =>
      load === null
        ? {
            path: ["operations"],
            message:
              "Nothing says under which load the promise must hold, so no test can prove it.",
            hint: "Write load: { tenants: 100, requestsPerSecond: 5, peak: 3x, tenantSkew: zipf 1.1 }.",
          }
        : null,
  }),
  rule({
    id: "no-run",
    severity: "warning",
    isAboutOmission: true,
    asks: "A way to start one replica, so that it is tested before customers get it.",
    source: source.guide,
    needs: ["run"],
    check: ({ run }) =>
      run === null
        ? {
            path: ["operations"],
            message:
              "Nothing says how one replica is started, so no version can be tested beside a mock host before customers get it.",
            hint: "Write run: { command: node app.js, port: PORT, ready: /health }.",
          }
        : null,
  }),
  rule({
    id: "traffic-too-little",
    severity: "warning",
    asks: "Enough traffic in a period to prove every promised percentile.",
    source:
      "Wilson's bound, by which it is judged: n requests without a miss prove q where n ≥ z²·q ÷ (1 − q), z = 1.96",
    needs: ["responseTime", "load", "period"],
    check({ responseTime, load, period }) {
      if (!load) return null;
      const requests = requestsIn(load, period);
      return unproven({ responseTime }, requests).map(({ path, word, needed }) => ({
        path,
        message: `A ${word} takes ${needed} requests to prove; the expected load brings ${count(requests)} ${perPeriod(period)}.`,
        hint: "Promise a lower percentile, or a longer period.",
      }));
    },
  }),
  rule({
    id: "tenant-traffic-too-little",
    severity: "warning",
    asks: "Enough traffic to prove every promised percentile to the quietest tenant.",
    source: source.arithmetic,
    needs: ["responseTime", "load", "period"],
    check({ responseTime, load, period }) {
      if (!load) return null;
      const requests = requestsIn(load, period);
      const ofTenant = requests * smallestShare(load);
      return unproven({ responseTime }, ofTenant)
        .filter(({ needed }) => requests >= needed)
        .map(({ path, word, needed }) => ({
          path,
          message: `A ${word} takes ${needed} requests to prove; the quietest of ${count(load.tenants)} tenants makes about ${count(ofTenant)} ${perPeriod(period)}.`,
          hint: "Say that it holds over all tenants, or promise a lower percentile.",
        }));
    },
  }),
];
