import { list } from "../core/format/index.ts";
import type { GuideFacts, GuideJudge, Standing } from "../engine/index.ts";
import { type JudgedRun, judgedRuns } from "../entries/index.ts";
import { broken, isInTraffic, kept, notApplicable, unproven } from "./standings.ts";

/** What performance tests have shown; those whose rig was itself the limit are none. */
export const testJudges: readonly GuideJudge[] = [
  { id: "G3", judge: promisesTested },
  {
    id: "G17",
    judge: (facts) => {
      const latest = runsOf(facts)[0];
      if (latest === undefined) return unproven("No performance test was kept.", runIt("load"));
      if (latest.release === null)
        return unproven(
          "The latest test does not say which release it is about.",
          "Run it with --release VERSION.",
          latest.startedAt,
        );
      return kept(`Release ${latest.release} was tested.`, latest.startedAt);
    },
  },
  ...(["load", "stress", "soak", "spike"] as const).map((kind, at) => ({
    id: `G${18 + at}`,
    judge: (facts: GuideFacts) =>
      byLatest(
        runsOf(facts).find((run) => run.kind === kind),
        `${kind} test`,
        runIt(kind),
      ),
  })),
  {
    id: "G22",
    judge: (facts) =>
      byLatest(
        runsOf(facts).find(({ target }) => target === "mock" || target === "alone"),
        "test in isolation",
        runIt("load"),
      ),
  },
  {
    id: "G23",
    judge: (facts) =>
      byLatest(
        runsOf(facts).find(({ target }) => target === "live"),
        "test of a deployment",
        "Run one: `plimsoll test load plimsoll.yaml --target live --data FOLDER`.",
      ),
  },
  {
    id: "G24",
    judge: (facts) => {
      const run = runsOf(facts).find(({ kind }) => kind === "load");
      if (run === undefined) return unproven("No load test was kept.", runIt("load"));
      return notApplicable(
        `One machine was enough to bring the expected load: the rig of ${run.id} was never the limit.`,
      );
    },
  },
];

const runIt = (kind: string) =>
  `Run it and keep it: \`plimsoll test ${kind} plimsoll.yaml --data FOLDER\`.`;

/** Latest first. */
const runsOf = ({ known, contract }: GuideFacts): readonly JudgedRun[] =>
  known.state(judgedRuns, contract.addon.key);

function byLatest(run: JudgedRun | undefined, what: string, next: string): Standing {
  if (run === undefined) return unproven(`No ${what} was kept.`, next);
  const said = `The latest ${what}${run.release === null ? "" : ` of release ${run.release}`}`;
  if (run.interrupted) return unproven(`${said} was interrupted.`, next, run.startedAt);
  if (run.verdict === "met") return kept(`${said} kept every promise.`, run.startedAt);
  if (run.verdict === "missed")
    return broken(
      `${said} missed ${list(namesOf(run, "missed"))}.`,
      "Read its report.",
      run.startedAt,
    );
  return unproven(`${said} could not settle every promise.`, "Run it for longer.", run.startedAt);
}

const namesOf = ({ objectives }: JudgedRun, verdict: string): readonly string[] => {
  const names = objectives.filter((one) => one.verdict === verdict).map(({ id }) => id);
  return names.length === 0 ? ["what it looks for"] : names;
};

/** Each promise that can be tested, by the latest test that judged it under this contract. */
function promisesTested(facts: GuideFacts): Standing {
  const { statement, contractHash } = facts;
  const runs = runsOf(facts);
  const present = runs.filter(({ contract }) => contract === contractHash);
  const judged = statement.objectives.filter(isInTraffic).map(({ id }) => {
    const run = present.find(({ objectives }) => objectives.some((one) => one.id === id));
    const verdict = run?.objectives.find((one) => one.id === id)?.verdict;
    return { id, verdict, at: run?.startedAt ?? null };
  });
  const names = (verdict: string | undefined) =>
    judged.filter((one) => one.verdict === verdict).map(({ id }) => id);
  const at = judged.flatMap((one) => one.at ?? []).sort()[0] ?? null;
  const missed = names("missed");
  if (missed.length > 0)
    return broken(`Missed in tests: ${list(missed)}.`, "Read the report of the test.", at);
  const open = [...names(undefined), ...names("insufficient")];
  if (judged.length > 0 && open.length === 0)
    return kept("Tests under this contract kept every promise.", at);
  if (runs.length > present.length && present.length === 0)
    return unproven("Tests were made under another version of the contract.", runIt("load"));
  return unproven(
    open.length === 0
      ? "No figure is promised."
      : `Not shown by a test under this contract: ${list(open)}.`,
    runIt("load"),
    at,
  );
}
