import { durationWords, milliseconds, percent, plural } from "../../core/format/index.ts";
import type { Finding } from "../model/index.ts";
import { costIntervalWords, costWords } from "./cost-words.ts";
import { figure } from "./figure.ts";

/** What a test found, as a heading and one sentence. */
export interface FindingWords {
  readonly title: string;
  readonly sentence: string;
  /** null: it is a fact, neither good nor bad. */
  readonly verdict: FoundVerdict | null;
}

interface FoundVerdict {
  readonly is: "met" | "missed" | "insufficient";
  readonly word: string;
}

export function findingWords(finding: Finding): FindingWords {
  switch (finding.kind) {
    case "knee":
      return { title: "How much it holds", sentence: kneeSentence(finding), verdict: null };
    case "leak":
      return {
        title: `Growth: ${finding.resource}`,
        sentence: leakSentence(finding),
        verdict: finding.verdict === "none" ? NO_LEAK : WORDS[finding.verdict],
      };
    case "recovery":
      return {
        title: "Recovery after the burst",
        sentence: recoverySentence(finding),
        verdict: WORDS[finding.verdict],
      };
    case "isolation":
      return {
        title: "Neighbours of a busy tenant",
        sentence: isolationSentence(finding),
        verdict: WORDS[finding.verdict],
      };
    case "cost":
      return {
        title: `Cost: ${finding.resource}`,
        sentence: `One request costs ${costWords(finding.perRequest, finding.unit)} (95 % interval ${costIntervalWords(finding)}).`,
        verdict: null,
      };
    case "drift":
      return {
        title: "Drift of response times",
        sentence: driftSentence(finding),
        verdict: finding.verdict === "none" ? NO_DRIFT : WORDS[finding.verdict],
      };
  }
}

const WORDS = {
  leak: { is: "missed", word: "Leak" },
  drift: { is: "missed", word: "Drift" },
  affected: { is: "missed", word: "Affected" },
  isolated: { is: "met", word: "Isolated" },
  insufficient: { is: "insufficient", word: "Insufficient" },
  recovered: { is: "met", word: "Recovered" },
  "not-recovered": { is: "missed", word: "Not recovered" },
} as const satisfies Record<string, FoundVerdict>;

const NO_LEAK: FoundVerdict = { is: "met", word: "No leak" };
const NO_DRIFT: FoundVerdict = { is: "met", word: "No drift" };

type Of<K extends Finding["kind"]> = Extract<Finding, { kind: K }>;

function kneeSentence({ low, high, firstToBreak, confirmations }: Of<"knee">): string {
  const seen = confirmations > 0 ? `, confirmed ${times(confirmations)}` : "";
  if (low === null && high === null) return "No rate was held long enough to say.";
  if (high === null)
    return `It held ${figure(low!)} sessions a second, the most that was tried${seen}.`;
  const broke = firstToBreak === null ? "" : `: ${firstToBreak} gives way first`;
  if (low === null) return `It did not hold ${figure(high)} sessions a second${broke}${seen}.`;
  return `It holds ${figure(low)} sessions a second and no longer ${figure(high)}${broke}${seen}.`;
}

function leakSentence({ resource, verdict, slope, low, high, exhaustionHours, p }: Of<"leak">) {
  const say = growth(resource);
  const interval = `95 % bounds ${say(low)} to ${say(high)}`;
  if (verdict === "none" && low === 0 && high === 0) return "It does not grow.";
  if (verdict === "none")
    return `It grows by no more than is tolerated: ${say(slope)} an hour (${interval}).`;
  if (verdict === "insufficient")
    return `The run was too short to tell: ${say(slope)} an hour (${interval}).`;
  const end =
    exhaustionHours === null
      ? ""
      : ` It is used up in ${figure(exhaustionHours[0])} to ${figure(exhaustionHours[1])} hours.`;
  return `It grows by ${say(slope)} an hour (${interval}, p ${p < 0.001 ? "< 0.001" : `= ${figure(p)}`}).${end}`;
}

function recoverySentence(finding: Of<"recovery">): string {
  const { backlog, drainedAfterMs, errorsDuring } = finding;
  const back = recoveredWords(finding);
  const drained =
    drainedAfterMs === null
      ? "not all gone when the run ended"
      : `gone after ${spanWords(drainedAfterMs)}`;
  const waiting =
    backlog === 0
      ? "nothing had piled up"
      : `at most ${plural(backlog, "request")} ${backlog === 1 ? "was" : "were"} waiting, ${drained}`;
  const failed = errorsDuring === 0 ? "no request" : plural(errorsDuring, "request");
  return `${back}; ${waiting}; ${failed} failed.`;
}

function recoveredWords({ verdict, recoveredAfterMs, keptForMs }: Of<"recovery">): string {
  switch (verdict) {
    case "recovered":
      return `Every promise was kept again ${recoveredAfterMs === 0 ? "as soon as the burst ended" : `${spanWords(recoveredAfterMs ?? 0)} after the burst`}`;
    case "not-recovered":
      return "Not every promise was kept again before the run ended";
    case "insufficient":
      return keptForMs === null
        ? "The run ended too soon after the burst to say whether every promise was kept again"
        : `Every promise was kept again for the last ${spanWords(keptForMs)} of the run, too short to call it a recovery`;
  }
}

function isolationSentence({ verdict, quantile, before, during, ratio }: Of<"isolation">): string {
  const felt = {
    isolated: "Neighbours did not feel one tenant's burst",
    affected: "Neighbours felt one tenant's burst",
    insufficient: "Whether neighbours felt one tenant's burst cannot be said",
  }[verdict];
  if (before === null || during === null) return `${felt}.`;
  const times = ratio === null ? "" : `, ${figure(ratio[0])} to ${figure(ratio[1])} times as long`;
  return `${felt}: ${percent(quantile, 0)} of their requests took up to ${milliseconds(during)} during it, ${milliseconds(before)} before${times}.`;
}

function driftSentence({ verdict, perHour, low, high }: Of<"drift">): string {
  const interval = `95 % bounds ${signed(low)} to ${signed(high)}`;
  if (verdict === "drift")
    return `Under the same load answers grew slower by ${signed(perHour)} an hour (${interval}).`;
  if (verdict === "none")
    return `Under the same load answers stayed as quick (${signed(perHour)} an hour; ${interval}).`;
  if (high < 0)
    return `Answers still grew quicker when the run ended, by ${figure(-100 * perHour)} % an hour, which may hide a drift (${interval}).`;
  return `The run was too short to tell (${interval} an hour).`;
}

/** Bytes of memory as people read them; anything else is counted. */
const growth = (resource: string) =>
  isMemory(resource)
    ? megabytes
    : (value: number) => (isTime(resource) ? `${figure(value)} ms` : figure(value));

const isMemory = (resource: string): boolean => /heap|memory|resident|rss|bytes/i.test(resource);
const isTime = (resource: string): boolean => /delay/i.test(resource);

export const megabytes = (bytes: number): string =>
  Number.isFinite(bytes) ? `${figure(bytes / 1e6)} MB` : figure(bytes);

const signed = (share: number): string =>
  Number.isFinite(share) ? `${share > 0 ? "+" : ""}${figure(share * 100)} %` : figure(share);

const times = (n: number): string => ["once", "twice"][n - 1] ?? `${n} times`;

/** Seconds and less with their decimals, longer as words. */
export const spanWords = (ms: number): string =>
  ms < 60_000 ? `${figure(ms / 1000)} s` : durationWords(ms);
