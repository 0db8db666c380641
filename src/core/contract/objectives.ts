import { exactDuration, exactPercent } from "../format/index.ts";
import type { Contract, LevelPromise, ResponseTime, Sla, SupportLevel } from "./contract.ts";
import type { Objective } from "./objective.ts";
import { quantiles, statistics } from "./response-time.ts";
import { saySupportDuration } from "./say.ts";
import { supportLevels } from "./support-level.ts";

/** Every figure that the contract promises, in the order in which it is published. */
export const objectives = ({ sla }: Contract): readonly Objective[] => [
  ...uptime(sla),
  ...responseTimes("ui", sla.responseTime.ui),
  ...responseTimes("service", sla.responseTime.service),
  ...lifecycle(sla),
  ...recovery(sla),
  ...support(sla),
];

function uptime({ uptime }: Sla): readonly Objective[] {
  if (uptime === null) return [];
  return [
    {
      id: "uptime",
      indicator: "availability",
      sentence: exactPercent(uptime.target),
      promise: { kind: "uptime", ...uptime },
    },
  ];
}

function responseTimes(
  indicator: "ui" | "service",
  limits: ResponseTime = {},
): readonly Objective[] {
  return statistics.flatMap(({ word, key }) => {
    const limitMs = limits[key];
    if (limitMs === undefined) return [];
    const promise =
      word === "average"
        ? ({ kind: "average", limitMs } as const)
        : ({ kind: "quantile", quantile: quantiles[word], limitMs } as const);
    const sentence = `${word} ≤ ${exactDuration(limitMs)}`;
    return [{ id: `${indicator}.${word}`, indicator, sentence, promise }];
  });
}

function lifecycle({ lifecycle }: Sla): readonly Objective[] {
  return (["install", "webhook", "iframe"] as const).flatMap((indicator) => {
    const promised = lifecycle[indicator];
    if (promised === undefined) return [];
    const { target, withinMs } = promised;
    const within = withinMs === null ? "" : ` within ${exactDuration(withinMs)}`;
    const promise = { kind: "share", target, withinMs } as const;
    return [{ id: indicator, indicator, sentence: `${exactPercent(target)}${within}`, promise }];
  });
}

function recovery({ recovery }: Sla): readonly Objective[] {
  return (["rto", "rpo"] as const).flatMap((indicator) => {
    const limitMs = recovery?.[`${indicator}Ms`] ?? null;
    if (limitMs === null) return [];
    const limit = exactDuration(limitMs);
    const sentence = indicator === "rto" ? `back within ${limit}` : `at most ${limit} of data lost`;
    return [
      { id: indicator, indicator, sentence, promise: { kind: "recovery", limitMs } as const },
    ];
  });
}

function support({ support }: Sla): readonly Objective[] {
  return supportLevels.flatMap((level) => {
    const promised = support?.levels[level];
    return promised === undefined ? [] : levelObjectives(level, promised);
  });
}

function levelObjectives(level: SupportLevel, promised: LevelPromise): readonly Objective[] {
  const limits = [
    ["initial-response", promised.initialResponse],
    ["resolution", promised.resolution],
  ] as const;
  const clock = promised.clock === "24x7" ? ", around the clock" : "";
  return limits.flatMap(([indicator, limit]) => {
    if (limit === null) return [];
    const sentence = `within ${saySupportDuration(limit)}${clock}`;
    const promise = { kind: "support", level, limit } as const;
    return [{ id: `${level}.${indicator}`, indicator, sentence, promise }];
  });
}
