import { eventsNeeded } from "../../measurement/index.ts";
import type { Load, Period, Sla } from "../contract.ts";
import { quantiles, statistics } from "../response-time.ts";
import { sayCount } from "../say.ts";
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
        message: `A ${word} takes ${needed} requests to prove; the expected load brings ${sayCount(requests)} ${perPeriod(period)}.`,
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
          message: `A ${word} takes ${needed} requests to prove; the quietest of ${sayCount(load.tenants)} tenants makes about ${sayCount(ofTenant)} ${perPeriod(period)}.`,
          hint: "Say that it holds over all tenants, or promise a lower percentile.",
        }));
    },
  }),
];
