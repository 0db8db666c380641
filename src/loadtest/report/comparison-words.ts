import { durationWords, percent, plural } from "../../core/format/index.ts";
import { type ComparisonRecord, releasesOf, type VersionComparison } from "../comparing/index.ts";
import type { TestPlan } from "../model/index.ts";
import { costWords } from "./cost-words.ts";
import { lengthMs } from "./loads.ts";
import { nounOf } from "./outcome-words.ts";

/** One figure of a comparison in words; a text that there is nothing to say for is "". */
export interface ComparedRow {
  readonly group: string;
  readonly name: string;
  readonly base: string;
  readonly candidate: string;
  /** +12.3 %, or in points of percent for shares. */
  readonly change: string;
  /** 95 % interval of the change. */
  readonly interval: string;
  readonly verdict: "regression" | "none" | "insufficient";
  readonly needed: string;
}

/** Every figure that was compared: answers, failures, costs. */
export function comparedRows({ comparison, plan }: ComparisonRecord): readonly ComparedRow[] {
  const { quantiles, failures, costs } = comparison;
  return [
    ...quantiles.map((one) =>
      ratioRow("Answers", promiseWords(one.name, plan), one, (ms) => costWords(ms, "ms")),
    ),
    failureRow(failures),
    ...costs.map((one) =>
      ratioRow("Cost of a request", one.name, one, (value) => costWords(value, one.unit)),
    ),
  ];
}

type Ratio = VersionComparison["quantiles"][number];

function ratioRow(
  group: string,
  name: string,
  { base, candidate, ratio, ratioInterval, verdict, needed }: Ratio,
  say: (value: number) => string,
): ComparedRow {
  return {
    ...{ group, name, verdict },
    base: base === null ? NOT_MEASURED : say(base),
    candidate: candidate === null ? NOT_MEASURED : say(candidate),
    change: ratio === null ? "" : change(ratio),
    interval:
      ratioInterval === null ? "" : `${change(ratioInterval[0])} to ${change(ratioInterval[1])}`,
    needed: neededWords(verdict, needed),
  };
}

function failureRow(failures: VersionComparison["failures"]): ComparedRow {
  const { base, candidate, differenceInterval, verdict, needed } = failures;
  const isKnown = base !== null && candidate !== null;
  return {
    ...{ group: "Answers", name: "requests that failed", verdict },
    base: base === null ? NOT_MEASURED : percent(base),
    candidate: candidate === null ? NOT_MEASURED : percent(candidate),
    change: isKnown ? points(candidate - base) : "",
    interval:
      differenceInterval === null
        ? ""
        : `${points(differenceInterval[0])} to ${points(differenceInterval[1])}`,
    needed: neededWords(verdict, needed),
  };
}

const NOT_MEASURED = "not measured";

/** `ui.p95` → `p95 ≤ 250 ms of pages` */
function promiseWords(id: string, { objectives }: TestPlan): string {
  const objective = objectives.find((one) => one.id === id);
  return objective === undefined
    ? id
    : `${objective.sentence} of ${nounOf(objective.indicator).many}`;
}

/** Change from one: 1.3 is +30 %. */
const change = (ratio: number): string => `${signed((ratio - 1) * 100, 1)} %`;

/** Of percent. */
const points = (difference: number): string => `${signed(difference * 100, 2)} points`;

const signed = (value: number, digits: number): string =>
  `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(digits)}`;

const neededWords = (verdict: ComparedRow["verdict"], needed: number | null): string =>
  verdict !== "insufficient"
    ? ""
    : needed === null
      ? "more pairs would not settle it"
      : `about ${plural(needed, "more pair")} would settle it`;

/** The one sentence that it comes to. */
export function comparisonHeadline({ comparison, pairs }: ComparisonRecord): string {
  const { verdict, needed } = comparison;
  switch (verdict) {
    case "met":
      return "No worse: in nothing that was compared.";
    case "missed":
      return "Worse: what is marked shows it beyond chance.";
    case "invalid":
      return "Invalid: the rig, not the add-on, was the limit.";
    case "insufficient":
      return needed === null
        ? "Not settled, and more pairs would not settle it: let each run last longer (--duration)."
        : `Not settled: about ${plural(needed, "more pair")} would settle it (--pairs ${pairs.length + needed}).`;
  }
}

/** What was done: how many runs of what, for how long. */
export function comparisonSubline(record: ComparisonRecord): string {
  const { pairs, margin, interrupted } = record;
  const { base, candidate } = releasesOf(record);
  const versions = base === null || candidate === null ? "" : `Release ${base} and ${candidate}: `;
  const first = pairs[0]?.base.run;
  const each =
    first === undefined
      ? ""
      : ` of ${durationWords(Math.round(lengthMs(first) / 1000) * 1000)} each`;
  const cut = interrupted ? " It was interrupted: the figures are those until then." : "";
  return `${versions}${plural(pairs.length, "pair")} of runs in turn${each}; up to ${percent(margin, 0)} more is nobody’s concern.${cut}`;
}

export const COMPARISON_INVALID_HINT =
  "Leave this machine to the comparison alone, or ask for less; then run it again.";
