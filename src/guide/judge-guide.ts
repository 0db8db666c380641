import type { Capability, GuideFacts, GuideJudge, Standing } from "../engine/index.ts";
import { operationsJudges } from "./judge-operations.ts";
import { targetJudges } from "./judge-targets.ts";
import { testJudges } from "./judge-tests.ts";
import { type Recommendation, recommendations } from "./recommendations.ts";
import { unproven } from "./standings.ts";

/** A recommendation, and how the add-on stands to it. */
export interface GuideRow extends Recommendation, Standing {}

/** All rows of one add-on. */
export interface AddonGuide {
  readonly addon: string;
  readonly name: string;
  readonly rows: readonly GuideRow[];
}

/** All 44 rows. What a capability judges itself stands before what contract and statement tell. */
export function judgeGuide(facts: GuideFacts, capabilities: readonly Capability[]): AddonGuide {
  const judges = new Map<string, GuideJudge>();
  const all = [...targetJudges, ...testJudges, ...operationsJudges];
  for (const one of [...all, ...capabilities.flatMap(({ guide = [] }) => guide)])
    judges.set(one.id, one);
  const { key: addon, name } = facts.contract.addon;
  const rows = recommendations.map((one) => ({
    ...one,
    ...(judges.get(one.id)?.judge(facts) ?? unproven("", "Plimsoll cannot judge this yet.")),
  }));
  return { addon, name, rows };
}
