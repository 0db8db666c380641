import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { machine } from "./bench.ts";
import { unevenness } from "./unevenness.ts";

/** Every promise of speed, one after the other, each in a process of its own; names on the command line choose. */
const benches = [
  "sketch",
  "block",
  "intake",
  "awake",
  "store",
  "growth",
  "ledger",
  "commands",
  "clock",
  "effects",
  "alerts",
  "statement",
  "start",
  "mockhost",
  "inject",
  "stall",
  "page",
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark called ${unknown.join(", ")}; there are ${benches.join(", ")}.`,
  );
  process.exit(2);
}

console.log(`${machine()}\n${unevenness(2_000)}\n`);
const failed = (chosen.length > 0 ? chosen : benches).filter((name) => {
  console.log(`── ${name} ──`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: "inherit",
  });
  return status !== 0;
});
if (failed.length > 0) console.error(`Broke off: ${failed.join(", ")}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
