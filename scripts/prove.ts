/**
 * What is too long for `npm test`. `npm run prove` proves everything, `npm run prove -- soak` one thing.
 * Exit code 1 when anything is not as it must be.
 *   simulation   faults put back must be seen, and simulated worlds be without one
 *                --seeds 1000 --from 1 --hours 24; `--seeds 1 --from N` runs one world again
 *   kills        200 kill -9 of the intake under load, and 200 while people command and jobs run: on SQLite and on
 *                PostgreSQL with two replicas; and 200 through deliveries
 *   soak         20 minutes at 500 points a second: memory, descriptors and the file's growth
 *                --minutes 20
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { proveBySimulation } from "./prove/simulation.ts";
import { proveBySoak } from "./prove/soak.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    hours: { type: "string", default: "24" },
    minutes: { type: "string", default: "20" },
  },
});

const proofs: Readonly<Record<string, () => Promise<boolean> | boolean>> = {
  simulation: () =>
    proveBySimulation({
      seeds: Number(values.seeds),
      firstSeed: Number(values.from),
      hours: Number(values.hours),
    }),
  kills: () => {
    const names = ["kill-intake", "kill-commands", "kill-deliveries"];
    const tests = names.map((name) => `test/chaos/${name}.test.ts`);
    const test = ["vitest", "run", "--project", "real", "--no-file-parallelism", ...tests];
    const env = { ...process.env, PLIMSOLL_KILLS: "200" };
    return spawnSync("npx", test, { stdio: "inherit", env }).status === 0;
  },
  soak: () => proveBySoak(Number(values.minutes)),
};

let isProven = true;
for (const name of positionals.length > 0 ? positionals : Object.keys(proofs)) {
  const prove = proofs[name];
  if (prove === undefined) {
    console.error(`There is no proof "${name}"; there are: ${Object.keys(proofs).join(", ")}.`);
    process.exit(2);
  }
  console.log(`\n${name}`);
  if (await prove()) continue;
  console.log(`${name}: NOT PROVEN`);
  isProven = false;
}
process.exit(isProven ? 0 : 1);
