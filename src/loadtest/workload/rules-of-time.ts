import { limitMsOf, sayAbout } from "../../core/contract/index.ts";
import { count, exactDuration, exactPercent } from "../../core/format/index.ts";
import { eventsNeeded } from "../../core/measurement/index.ts";
import type { TestPlan } from "../model/index.ts";
import {
  isAboutRequests,
  judgedRequests,
  judgedSessions,
  LEAST_AFTER_BURST_MS,
  LEAST_SOAK_MS,
  requestsOf,
  shareOf,
} from "./plan-figures.ts";
import { type PlanRule, source } from "./plan-rule.ts";
import { requestsPerSession, weighedSteps } from "./steps-of.ts";

/** A trend is looked for in one sample a minute. */
const SHORTEST_SOAK_MS = 30 * 60_000;

/** How long it takes, and what can be told after that time. */
export const timeRules: readonly PlanRule[] = [
  {
    id: "warm-up-too-long",
    severity: "error",
    asks: "Time that is judged after the warm-up.",
    source: source.arithmetic,
    check: ({ plan: { warmUpMs, durationMs } }) =>
      warmUpMs >= durationMs
        ? {
            path: ["warmUpMs"],
            message: `The warm-up takes ${exactDuration(warmUpMs)} of ${exactDuration(durationMs)}, so nothing is judged.`,
            hint: "Make the test longer or the warm-up shorter.",
          }
        : null,
  },
  {
    id: "recovery-undecidable",
    severity: "error",
    asks: "Enough time after a burst to see whether every promise is kept again.",
    source: source.arithmetic,
    check({ plan: { kind, model, durationMs } }) {
      if (kind !== "spike" || model.kind !== "open") return null;
      const afterMs = model.stages.at(-1)?.durationMs ?? 0;
      if (afterMs >= LEAST_AFTER_BURST_MS || afterMs <= 0) return null;
      return {
        path: ["durationMs"],
        message: `After the burst ${sayAbout(afterMs)} are left; whether every promise is kept again shows in ${exactDuration(LEAST_AFTER_BURST_MS)} at least.`,
        hint: `Test for longer: --duration ${optionOf(durationMs * (LEAST_AFTER_BURST_MS / afterMs))} at least.`,
      };
    },
  },
  {
    id: "isolation-undecidable",
    severity: "warning",
    asks: "Enough requests of neighbours, before one tenant's burst and during it, to tell whether they felt it.",
    source: source.wilson,
    check({ plan }) {
      const requests = neighboursRequests(plan);
      const needed = eventsNeeded(1, ISOLATION_QUANTILE) ?? 0;
      if (requests === null || requests >= needed || requests <= 0) return null;
      const judgedMs = (plan.durationMs - plan.warmUpMs) * (needed / requests);
      return {
        path: ["durationMs"],
        message: `Neighbours bring about ${count(requests)} requests before one tenant's burst and as many during it; whether they feel it takes ${count(needed)} of each.`,
        hint: `Test for longer (--duration ${optionOf(judgedMs + plan.warmUpMs)}), or expect the verdict insufficient.`,
      };
    },
  },
  {
    id: "growth-undecidable",
    severity: "error",
    asks: "Enough soaking after the warm-up to tell growth from chance at all.",
    source: source.trend,
    check({ plan: { kind, warmUpMs, durationMs } }) {
      const soakMs = durationMs - warmUpMs;
      if (kind !== "soak" || soakMs >= LEAST_SOAK_MS || soakMs <= 0) return null;
      return {
        path: ["durationMs"],
        message: `After ${sayAbout(soakMs)} neither growth nor its absence can be told; it takes ${exactDuration(LEAST_SOAK_MS)} without the warm-up.`,
        hint: `Soak for longer: --duration ${optionOf(durationMs * (LEAST_SOAK_MS / soakMs))} at least.`,
      };
    },
  },
  {
    id: "soak-too-short",
    severity: "warning",
    asks: "Half an hour of soaking after the warm-up at least.",
    source: source.trend,
    check({ plan: { kind, warmUpMs, durationMs } }) {
      const soakMs = durationMs - warmUpMs;
      if (kind !== "soak" || soakMs >= SHORTEST_SOAK_MS || soakMs < LEAST_SOAK_MS) return null;
      return {
        path: ["durationMs"],
        message: `After ${sayAbout(soakMs)} a slow leak cannot be told from chance.`,
        hint: `Soak for longer: --duration ${optionOf(SHORTEST_SOAK_MS + warmUpMs)} at least.`,
      };
    },
  },
  {
    id: "timeout-within-limit",
    severity: "error",
    asks: "A time-out beyond every promised limit, so that what is late is seen to be late.",
    source: source.arithmetic,
    check({ plan }) {
      const { timeoutMs, objectives } = plan;
      const late = objectives
        .filter(({ indicator }) => requestsOf(plan, indicator) > 0)
        .map((objective) => ({ id: objective.id, limitMs: limitMsOf(objective.promise) ?? 0 }))
        .filter(({ limitMs }) => limitMs >= timeoutMs)
        .sort((a, b) => a.limitMs - b.limitMs);
      const [first] = late;
      if (first === undefined) return null;
      return {
        path: ["timeoutMs"],
        message: `Requests are given up after ${exactDuration(timeoutMs)}, but ${first.id} allows ${exactDuration(first.limitMs)}.`,
        hint: `Wait for ${exactDuration(late.at(-1)!.limitMs * 2)}.`,
      };
    },
  },
  {
    id: "too-few-to-prove",
    severity: "warning",
    asks: "Enough requests after the warm-up to prove every promised share and percentile.",
    source: source.wilson,
    check({ plan }) {
      const sessions = judgedSessions(plan);
      return plan.objectives.flatMap((objective, at) => {
        const share = shareOf(objective);
        const requests = judgedRequests(plan, objective.indicator);
        if (share === null || share >= 1 || requests === null || sessions === null) return [];
        const needed = eventsNeeded(1, share) ?? 0;
        if (requests >= needed || requests <= 0) return [];
        const durationMs = (plan.durationMs - plan.warmUpMs) * (needed / requests) + plan.warmUpMs;
        return {
          path: ["objectives", at],
          message: `${objective.id} (${exactPercent(share)}) takes ${count(needed)} requests to prove; the plan brings about ${count(requests)}.`,
          hint: `Test for longer (--duration ${optionOf(durationMs)}), or expect the verdict insufficient.`,
        };
      });
    },
  },
  {
    id: "promise-untested",
    severity: "warning",
    asks: "Requests for every promise that is judged.",
    source: source.arithmetic,
    check({ plan }) {
      if (requestsPerSession(plan.workload) === 0) return null;
      const untested = plan.objectives.filter(
        (objective) => isAboutRequests(objective) && requestsOf(plan, objective.indicator) === 0,
      );
      return [...new Set(untested.map(({ indicator }) => indicator))].map((indicator) => ({
        path: ["objectives", plan.objectives.findIndex((one) => one.indicator === indicator)],
        message: `No request of the plan counts as ${indicator}, about which something is promised.`,
        hint: `${indicator === "install" ? "Add installations (--installs)" : "Add a scenario for it"}, or expect the verdict insufficient.`,
      }));
    },
  },
];

/** What isolation is judged by. */
const ISOLATION_QUANTILE = 0.95;

/** In each quarter of a spike test's judged time, which is as long as a tenant's burst; null: it has none. */
function neighboursRequests(plan: TestPlan): number | null {
  const { kind, model, workload, durationMs, warmUpMs } = plan;
  if (kind !== "spike" || model.kind !== "open" || workload.population.tenants < 2) return null;
  const usual = model.stages.at(-1)?.to ?? 0;
  const perSession = weighedSteps(workload)
    .filter(({ step }) => step.indicator !== null)
    .reduce((sum, one) => sum + one.perSession, 0);
  return usual * perSession * ((durationMs - warmUpMs) / 4 / 1000);
}

const STEPS = [
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
] as const;

/** A length as the option takes it, rounded up to two digits or so: `31s`, `3m`, `12h`. */
function optionOf(ms: number): string {
  const [unit, unitMs] = STEPS.findLast(([, stepMs]) => ms >= 2 * stepMs) ?? STEPS[0];
  return `${Math.ceil(ms / unitMs)}${unit}`;
}
