import type { Objective } from "../../core/contract/index.ts";
import {
  count,
  exactPercent,
  milliseconds,
  percent,
  percentBeside,
} from "../../core/format/index.ts";
import type { Outcome, RunVerdict, TenantClass } from "../model/index.ts";

export const VERDICTS: Readonly<Record<RunVerdict, string>> = {
  met: "Kept",
  missed: "Missed",
  insufficient: "Not enough to judge",
  invalid: "Invalid",
};

const CLASSES: Readonly<Record<TenantClass, string>> = {
  largest: "Largest tenants",
  middle: "Middle tenants",
  small: "Small tenants",
};

export const tenantsWords = (tenants: TenantClass | null): string =>
  tenants === null ? "All tenants" : CLASSES[tenants];

const NOUNS: Readonly<Record<string, { readonly title: string; readonly many: string }>> = {
  availability: { title: "Uptime", many: "requests" },
  ui: { title: "Pages", many: "pages" },
  service: { title: "Service calls", many: "service calls" },
  install: { title: "Installation", many: "installations" },
  webhook: { title: "Webhooks", many: "webhooks" },
  iframe: { title: "Frames", many: "frames" },
};

export const nounOf = (indicator: string) =>
  NOUNS[indicator] ?? { title: indicator, many: "requests" };

/** Whether a figure of it is a time; otherwise it is a share. */
const isTime = ({ promise }: Objective): boolean =>
  promise.kind === "quantile" || promise.kind === "average" || promise.kind === "recovery";

/** A figure in the objective's unit, cut to its own disadvantage. */
export function figureWords(value: number | null, objective: Objective): string {
  if (value === null || !Number.isFinite(value)) return "–";
  if (isTime(objective)) return milliseconds(value);
  const target = targetOf(objective);
  return target === null ? percent(value) : percentBeside(value, target);
}

/** `235 ms to 246 ms`; nothing where there is no interval. */
export const intervalWords = (outcome: Outcome, objective: Objective): string =>
  outcome.low === null || outcome.high === null
    ? "–"
    : `${figureWords(outcome.low, objective)} to ${figureWords(outcome.high, objective)}`;

/** The promised time in milliseconds; null where a share is promised. */
export const limitOf = ({ promise }: Objective): number | null =>
  promise.kind === "quantile" || promise.kind === "average" ? promise.limitMs : null;

const targetOf = ({ promise }: Objective): number | null =>
  promise.kind === "share" || promise.kind === "uptime" ? promise.target : null;

/** `95 % of pages within 240 ms, promised 500 ms`, and whose where it is not all tenants'. */
export function outcomeSentence(outcome: Outcome, objective: Objective): string {
  const whose =
    outcome.tenants === null ? "" : ` of ${tenantsWords(outcome.tenants).toLowerCase()}`;
  const many = `${nounOf(objective.indicator).many}${whose}`;
  if (outcome.measured === null) return `no ${many} were measured, promised ${outcome.promised}`;
  const measured = figureWords(outcome.measured, objective);
  const { promise } = objective;
  switch (promise.kind) {
    case "quantile":
      return `${exactPercent(promise.quantile)} of ${many} within ${measured}, promised ${milliseconds(promise.limitMs)}`;
    case "average":
      return `${many} answered in ${measured} on average, promised ${milliseconds(promise.limitMs)}`;
    case "uptime":
      return `up in ${measured} of the run's minutes${whose && ` for ${whose.slice(4)}`}, promised ${exactPercent(promise.target)}`;
    case "share":
      return `${measured} of ${many} answered well${withinWords(promise)}, promised ${exactPercent(promise.target)}`;
    default:
      return `${objective.id}: ${measured}, promised ${outcome.promised}`;
  }
}

const withinWords = (promise: Objective["promise"]): string =>
  promise.kind === "share" && promise.withinMs !== null
    ? ` within ${milliseconds(promise.withinMs)}`
    : "";

/** How many more events would settle it; null where it is settled. */
export const neededWords = ({ needed, verdict }: Outcome): string | null =>
  verdict !== "insufficient"
    ? null
    : needed === null || !Number.isFinite(needed)
      ? "More of the same would not settle it."
      : `${count(Math.ceil(needed))} more would settle it.`;

/** How near to its limit an outcome is: 1 at the promise, more beyond it. */
export function strainOf(outcome: Outcome, objective: Objective): number {
  const { measured } = outcome;
  const limitMs = limitOf(objective);
  if (measured === null) return Number.POSITIVE_INFINITY;
  if (limitMs !== null) return measured / limitMs;
  const target = targetOf(objective);
  // As a share of the failures that the promise allows.
  return target === null || target === 1 ? (measured < 1 ? 2 : 0) : (1 - measured) / (1 - target);
}
