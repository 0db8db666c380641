import type { Objective } from "../../core/contract/index.ts";
import type { Finding } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { type FindingWords, findingWords } from "./finding-words.ts";
import { nounOf } from "./outcome-words.ts";

/** What a test found, with promises in words where the finding names them by id. */
export const foundIn = ({ run, judgement }: RunRecord): readonly Finding[] =>
  judgement.findings.map((finding) =>
    finding.kind === "knee"
      ? { ...finding, firstToBreak: promiseWords(finding.firstToBreak, run.plan.objectives) }
      : finding,
  );

/** All but the costs, in words; where the rig was the limit, nothing is called good or bad. */
export const toldFindings = (record: RunRecord): readonly FindingWords[] =>
  foundIn(record)
    .filter(({ kind }) => kind !== "cost")
    .map(findingWords)
    .map((words) =>
      words.verdict === null || record.judgement.verdict !== "invalid"
        ? words
        : { ...words, verdict: { is: "insufficient", word: "Withheld" } },
    );

/** `ui.p95` → `p95 ≤ 250 ms of pages` */
function promiseWords(id: string | null, objectives: readonly Objective[]): string | null {
  const objective = objectives.find((one) => one.id === id);
  return objective === undefined
    ? id
    : `${objective.sentence} of ${nounOf(objective.indicator).many}`;
}
