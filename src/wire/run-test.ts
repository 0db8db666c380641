import { injector, readTextAt } from "../adapters/injector/index.ts";
import { type NullTarget, startNullTarget } from "../adapters/null-target/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import type { TestOrder, TestOutcome, TestWatch } from "../cli/index.ts";
import { type Contract, contractHash } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { type Descriptor, parseDescriptor } from "../core/host/index.ts";
import {
  describePlan,
  judgeTest,
  performTest,
  planHash,
  planTest,
  type Rig,
  type TestPlan,
} from "../loadtest/index.ts";
import type { Environment } from "./environment.ts";
import { Opened } from "./opened.ts";
import { readScenariosFile } from "./read-scenarios-file.ts";
import { type TestBed, targetAt, testBed } from "./test-bed.ts";

const DESCRIPTOR_BYTES = 1 << 20;

/** Plans one of the four tests from its contract and performs it. */
export async function runTest(
  order: TestOrder,
  watch: TestWatch,
  env: Environment,
): Promise<TestOutcome> {
  const opened = new Opened();
  try {
    const bed = opened.add(await testBed(order, watch, env));
    const planned = await planOn(bed, order);
    if (planned.kind !== "plan") return planned;
    const { plan, leftOut, warnings } = planned;
    if (order.isPlanOnly)
      return { kind: "planned", plan, lines: describePlan(plan, leftOut), warnings };
    watch.onWarnings(warnings);
    await bed.allow(plan);
    const nullTarget = opened.add(await startNullTarget());
    const result = await performOn(bed, plan, order, watch, nullTarget);
    const reasons = [...result.reasons, ...whyStopped(bed)];
    return { kind: "performed", record: judgeTest({ ...result, reasons }), warnings };
  } finally {
    await opened.close();
  }
}

function whyStopped({ stopped, whyEnded }: TestBed): readonly string[] {
  const ended = whyEnded();
  return [
    ...(stopped.aborted ? [(stopped.reason as Error).message] : []),
    ...(ended === null ? [] : [ended]),
  ];
}

/** Derives the plan from what the add-on that is up declares. @throws PlimsollError `plan.impossible` */
export async function planOn(bed: TestBed, { contract: { contract, text }, ...order }: TestOrder) {
  const descriptor = await descriptorAt(bed, contract.addon.descriptor);
  const own = await readScenariosFile(order.scenariosFile, descriptor);
  if (own.kind === "unfit") return own;
  const planned = planTest(order.options, {
    contract,
    contractHash: contractHash(text),
    target: { kind: targetKind(order, contract), baseUrl: contract.addon.baseUrl },
    descriptor,
    scenarios: own.scenarios,
    product: order.target.kind === "mock" ? order.target.product : null,
  });
  if (planned.kind !== "impossible") return planned;
  throw new PlimsollError("plan.impossible", planned.message, { hint: planned.hint });
}

const targetKind = (
  { target }: Pick<TestOrder, "target">,
  { addon }: Contract,
): TestPlan["target"]["kind"] =>
  target.kind === "mock" && addon.host === "plain" ? "alone" : target.kind;

/** Carries a plan out on what is up. */
export async function performOn(
  bed: TestBed,
  plan: TestPlan,
  order: TestOrder,
  watch: TestWatch,
  nullTarget: NullTarget | null = null,
) {
  const startedAt = new Date(systemClock.nowMs()).toISOString();
  const id = `${startedAt.slice(0, 19).replaceAll(":", "-")}Z-${plan.kind}-${process.pid}`;
  const { target, release } = bed;
  const sent = { ...plan, workload: bed.mark(plan.workload, id) };
  const spec = { id, plan: sent, planHash: planHash(plan), target, release };
  const result = await performTest(spec, rigOf(order, bed, watch, nullTarget));
  return { ...result, run: { ...result.run, plan } };
}

function rigOf(
  { toleratedBytesPerHour }: TestOrder,
  bed: TestBed,
  watch: TestWatch,
  nullTarget: NullTarget | null,
): Rig {
  return {
    injector: injector(bed.hostKey),
    clock: systemClock,
    tenants: bed.tenants,
    processes: bed.processes,
    nullTarget: nullTarget === null ? null : targetAt(nullTarget.baseUrl),
    signal: AbortSignal.any([watch.signal, bed.stopped]),
    limits: bed.limits,
    ...(toleratedBytesPerHour === null ? {} : { toleratedBytesPerHour }),
    onProgress: watch.onProgress,
  };
}

async function descriptorAt(
  { baseUrl, target }: TestBed,
  path: string | null,
): Promise<Descriptor | null> {
  if (path === null) return null;
  const read = parseDescriptor(await readTextAt(target, `${baseUrl}${path}`, DESCRIPTOR_BYTES));
  if (read.kind === "descriptor") return read.descriptor;
  const why = read.problems
    .map((problem) => `${problem.path} ${problem.message}`.trim())
    .join("; ");
  throw new PlimsollError("descriptor.refused", `${baseUrl}${path}: ${why}`);
}
