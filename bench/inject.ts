import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { injector } from "../src/adapters/injector/index.ts";
import { freePort } from "../src/adapters/mock-target/free-port.ts";
import { parseDuration } from "../src/core/contract/index.ts";
import { type LoadResult, loadResult, readPlan } from "../src/loadtest/index.ts";
import { median } from "../src/loadtest/statistics/median.ts";
import {
  ARTILLERY_REPORT,
  beside,
  CONNECTIONS,
  type Contender,
  contenders,
  type OwnLoad,
  type OwnResult,
  ownCommand,
  PLAIN,
  SECONDS,
  SIGNED,
  wrkCommand,
} from "./inject/contenders.ts";
import { timeBelowHalf } from "./inject/dips.ts";
import {
  isInstalled,
  LOAD_CORE,
  pinned,
  SERVER_CORE,
  STATUS,
  startNginx,
  workedMs,
} from "./inject/nginx.ts";
import { signedWork, tenants } from "./inject/signed-work.ts";
import { unevenness } from "./unevenness.ts";

// How many requests a second one core sends to nginx on another, beside other load generators.

/** There and back, so that a machine that grows slower slows each of them alike. */
const PAIRS = 2;
/** How many times their rates ours is to be; wrk's is stated without a promise. */
const PROMISED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [SIGNED]: { autocannon: 1.2, "Locust FastHttpUser": 10, artillery: 20 },
  [PLAIN]: { autocannon: 1.4 },
};
const PROMISED_LAG_MS = 1;
const ABOUT_TWICE = 1.8;

const PROMISED_MB = 120;

if (process.argv[2] === "--ours") {
  const result = await load(JSON.parse(process.argv[3] ?? ""));
  const residentMb = Math.round(process.memoryUsage().rss / 1e6);
  console.log(JSON.stringify({ ...result, residentMb } satisfies OwnResult));
  process.exit();
}

async function load({ isSigned = false, ...options }: OwnLoad): Promise<LoadResult> {
  const basics = { headers: [], isClosed: false, isInsecure: false, allowedHosts: [] };
  const limits = { connections: `${CONNECTIONS}`, duration: `${SECONDS}s`, timeout: "5s" };
  const reading = readPlan({ url: "", ...basics, ...limits, ...options }, parseDuration);
  if (reading.kind !== "plan") throw new Error(JSON.stringify(reading));
  const plan = isSigned ? { ...reading.plan, work: signedWork } : reading.plan;
  const { signal } = new AbortController();
  return loadResult(plan, await injector().inject(plan, isSigned ? tenants : [], { signal }));
}

function run(command: readonly string[], cores: string = LOAD_CORE): string {
  const [program = "", ...args] = pinned(cores, command);
  const { stdout } = spawnSync(program, args, {
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 1 << 26,
  });
  return stdout;
}

/** @returns requests a second that were signed */
function compareRates(all: readonly Contender[], nginx: ChildProcess): number {
  const rounds = new Map(all.map(({ name }) => [name, [] as Round[]]));
  for (let pair = 0; pair < PAIRS; pair++)
    for (const { name, command, read } of [...all, ...all.toReversed()]) {
      const beforeMs = workedMs(nginx);
      const rate = read(run(command));
      rounds.get(name)!.push({ rate, busy: (workedMs(nginx) - beforeMs) / (SECONDS * 1000) });
    }
  const rateOf = (name: string) => median(rounds.get(name)!.map(({ rate }) => rate));
  /** How many times the rate of another is ours. */
  const timesOf = (ours: string, name: string): string => {
    const times = rateOf(ours) / rateOf(name);
    const promised = PROMISED[ours]?.[name];
    const judged =
      promised === undefined ? "" : ` (promised ≥ ${promised}: ${verdict(times >= promised)})`;
    return `${ours === SIGNED ? "signed" : "plain"} is ×${times.toFixed(2)} of it${judged}`;
  };
  for (const { name } of all) {
    const each = rounds.get(name)!.map(({ rate }) => count(rate));
    const busy = median(rounds.get(name)!.map(({ busy }) => busy));
    console.log(
      `  ${name.padEnd(19)} ${count(rateOf(name)).padStart(7)} a second (${each.join(", ")}), nginx busy ${Math.round(100 * busy)} %; ${timesOf(SIGNED, name)}, ${timesOf(PLAIN, name)}`,
    );
  }
  return rateOf(SIGNED);
}

interface Round {
  /** Requests a second. */
  readonly rate: number;
  /** For which share of the time nginx worked: near 1, it was the limit, and not who asked. */
  readonly busy: number;
}

const count = (rate: number): string => Math.round(rate).toLocaleString("en");

const ownResult = (options: OwnLoad): OwnResult => JSON.parse(run(ownCommand(options)));

const verdict = (isKept: boolean): string => (isKept ? "kept" : "missed");

async function reportLag(url: string, rate: number, wrk: Contender | undefined): Promise<void> {
  const half = ownResult({ url, rate: `${Math.round(rate / 2)}`, isSigned: true });
  const { lag, rig, ratePerSecond } = half;
  const isKept = (lag.p99 ?? Number.POSITIVE_INFINITY) <= PROMISED_LAG_MS;
  console.log(
    `  signed, at half the rate, ${ratePerSecond.toLocaleString("en")} a second: lag p50 ${lag.p50} ms, p99 ${lag.p99} ms, ${Math.round(rig.cpu * 100)} % of a core; promised p99 ≤ ${PROMISED_LAG_MS} ms: ${verdict(isKept)}`,
  );
  console.log(`  and the machine by itself, right after: ${unevenness(SECONDS * 1000)}`);
  if (wrk === undefined) return;
  const command = pinned(LOAD_CORE, wrk.command);
  const share = await timeBelowHalf(command, SECONDS, new URL(STATUS, url).href);
  console.log(
    `  and wrk, right after, was below half of its own rate during ${(100 * share).toFixed(1)} % of the time; beyond 1 % nobody can keep that p99`,
  );
}

/**
 * What a second worker adds: each shares its core with a worker of nginx, so that two cores will do.
 * Half of the connections then lead from core to core, which costs whoever sends; what wrk gains by a
 * second thread tells how much.
 */
async function reportWorkers(folder: string, wrk: Contender | undefined): Promise<void> {
  if (availableParallelism() < 2) {
    console.log("  two workers: not measured, for want of a second core");
    return;
  }
  const own = (url: string, workers: number) => {
    const connections = `${workers * CONNECTIONS}`;
    return ownCommand({ url, isClosed: true, isSigned: true, workers: `${workers}`, connections });
  };
  const { one, two } = await scaling(folder, own, (printed) => JSON.parse(printed).ratePerSecond);
  console.log(
    `  two workers, each on a core on which nginx serves too, ${count(two)} a second, one ${count(one)}: ×${(two / one).toFixed(2)}; promised about 2: ${verdict(two / one >= ABOUT_TWICE)}`,
  );
  if (wrk === undefined) return;
  const theirs = await scaling(folder, wrkCommand, wrk.read);
  console.log(
    `  and wrk, with two threads likewise, ${count(theirs.two)} a second, with one ${count(theirs.one)}: ×${(theirs.two / theirs.one).toFixed(2)}`,
  );
}

/** Requests a second with one worker and with two. */
async function scaling(
  folder: string,
  command: (url: string, workers: number) => readonly string[],
  read: Contender["read"],
): Promise<{ readonly one: number; readonly two: number }> {
  const rates: readonly [number[], number[]] = [[], []];
  for (const workers of [1, 2, 2, 1, 1, 2, 2, 1] as const) {
    const cores = [SERVER_CORE, LOAD_CORE].slice(0, workers);
    const port = await freePort();
    const nginx = await startNginx(folder, port, cores);
    const printed = run(command(`http://127.0.0.1:${port}/`, workers), cores.join());
    rates[workers === 1 ? 0 : 1].push(read(printed));
    if (nginx.kill()) await once(nginx, "exit");
  }
  return { one: median(rates[0]), two: median(rates[1]) };
}

function reportMemory(url: string): void {
  const [one, two] = [1, 2].map((workers) =>
    ownResult({ url, rate: "5000", isSigned: true, workers: `${workers}` }),
  );
  const perWorker = two!.residentMb - one!.residentMb;
  console.log(
    `  a process with one worker holds ${one!.residentMb} MB, with two ${two!.residentMb} MB; promised ≤ ${PROMISED_MB} MB a worker: ${verdict(perWorker <= PROMISED_MB)}`,
  );
}

/** Percentiles beside those that a server of known delays measured itself. */
async function reportAccuracy(): Promise<void> {
  const [program = "", ...args] = pinned(SERVER_CORE, [
    process.execPath,
    beside("delaying-server.ts"),
  ]);
  const server = spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  process.on("exit", () => server.kill());
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  const { service } = ownResult({ url: `http://127.0.0.1:${port}/`, rate: "500" });
  server.send("end");
  const [delaysMs] = (await once(server, "message")) as [readonly number[]];
  const rows = (
    [
      ["p50", 0.5],
      ["p90", 0.9],
      ["p95", 0.95],
      ["p99", 0.99],
    ] as const
  ).map(([name, q]) => {
    const own = delaysMs[Math.ceil(q * delaysMs.length) - 1]!;
    const off = Math.abs((service[name] ?? Number.POSITIVE_INFINITY) - own);
    const isKept = off <= Math.max(0.015 * own, 0.2);
    return { text: `${name} ${service[name]} for ${own.toFixed(2)} ms`, isKept };
  });
  console.log(
    `  known delays: ${rows.map(({ text }) => text).join(", ")}; promised within 1.5 % or 0.2 ms: ${verdict(rows.every(({ isKept }) => isKept))}`,
  );
}

if (!isInstalled("nginx")) console.log("nginx is not installed; there is nothing to load.\n");
else {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-inject-"));
  const port = await freePort();
  const nginx = await startNginx(folder, port);
  try {
    console.log(
      `nginx with one worker, ${CONNECTIONS} connections, ${SECONDS} s each; median of ${2 * PAIRS}`,
    );
    const url = `http://127.0.0.1:${port}/`;
    const all = contenders(url, folder);
    const rate = compareRates(all, nginx);
    const wrk = all.find(({ name }) => name === "wrk");
    await reportLag(url, rate, wrk);
    await reportWorkers(folder, wrk);
    reportMemory(url);
    await reportAccuracy();
    console.log("");
  } finally {
    if (nginx.kill()) await once(nginx, "exit");
    rmSync(folder, { recursive: true });
    rmSync(ARTILLERY_REPORT, { force: true });
  }
}
