import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { injector } from "../src/adapters/injector/index.ts";
import { parseDuration } from "../src/contract/index.ts";
import { type LoadResult, type LoadWish, loadResult, readPlan } from "../src/loadtest/index.ts";

/** How many requests a second one core sends to nginx on another, beside other load generators. */
const CONNECTIONS = 64;
const SECONDS = 3;
/** There and back, so that a machine that grows slower slows each of them alike. */
const PAIRS = 1;
const [SERVER_CORE, LOAD_CORE] = ["0", "1"];
const AUTOCANNON = "autocannon@8.0.0";
const PROMISED_LAG_MS = 1;

if (process.argv[2] === "--ours") {
  console.log(JSON.stringify(await load(JSON.parse(process.argv[3] ?? ""))));
  process.exit();
}

async function load(wish: Partial<LoadWish>): Promise<LoadResult> {
  const basics = { headers: [], isClosed: false, isInsecure: false, allowedHosts: [] };
  const limits = { connections: `${CONNECTIONS}`, duration: `${SECONDS}s`, timeout: "5s" };
  const reading = readPlan({ url: "", ...basics, ...limits, ...wish }, parseDuration);
  if (reading.kind !== "plan") throw new Error(JSON.stringify(reading));
  const { signal } = new AbortController();
  return loadResult(reading.plan, await injector().inject(reading.plan, [], { signal }));
}

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Requests a second, from what it prints. */
  readonly read: (printed: string) => number;
}

const found = (pattern: RegExp) => (printed: string) => Number(pattern.exec(printed)?.[1]);
const isInstalled = (program: string) => spawnSync("which", [program]).status === 0;

function contenders(url: string): readonly Contender[] {
  const node = process.execPath;
  const ours = (wish: Partial<LoadWish>) => [
    node,
    import.meta.filename,
    "--ours",
    JSON.stringify({ url, ...wish }),
  ];
  const rate = (printed: string) => (JSON.parse(printed) as LoadResult).ratePerSecond;
  const [c, s] = [`${CONNECTIONS}`, `${SECONDS}`];
  const all: readonly Contender[] = [
    { name: "plimsoll, closed", command: ours({ isClosed: true }), read: rate },
    { name: "plimsoll, open", command: ours({ rate: "150000" }), read: rate },
    {
      name: "wrk",
      command: ["wrk", "-t1", `-c${c}`, `-d${s}s`, url],
      read: found(/Requests\/sec:\s+([\d.]+)/),
    },
    {
      name: "ab",
      command: ["ab", "-q", "-k", "-c", c, "-t", s, "-n", "2000000", url],
      read: found(/Requests per second:\s+([\d.]+)/),
    },
    {
      name: "hey",
      command: ["hey", "-c", c, "-z", `${s}s`, url],
      read: found(/Requests\/sec:\s+([\d.]+)/),
    },
    {
      name: "autocannon",
      command: [node, autocannon(), "-j", "-n", "-c", c, "-d", s, url],
      read: (printed) => JSON.parse(printed).requests.average,
    },
  ];
  return all.filter(({ name, command }) => {
    const isThere = name === "autocannon" ? existsSync(command[1]!) : isInstalled(command[0]!);
    if (!isThere) console.log(`  ${name} is not installed and left out`);
    return isThere;
  });
}

/** Where autocannon is; fetched on the first run, beside the benchmarks. */
function autocannon(): string {
  const peers = join(import.meta.dirname, "peers", "load");
  const program = join(peers, "node_modules", "autocannon", "autocannon.js");
  const flags = ["--prefix", peers, "--no-save", "--no-package-lock", "--no-audit", "--no-fund"];
  if (!existsSync(program)) spawnSync("npm", ["install", ...flags, AUTOCANNON]);
  return program;
}

const pinned = (core: string, command: readonly string[]) =>
  availableParallelism() > 1 && isInstalled("taskset")
    ? ["taskset", "-c", core, ...command]
    : command;

function run(command: readonly string[]): string {
  const [program = "", ...args] = pinned(LOAD_CORE!, command);
  const { stdout } = spawnSync(program, args, {
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 1 << 26,
  });
  return stdout;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function startNginx(folder: string, port: number): Promise<ChildProcess> {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(" ");
  const file = join(folder, "nginx.conf");
  writeFileSync(
    file,
    `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/errors;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000; ${temporary}
server { listen 127.0.0.1:${port}; location / { return 200 "hello, world\\n"; } } }\n`,
  );
  const [program = "", ...args] = pinned(SERVER_CORE!, [
    "nginx",
    "-e",
    `${folder}/errors`,
    "-c",
    file,
  ]);
  const nginx = spawn(program, args, { stdio: "ignore" });
  process.on("exit", () => nginx.kill());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  while (!(await accepts(port))) {
    if (nginx.exitCode !== null) throw new Error("nginx does not start.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return nginx;
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
  });

function compareRates(url: string): number {
  const all = contenders(url);
  const rates = new Map(all.map(({ name }) => [name, [] as number[]]));
  for (let pair = 0; pair < PAIRS; pair++)
    for (const { name, command, read } of [...all, ...all.toReversed()])
      rates.get(name)!.push(read(run(command)));
  const best = (name: string) => Math.max(...rates.get(name)!);
  const ours = best(all[0]!.name);
  for (const { name } of all) {
    const rounds = rates.get(name)!.map((rate) => Math.round(rate).toLocaleString("en"));
    const rate = Math.round(best(name)).toLocaleString("en");
    console.log(
      `  ${name.padEnd(18)} ${rate.padStart(9)} a second  ×${(best(name) / ours).toFixed(2)}  (${rounds.join(", ")})`,
    );
  }
  return Math.max(ours, best("plimsoll, open"));
}

function reportLag(url: string, rate: number): void {
  const wish = { url, rate: `${Math.round(rate / 2)}` };
  const printed = run([process.execPath, import.meta.filename, "--ours", JSON.stringify(wish)]);
  const { lag, rig, ratePerSecond } = JSON.parse(printed) as LoadResult;
  const verdict = (lag.p99 ?? Number.POSITIVE_INFINITY) <= PROMISED_LAG_MS ? "kept" : "missed";
  console.log(
    `  at half the rate, ${ratePerSecond.toLocaleString("en")} a second: lag p50 ${lag.p50} ms, p99 ${lag.p99} ms, ${Math.round(rig.cpu * 100)} % of a core; promised p99 ≤ ${PROMISED_LAG_MS} ms: ${verdict}`,
  );
}

if (!isInstalled("nginx")) console.log("nginx is not installed; there is nothing to load.\n");
else {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-inject-"));
  const port = await freePort();
  const nginx = await startNginx(folder, port);
  try {
    console.log(
      `nginx with one worker, ${CONNECTIONS} connections, ${SECONDS} s each; best of ${2 * PAIRS}`,
    );
    const url = `http://127.0.0.1:${port}/`;
    reportLag(url, compareRates(url));
    console.log("");
  } finally {
    if (nginx.kill()) await once(nginx, "exit");
    rmSync(folder, { recursive: true });
  }
}
