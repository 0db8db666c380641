import { exactDuration } from "../../format/index.ts";
import type { ResponseTime, Sla } from "../contract.ts";
import { quantiles, statistics } from "../response-time.ts";
import { lessIsBetter, type Term, term } from "./term.ts";

/**
 * The promised times, and those that a promised higher percentile implies: where 95 % of the
 * requests take 700 ms at most, 90 % do.
 */
export const responseTimeTerms = ({ responseTime }: Sla): readonly Term[] =>
  (["ui", "service"] as const).flatMap((indicator) => {
    const limits = responseTime[indicator];
    if (limits === undefined) return [];
    return statistics.flatMap(({ word, key }) => {
      const path = `sla.responseTime.${indicator}.${word}`;
      const name = `The ${indicator === "ui" ? "UI" : "service"} response time (${word})`;
      const limitMs = limits[key];
      if (limitMs !== undefined)
        return [term(path, name, exactDuration(limitMs), limitMs, lessIsBetter)];
      const implied = word === "average" ? undefined : impliedBy(limits, quantiles[word]);
      if (implied === undefined) return [];
      const text = `${exactDuration(implied.limitMs)} as the ${implied.word} says`;
      const value = implied.limitMs;
      return [{ ...term(path, name, text, value, lessIsBetter), ...IMPLIED }];
    });
  });

const IMPLIED = { isQualifier: true, isImplied: true } as const;

/** The shortest limit of those percentiles that are higher. */
const impliedBy = (limits: ResponseTime, quantile: number) =>
  statistics
    .flatMap(({ word, key }) => {
      const limitMs = limits[key];
      return word === "average" || limitMs === undefined || quantiles[word] <= quantile
        ? []
        : [{ word, limitMs }];
    })
    .toSorted((a, b) => a.limitMs - b.limitMs)[0];
