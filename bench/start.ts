import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long `plimsoll up` takes until its page answers, and how much memory it then holds. */
const PROMISED_MS = 1_500;
const PROMISED_MB = 150;
const ROUNDS = 7;
const LONGEST_MS = 20_000;

const root = join(import.meta.dirname, "..");
const contract = join(root, "examples/roadmaps/plimsoll.yaml");

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function round() {
  const data = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
  const [publicPort, privatePort] = [await freePort(), await freePort()];
  const listeners = ["--public", `:${publicPort}`, "--private", `:${privatePort}`];
  const startMs = performance.now();
  const args = [join(root, "bin/plimsoll.mjs"), "up", contract, "--data", data, ...listeners];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  try {
    while (!(await answers(`http://127.0.0.1:${publicPort}/`))) {
      if (child.exitCode !== null || performance.now() - startMs > LONGEST_MS)
        throw new Error(`It does not start; try: node ${args.join(" ")}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const tookMs = performance.now() - startMs;
    await new Promise((r) => setTimeout(r, 2_000));
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return { tookMs, residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024 };
  } finally {
    if (child.kill()) await once(child, "exit");
    rmSync(data, { recursive: true, force: true });
  }
}

await round(); // Fills the launcher's compile cache, as every start but the first finds it.
const rounds = [];
for (let i = 0; i < ROUNDS; i++) rounds.push(await round());

function report(what: string, values: readonly number[], promised: number, unit: string): void {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const figure = (n: number) => `${Math.round(n)} ${unit}`;
  const verdict = median <= promised ? "kept" : "missed";
  console.log(
    `  ${what.padEnd(28)} median ${figure(median)} (${figure(sorted[0]!)} … ${figure(sorted.at(-1)!)}), promised ≤ ${figure(promised)}: ${verdict}`,
  );
}

console.log(`\`plimsoll up\`, ${ROUNDS} starts`);
report(
  "first page answered after",
  rounds.map(({ tookMs }) => tookMs),
  PROMISED_MS,
  "ms",
);
report(
  "resident 2 s later",
  rounds.map(({ residentMb }) => residentMb),
  PROMISED_MB,
  "MB",
);
console.log("");
