import type { Objective } from "../../core/contract/index.ts";
import { durationWords, plural } from "../../core/format/index.ts";
import type { Outcome } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { figure } from "./figure.ts";
import { findingWords } from "./finding-words.ts";
import { foundIn } from "./found.ts";
import { heldRates, lengthMs } from "./loads.ts";
import { neededWords, outcomeSentence, strainOf, VERDICTS } from "./outcome-words.ts";

/** `Kept: 95 % of pages within 240 ms, promised 500 ms.` The one sentence that a run comes to. */
export function headline(record: RunRecord): string {
  const { verdict } = record.judgement;
  const findings = foundIn(record);
  const word = VERDICTS[verdict];
  if (verdict === "invalid") return `${word}: the rig was the limit, not the add-on.`;
  const knee = findings.find((finding) => finding.kind === "knee");
  if (record.run.plan.kind === "stress" && knee !== undefined && verdict !== "insufficient")
    return withoutEnd(findingWords(knee).sentence);
  const told = tellingOutcome(record);
  // A class of tenants that is not settled leaves nothing open; a finding that is not does.
  const isDecisive =
    told?.outcome.verdict === verdict &&
    (verdict !== "insufficient" || told.outcome.tenants === null);
  if (!isDecisive) {
    const deciding = findings.map(findingWords).find((found) => found.verdict?.is === verdict);
    if (deciding !== undefined) return `${word}: ${lowered(deciding.sentence)}`;
  }
  if (told === null) return `${word}: nothing that is promised was measured.`;
  const said = `${word}: ${outcomeSentence(told.outcome, told.objective)}`;
  const needed = neededWords(told.outcome);
  return needed === null || told.outcome.needed === null ? `${said}.` : `${said}; ${needed}`;
}

/** What a person does about a run in which the rig was the limit. */
export const INVALID_HINT =
  "Leave this machine to the test alone, give it more workers, or ask for less; then run it again.";

const withoutEnd = (sentence: string): string => sentence.replace(/, confirmed .*\.$/, ".");
const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** Of the outcomes that decided the verdict the one nearest to, or farthest beyond, its promise. */
function tellingOutcome({ run, judgement }: RunRecord) {
  const judged = judgement.outcomes.flatMap((outcome) => {
    const objective = objectiveOf(run.plan.objectives, outcome);
    return objective === null ? [] : [{ outcome, objective }];
  });
  const deciding = judged.filter(({ outcome }) => outcome.verdict === judgement.verdict);
  const overall = (deciding.length > 0 ? deciding : judged).toSorted(
    (a, b) =>
      Number(a.outcome.tenants !== null) - Number(b.outcome.tenants !== null) ||
      strainOf(b.outcome, b.objective) - strainOf(a.outcome, a.objective),
  );
  return overall[0] ?? null;
}

export const objectiveOf = (
  objectives: readonly Objective[],
  { objective }: Outcome,
): Objective | null => objectives.find(({ id }) => id === objective) ?? null;

const KINDS = { load: "Load test", stress: "Stress test", soak: "Soak test", spike: "Spike test" };

export const kindWords = ({ run }: RunRecord): string => KINDS[run.plan.kind];

/** What was done, in two sentences: how much for how long, against what. */
export function subline({ run, judgement }: RunRecord): string {
  const { plan, release, interrupted } = run;
  const overall = judgement.outcomes.filter(({ tenants }) => tenants === null);
  const kept = overall.filter(({ verdict }) => verdict === "met").length;
  // A stress test goes where nothing is promised, and is judged up to what is expected.
  const upTo = plan.kind === "stress" ? " up to the expected load" : "";
  const counted =
    overall.length === 0 || judgement.verdict === "invalid"
      ? ""
      : `${kept} of ${plural(overall.length, "promise")} kept${upTo}. `;
  const of = release === null ? "" : ` of release ${release}`;
  const where = WHERE[plan.target.kind];
  const cut = interrupted ? " It was interrupted: the figures are those until then." : "";
  return `${counted}${loadWords(run)}, with ${plural(plan.workload.population.tenants, "tenant")}${of}, ${where}.${cut}`;
}

const WHERE = {
  mock: "beside the mock host",
  alone: "alone on this machine",
  live: "on the live deployment",
} as const;

function loadWords(run: RunRecord["run"]): string {
  // A load ends some milliseconds after its time; that is no second of it.
  const took = durationWords(Math.max(1000, Math.round(lengthMs(run) / 1000) * 1000));
  const rates = heldRates(run);
  if (rates === null) return `A closed load for ${took}`;
  const [least, most] = rates;
  return least === most
    ? `${figure(most)} sessions a second for ${took}`
    : `${figure(least)} to ${figure(most)} sessions a second over ${took}`;
}
