import { exactDuration } from "../../format/index.ts";
import type { ResponseTime } from "../contract.ts";
import type { Finding } from "../problem.ts";
import { quantiles, statistics } from "../response-time.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const INDICATORS = ["ui", "service"] as const;
type Indicator = (typeof INDICATORS)[number];

/** The promised percentiles of one indicator, lowest first. */
const promisedQuantiles = (limits: ResponseTime = {}) =>
  statistics.flatMap(({ word, key }) => {
    const limitMs = limits[key];
    return word === "average" || limitMs === undefined
      ? []
      : [{ word, limitMs, quantile: quantiles[word] }];
  });

const at = (indicator: Indicator, word: string) => ["sla", "responseTime", indicator, word];

/** Runs a check on the limits of pages and of service calls alike. */
const forEach =
  (check: (limits: ResponseTime, indicator: Indicator) => readonly Finding[]) =>
  ({
    responseTime,
  }: {
    readonly responseTime: Readonly<Partial<Record<Indicator, ResponseTime>>>;
  }) =>
    INDICATORS.flatMap((indicator) => check(responseTime[indicator] ?? {}, indicator));

export const responseTimeRules: readonly Rule[] = [
  rule({
    id: "no-response-time",
    severity: "warning",
    isAboutOmission: true,
    asks: "A promised response time, of pages or of service calls.",
    source: source.guide,
    needs: ["responseTime"],
    check: ({ responseTime }) =>
      INDICATORS.some((indicator) => Object.keys(responseTime[indicator] ?? {}).length > 0)
        ? null
        : {
            path: ["sla"],
            message: "No response time is promised, neither of pages nor of service calls.",
            hint: "Write responseTime: { ui: { p95: 2s }, service: { p95: 1s } }.",
          },
  }),
  rule({
    id: "slow-half-unpromised",
    severity: "warning",
    asks: "A 90th or 95th percentile beside a median or an average.",
    source: `${source.guide}; Markov's inequality for the average`,
    needs: ["responseTime"],
    check: forEach(({ averageMs, medianMs, p90Ms, p95Ms, p99Ms }, indicator) => {
      const promisesHigh = (p90Ms ?? p95Ms ?? p99Ms) !== undefined;
      const word = averageMs === undefined ? "median" : "average";
      const limitMs = averageMs ?? medianMs;
      if (promisesHigh || limitMs === undefined) return [];
      const allowed =
        word === "median"
          ? "every second request take any time"
          : `one request in twenty take ${exactDuration(20 * limitMs)}`;
      return [
        {
          path: at(indicator, word),
          message: `The ${word} of ${exactDuration(limitMs)} lets ${allowed}.`,
          hint: "Promise a p90 or a p95 beside it.",
        },
      ];
    }),
  }),
  rule({
    id: "percentiles-out-of-order",
    severity: "error",
    asks: "Limits that grow from the median to p99.",
    source: source.arithmetic,
    needs: ["responseTime"],
    check: forEach((limits, indicator) => {
      const promised = promisedQuantiles(limits);
      return promised.flatMap(({ word, limitMs }, index) => {
        const before = promised[index - 1];
        if (before === undefined || limitMs >= before.limitMs) return [];
        return {
          path: at(indicator, word),
          message: `The ${word} of ${exactDuration(limitMs)} is below the ${before.word} of ${exactDuration(before.limitMs)}.`,
          hint: `Write ${exactDuration(before.limitMs)} or more, or exchange the two.`,
        };
      });
    }),
  }),
  rule({
    id: "average-above-p95",
    severity: "warning",
    asks: "An average below the 95th percentile.",
    source: source.arithmetic,
    needs: ["responseTime"],
    check: forEach(({ averageMs, p95Ms }, indicator) =>
      averageMs === undefined || p95Ms === undefined || averageMs <= p95Ms
        ? []
        : [
            {
              path: at(indicator, "average"),
              message: `An average of ${exactDuration(averageMs)} above a p95 of ${exactDuration(p95Ms)} is kept only by a few requests of extreme length.`,
              hint: `Write less than ${exactDuration(p95Ms)}.`,
            },
          ],
    ),
  }),
  rule({
    id: "percentile-implied-by-average",
    severity: "warning",
    asks: "Limits that say more than the average says already.",
    source: "Markov's inequality: at most 1 − q of the requests take average ÷ (1 − q) or longer",
    needs: ["responseTime"],
    check: forEach((limits, indicator) =>
      promisedQuantiles(limits).flatMap(({ word, limitMs, quantile }) => {
        const impliedMs = Math.round(
          (limits.averageMs ?? Number.POSITIVE_INFINITY) / (1 - quantile),
        );
        if (limitMs < impliedMs) return [];
        return {
          path: at(indicator, word),
          message: `An average of ${exactDuration(limits.averageMs ?? 0)} already means a ${word} below ${exactDuration(impliedMs)}; ${exactDuration(limitMs)} adds nothing but failures.`,
          hint: "Promise a shorter time, or leave one of the two out.",
        };
      }),
    ),
  }),
  rule({
    id: "slower-than-host-waits",
    severity: "warning",
    asks: "Pages that answer before the host gives up on them.",
    source: `${source.bridge}; ${source.forge}`,
    needs: ["responseTime", "addon"],
    check({ responseTime, addon }) {
      const waitsMs = { connect: 12_000, "forge-remote": 25_000, plain: null }[addon.host];
      return promisedQuantiles(responseTime.ui).flatMap(({ word, limitMs }) =>
        waitsMs === null || limitMs <= waitsMs
          ? []
          : {
              path: at("ui", word),
              message: `The host gives up on a page after ${exactDuration(waitsMs)}; a ${word} of ${exactDuration(limitMs)} allows pages that nobody sees.`,
              hint: `Write ${exactDuration(waitsMs)} or less.`,
            },
      );
    },
  }),
];
