import { systemClock } from "../adapters/system-clock/index.ts";
import type { CompareOrder, CompareOutcome, TestOrder, TestWatch } from "../cli/index.ts";
import { random } from "../core/chance/index.ts";
import {
  type ComparisonRecord,
  compareRuns,
  judgeTest,
  pairsWanted,
  type RunRecord,
  runPairs,
  type TestPlan,
  type Version,
} from "../loadtest/index.ts";
import type { Environment } from "./environment.ts";
import { performOn, planOn } from "./run-test.ts";
import { testBed } from "./test-bed.ts";

/** Runs two versions in turn under the plan of the first and compares what they did. */
export async function compareVersions(
  { base, candidate, pairs: asked, margin }: CompareOrder,
  watch: TestWatch,
  env: Environment,
): Promise<CompareOutcome> {
  const planned = await planAlone(base, watch, env);
  if (planned.kind !== "plan") return planned;
  const { plan, warnings } = planned;
  watch.onWarnings(warnings);
  const orders = { base, candidate };
  const startedMs = systemClock.nowMs();
  const counted = countRuns(plan);
  const pairs = await runPairs(
    (made) => asked ?? pairsWanted(made.map(runsOf), random(plan.seed, "pilot"), margin),
    (version, pair, of) => {
      const isFirst = (version === "base") === (pair % 2 === 0);
      const left = 2 * (of - pair) - (isFirst ? 1 : 2);
      const ahead = { ms: counted.msOf(left), isLeast: asked === null && pair < PILOT };
      const name = `pair ${pair + 1} of ${of}, ${version}`;
      return counted.timed(() => runAlone(orders[version], plan, named(watch, name, ahead), env));
    },
    watch.signal,
  );
  const comparison = compareRuns(pairs.map(runsOf), random(plan.seed, "comparison"), margin);
  const record: ComparisonRecord = {
    id: `${new Date(startedMs).toISOString().slice(0, 19).replaceAll(":", "-")}Z-compare-${process.pid}`,
    ...{ startedMs, plan, margin, pairs, comparison },
    interrupted: watch.signal.aborted,
  };
  return { kind: "compared", record };
}

/** While these run, nobody knows how many there will be. */
const PILOT = 5;

const runsOf = ({ base, candidate }: Record<Version, RunRecord>) => ({
  base: base.run,
  candidate: candidate.run,
});

/** How long runs take, by those so far: an add-on has to start and to end as well. */
function countRuns({ durationMs }: TestPlan) {
  let runs = 0;
  let tookMs = 0;
  return {
    /** Of so many runs. */
    msOf: (count: number) => count * (runs === 0 ? durationMs : tookMs / runs),
    async timed<T>(run: () => Promise<T>): Promise<T> {
      const startMs = systemClock.monotonicMs();
      const result = await run();
      runs++;
      tookMs += systemClock.monotonicMs() - startMs;
      return result;
    },
  };
}

async function planAlone(order: TestOrder, watch: TestWatch, env: Environment) {
  const bed = await testBed({ ...order, isPlanOnly: true }, watch, env);
  try {
    return await planOn(bed, order);
  } finally {
    await bed.close();
  }
}

/** Every run has an add-on and a host that have seen nothing yet. */
async function runAlone(
  order: TestOrder,
  plan: TestPlan,
  watch: TestWatch,
  env: Environment,
): Promise<RunRecord> {
  const bed = await testBed(order, watch, env);
  try {
    return judgeTest(await performOn(bed, plan, order, watch));
  } finally {
    await bed.close();
  }
}

const named = (
  watch: TestWatch,
  name: string,
  after: { readonly ms: number; readonly isLeast: boolean },
): TestWatch => ({
  ...watch,
  onStage: (stage) => watch.onStage(`${name}: ${stage}`),
  onProgress: (progress) => watch.onProgress({ ...progress, phase: name, after }),
});
