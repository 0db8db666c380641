import { random } from "../chance/index.ts";
import type { CompareOrder, CompareOutcome, TestOrder, TestWatch } from "../cli/index.ts";
import { compareRuns, runPairs, type TestPlan } from "../loadtest/index.ts";
import type { Environment } from "./environment.ts";
import { performOn, planOn } from "./run-test.ts";
import { testBed } from "./test-bed.ts";

/** Runs two versions in turn under the plan of the first and compares what they did. */
export async function compareVersions(
  { base, candidate, pairs, margin }: CompareOrder,
  watch: TestWatch,
  env: Environment,
): Promise<CompareOutcome> {
  const planned = await planAlone(base, watch, env);
  if (planned.kind !== "plan") return planned;
  const { plan, warnings } = planned;
  watch.onWarnings(warnings);
  const orders = { base, candidate };
  const runs = await runPairs(
    pairs,
    (version, pair) => {
      const name = `pair ${pair + 1} of ${pairs}, ${version}`;
      return runAlone(orders[version], plan, named(watch, name), env);
    },
    watch.signal,
  );
  const comparison = compareRuns(runs, random(plan.seed, "comparison"), margin);
  return { kind: "compared", plan, comparison };
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
async function runAlone(order: TestOrder, plan: TestPlan, watch: TestWatch, env: Environment) {
  const bed = await testBed(order, watch, env);
  try {
    return (await performOn(bed, plan, order, watch)).run;
  } finally {
    await bed.close();
  }
}

const named = (watch: TestWatch, name: string): TestWatch => ({
  ...watch,
  onStage: (stage) => watch.onStage(`${name}: ${stage}`),
  onProgress: (progress) => watch.onProgress({ ...progress, phase: name }),
});
