import { random } from "../../core/chance/index.ts";
import type { Finding, Run, TestKind, TestPlan } from "../model/index.ts";
import { soakShortfall } from "../search/index.ts";
import { baselineOf } from "./baseline.ts";
import { burst } from "./burst.ts";
import { holdExpected } from "./hold-expected.ts";
import { costFindings, driftOf, leakFindings } from "./resource-findings.ts";
import type { Rig } from "./rig.ts";
import { searchLimit } from "./search-limit.ts";
import { startSampling } from "./start-sampling.ts";
import type { PhasesResult, RunContext, RunSpec, TestResult } from "./test-result.ts";

type Perform = (spec: RunSpec, rig: Rig, context: RunContext) => Promise<PhasesResult>;

const performers: Readonly<Record<TestKind, Perform>> = {
  load: holdExpected,
  soak: holdExpected,
  stress: searchLimit,
  spike: burst,
};

/** Some hundred samples over a run: each costs the add-on a little. */
const SAMPLES = 240;
/** A collection holds the add-on up for tens of milliseconds, which its answers would show. */
const COLLECTIONS = 120;
const LONGEST_MS = 60_000;

const sampleEveryMs = ({ kind, durationMs }: TestPlan): number =>
  kind === "soak"
    ? Math.min(LONGEST_MS, Math.max(2000, durationMs / COLLECTIONS))
    : Math.min(LONGEST_MS, Math.max(500, durationMs / SAMPLES));

/** Performs one of the four tests and answers everything that it measured and found. */
export async function performTest(spec: RunSpec, rig: Rig): Promise<TestResult> {
  const { id, plan, planHash, release } = spec;
  const floor = rig.nullTarget === null ? null : await baselineOf(plan, rig.nullTarget, rig);
  const startedMs = rig.clock.nowMs();
  const originMs = rig.clock.monotonicMs();
  const freesMemory = plan.kind === "soak";
  const everyMs = sampleEveryMs(plan);
  const sampling = startSampling(rig, { everyMs, originMs, freesMemory });
  const sinceStartMs = () => rig.clock.monotonicMs() - originMs;
  try {
    const result = await performers[plan.kind](spec, rig, {
      sinceStartMs,
      samples: sampling.samples,
    });
    await sampling.stop();
    const { phases, interrupted, end, reasons } = result;
    const resources = sampling.samples;
    const run = {
      ...{ id, plan, planHash, release, startedMs },
      ...{ floor, phases, resources, interrupted },
    };
    return { run, findings: [...result.findings, ...foundIn(run, rig)], end, reasons };
  } finally {
    await sampling.stop();
  }
}

function foundIn(run: Run, { toleratedBytesPerHour }: Rig): readonly Finding[] {
  const costs = costFindings(run, random(run.plan.seed, "costs"));
  if (run.plan.kind !== "soak") return costs;
  const isShort = soakShortfall(run) !== null;
  return [...costs, ...leakFindings(run, toleratedBytesPerHour), driftOf(run)].map((finding) =>
    isShort && finding.kind !== "cost" ? { ...finding, verdict: "insufficient" } : finding,
  );
}
