import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import {
  explore,
  findPlanted,
  type Outcome,
  plantedFaults,
  shrink,
} from "../../src/simulation/index.ts";

const FOLDER = "plimsoll-runs/simulation";
/** Where so many worlds are run, one that shows too little of what can go wrong is a failure of its own. */
const ENOUGH_SEEDS = 200;

/** Which worlds are run: seeds from `firstSeed` on, each so many simulated hours. */
export interface Worlds {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly hours: number;
}

/** Faults that were put back must be seen, and many simulated worlds be without one. */
export const proveBySimulation = async (worlds: Worlds): Promise<boolean> =>
  (await findAllPlanted(worlds)) && (await simulateAll(worlds));

/** What was once wrong, put back on purpose, must be seen: else the worlds show nothing. */
async function findAllPlanted({ firstSeed, hours }: Worlds): Promise<boolean> {
  let areAllFound = true;
  for (const fault of plantedFaults) {
    const seed = await findPlanted(fault, { firstSeed, seeds: 1000, hours });
    console.log(`Put back: ${fault.name}: ${seed === null ? "NOT SEEN" : `seen by seed ${seed}`}.`);
    if (seed === null) areAllFound = false;
  }
  return areAllFound;
}

async function simulateAll({ seeds, firstSeed, hours }: Worlds): Promise<boolean> {
  const before = process.cpuUsage();
  let done = 0;
  const found = await explore({
    firstSeed,
    seeds,
    hours,
    onSeed: () => {
      if (++done % 100 === 0) console.log(`${done} of ${seeds} worlds`);
    },
  });
  const { user, system } = process.cpuUsage(before);
  const speed = found.days / ((user + system) / 1e6);
  console.log(
    `${found.days.toFixed(0)} simulated days, ${speed.toFixed(1)} a second of processor time.`,
  );
  for (const [state, times] of [...found.reached].sort(([, a], [, b]) => a - b))
    console.log(`  ${String(times).padStart(8)} × ${state}`);
  if (found.unrepeatable.length > 0)
    console.log(`Two runs of one plan differed: seeds ${found.unrepeatable.join(", ")}.`);
  const missing = seeds >= ENOUGH_SEEDS ? found.neverReached : [];
  for (const state of missing) console.log(`Never reached: ${state}.`);
  console.log(`${found.failing.length} of ${seeds} worlds show a wrong figure.`);
  for (const outcome of found.failing.slice(0, 3)) await record(outcome);
  return found.failing.length + found.unrepeatable.length + missing.length === 0;
}

/** Keeps what is needed to see it again, and the simplest world in which it still happens. */
async function record(outcome: Outcome): Promise<void> {
  const { plan, deviations, trace } = outcome;
  const { stdout } = spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
  const smallest = await shrink(outcome);
  const file = `${FOLDER}/seed-${plan.seed}.json`;
  mkdirSync(FOLDER, { recursive: true });
  const kept = {
    commit: stdout.trim(),
    seed: plan.seed,
    command: `npm run prove -- simulation --seeds 1 --from ${plan.seed} --hours ${plan.hours}`,
    plan,
    deviations,
    trace: trace.tail,
    smallest: {
      plan: smallest.plan,
      deviations: smallest.deviations,
      trace: smallest.trace.tail,
    },
  };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`Seed ${plan.seed}: ${smallest.deviations[0]}. The whole story is in ${file}.`);
}
