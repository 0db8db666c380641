import type { KneeFinding } from "../model/index.ts";
import type { Sign } from "./exhausted-resources.ts";
import type { KneeStep } from "./knee.ts";
import type { HeldLoad, KneeEdges } from "./knee-edges.ts";

type Done = Extract<KneeStep, { kind: "done" }>;

export function foundKnee(loads: readonly HeldLoad[], edges: KneeEdges): Done {
  const { low, high } = edges;
  const signs = high === null ? [] : signsAt(loads, high.rate);
  return {
    kind: "done",
    verdict: "found",
    finding: findingOf(loads, edges),
    reasons: [
      ...(low === null ? ["It gave way at every load."] : []),
      ...(high === null ? ["It held at every load."] : []),
      ...new Set(signs.map(({ says }) => says)),
      ...unjudged(loads),
    ],
  };
}

export const unsettledKnee = (
  loads: readonly HeldLoad[],
  edges: KneeEdges,
  reasons: readonly string[],
): Done => ({
  kind: "done",
  verdict: "insufficient",
  finding: findingOf(loads, edges),
  reasons,
});

/** What the injector could not do says nothing of the system. */
export function rigLimit(loads: readonly HeldLoad[], edges: KneeEdges, last: HeldLoad): Done {
  const couldDo = loads
    .filter(({ stability }) => stability.kind !== "invalid")
    .map(({ rate }) => rate);
  const most = Math.max(...couldDo.filter((rate) => rate < last.rate), 0);
  const instead =
    most > 0 ? `the most it did was ${most.toLocaleString("en")}` : "nor has it done any other";
  const says = `The injector cannot do ${last.rate.toLocaleString("en")} sessions a second; ${instead}.`;
  const why = last.stability.kind === "invalid" ? last.stability.reasons : [];
  const finding = findingOf(loads, edges);
  return { kind: "done", verdict: "invalid", finding, reasons: [says, ...why] };
}

function findingOf(loads: readonly HeldLoad[], { low, high }: KneeEdges): KneeFinding {
  const ends = [low, high].filter((end) => end !== null);
  return {
    kind: "knee",
    low: low?.rate ?? null,
    high: high?.rate ?? null,
    firstToBreak: high === null ? null : (mostOften(firstSigns(loads, high.rate)) ?? null),
    confirmations: ends.length === 0 ? 0 : Math.min(...ends.map((end) => end.confirmations)),
  };
}

const signsOf = ({ stability }: HeldLoad): readonly Sign[] =>
  stability.kind === "broke" ? stability.signs : [];

const signsAt = (loads: readonly HeldLoad[], at: number): readonly Sign[] =>
  signsOf(loads.findLast((load) => load.rate === at && load.stability.kind === "broke")!);

const firstSigns = (loads: readonly HeldLoad[], at: number): readonly string[] =>
  loads
    .filter(({ rate }) => rate === at)
    .flatMap((load) => signsOf(load).slice(0, 1))
    .map(({ what }) => what);

/** The earlier one of several that are as often. */
function mostOften(words: readonly string[]): string | undefined {
  const times = (word: string) => words.filter((other) => other === word).length;
  return words.toSorted((a, b) => times(b) - times(a))[0];
}

function unjudged(loads: readonly HeldLoad[]): readonly string[] {
  const ids = loads.flatMap(({ stability }) =>
    stability.kind === "held" ? stability.unjudged : [],
  );
  return [...new Set(ids)].map((id) => `${id}: at some loads too few requests came to judge it.`);
}
