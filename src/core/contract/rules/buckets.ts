import { exactDuration } from "../../format/index.ts";
import type { ResponseTime, SharePromise } from "../contract.ts";
import type { Finding } from "../problem.ts";
import { statistics } from "../response-time.ts";
import { type Rule, rule } from "./rule.ts";

/** Milliseconds; the upper ends of the buckets that an add-on sends unless it is told otherwise. */
const DEFAULT_BOUNDARIES = [
  5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000,
] as const;

/** An average is computed from the sum, and frames are timed one by one in the browser. */
function limitsOf(
  responseTime: Readonly<Partial<Record<"ui" | "service", ResponseTime>>>,
  lifecycle: Readonly<Partial<Record<"install" | "webhook" | "iframe", SharePromise>>>,
) {
  const percentiles = (["ui", "service"] as const).flatMap((indicator) =>
    statistics.flatMap(({ word, key }) => {
      const limitMs = responseTime[indicator]?.[key];
      if (word === "average" || limitMs === undefined) return [];
      return [{ path: ["sla", "responseTime", indicator, word], limitMs }];
    }),
  );
  const shares = (["install", "webhook"] as const).flatMap((indicator) => {
    const limitMs = lifecycle[indicator]?.withinMs ?? null;
    return limitMs === null ? [] : [{ path: ["sla", "lifecycle", indicator], limitMs }];
  });
  return [...percentiles, ...shares];
}

/** "400 ms, 800 ms and 1.2 s" */
function list(words: readonly string[]): string {
  const [last, ...before] = words.toReversed();
  return before.length === 0 ? last! : `${before.toReversed().join(", ")} and ${last}`;
}

const inMs = DEFAULT_BOUNDARIES.filter((bound) => bound < 1000);
const inSeconds = DEFAULT_BOUNDARIES.filter((bound) => bound >= 1000);

/** One finding for all limits: what helps, helps all of them. */
function findingOf(limits: ReturnType<typeof limitsOf>): Finding {
  const [first] = limits;
  const values = [...new Set(limits.map(({ limitMs }) => limitMs))].sort((a, b) => a - b);
  const [is, boundary] = values.length === 1 ? ["is", "boundary"] : ["are", "boundaries"];
  return {
    path: first!.path,
    message: `${list(values.map(exactDuration))} ${is} no default bucket ${boundary} of the OpenTelemetry SDK: whether a request in the bucket around it kept the limit stays undecided.`,
    hint: `Let the add-on send exponential histograms, or the ${boundary} ${list(values.map((ms) => String(ms / 1000)))} as well; or promise one of ${list(inMs.map(String))} ms, ${list(inSeconds.map((ms) => String(ms / 1000)))} s.`,
  };
}

export const bucketRules: readonly Rule[] = [
  rule({
    id: "limit-between-buckets",
    severity: "warning",
    asks: "Limits at the default bucket boundaries of OpenTelemetry's HTTP durations, or add-ons that send exponential histograms.",
    source:
      "OpenTelemetry semantic conventions, http.server.request.duration: boundaries 0.005 to 10 s",
    needs: ["responseTime", "lifecycle"],
    check({ responseTime, lifecycle }) {
      const between = limitsOf(responseTime, lifecycle).filter(
        ({ limitMs }) => !DEFAULT_BOUNDARIES.some((bound) => bound === limitMs),
      );
      return between.length === 0 ? null : findingOf(between);
    },
  }),
];
