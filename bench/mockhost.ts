import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./bench.ts";
import { startPrism } from "./mockhost/prism.ts";

/** What the mock host costs: a verified `GET issue`, starting with a thousand tenants, an idle tenant. */
const PROMISED_US = 40;
const PROMISED_TIMES_PRISM = 6.5;
const PROMISED_START_MS = 1_000;
const PROMISED_MB = 200;
const PROMISED_TENANT_BYTES = 20_000;
const REQUESTS = 5_000;
const STARTS = 5;
const ROUNDS = 9;

const SERVER_CORE = 0;
const CLIENT_CORE = 1;

/** As the launcher that people use has it. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "plimsoll-bench-compiled") };
const started: ChildProcess[] = [];

function start(core: number, file: string, ...args: readonly string[]): ChildProcess {
  const node = ["-c", String(core), process.execPath, "--expose-gc"];
  const child = spawn("taskset", [...node, join(import.meta.dirname, file), ...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env,
  });
  started.push(child);
  return child;
}

async function told<T>(child: ChildProcess, kind: string): Promise<T> {
  for (;;) {
    const [message] = (await once(child, "message")) as [{ kind: string; message?: string }];
    if (message.kind === kind) return message as T;
    if (message.kind === "failed") throw new Error(message.message);
  }
}

const client = start(CLIENT_CORE, "mockhost/raw-client.ts");

/** One round of requests; anything but 200 spoils it. */
async function ask(port: number, requests: readonly string[] = []): Promise<void> {
  client.send({ port, requests, count: REQUESTS });
  const { statuses } = await told<{ statuses: Record<string, number> }>(client, "done");
  if (statuses["200"] !== REQUESTS) throw new Error(`Answered ${JSON.stringify(statuses)}.`);
}

async function requestsPerSecond(): Promise<void> {
  const server = start(SERVER_CORE, "mockhost/serve.ts");
  const { requests } = await told<{ requests: readonly string[] }>(server, "requests");
  const port = Number(/\r\nhost: [^\r]*:(\d+)/.exec(requests[0]!)?.[1]);
  await ask(port, requests);
  const prism = await startPrism(SERVER_CORE);
  if (prism) await ask(prism.port, [prism.request]);
  else console.log("  @stoplight/prism-cli cannot be installed or started here; it is left out.");
  const peer = prism ? [{ name: "prism-cli, verifies nothing", run: () => ask(prism.port) }] : [];
  try {
    const [ours, theirs] = await compare({
      title: "GET issue over HTTP, 1,000 tenants, one core",
      operation: "request",
      operations: REQUESTS,
      pairs: 8,
      warmUpMs: 3_000,
      contenders: [{ name: "mock host, token verified", run: () => ask(port) }, ...peer],
    });
    if (ours !== undefined && theirs !== undefined) {
      const times = theirs.medianNs / ours.medianNs;
      const verdict = times >= PROMISED_TIMES_PRISM ? "kept" : "missed";
      console.log(
        `  ×${times.toFixed(1)} as many as Prism, promised ≥ ${PROMISED_TIMES_PRISM}: ${verdict}`,
      );
    }
    report(
      "processor time of one request",
      await microsecondsOfRequests(server, port),
      PROMISED_US,
      "µs",
    );
    console.log("");
  } finally {
    prism?.close();
    // Not killed: only who ends by himself leaves his compiled code behind, for the next start to find.
    server.disconnect();
    await once(server, "exit");
  }
}

/** What the server itself spends, whatever else the core is given to. */
async function microsecondsOfRequests(server: ChildProcess, port: number): Promise<number[]> {
  const spent: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const beforeMs = processorMs(server);
    await ask(port);
    spent.push(((processorMs(server) - beforeMs) / REQUESTS) * 1_000);
  }
  return spent;
}

/** User and system time of a process so far; the kernel counts in hundredths of a second. */
function processorMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

async function oneStart() {
  const startMs = performance.now();
  const server = start(SERVER_CORE, "mockhost/serve.ts");
  await told(server, "listening");
  const tookMs = performance.now() - startMs;
  const spentMs = processorMs(server);
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  server.kill("SIGKILL");
  await once(server, "exit");
  return { tookMs, spentMs, residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024 };
}

async function bytesPerTenant(): Promise<number> {
  const server = start(SERVER_CORE, "mockhost/serve.ts", "--memory");
  const { bytesPerTenant } = await told<{ bytesPerTenant: number }>(server, "memory");
  server.kill();
  return bytesPerTenant;
}

function report(what: string, values: readonly number[], promised: number, unit: string): void {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const figure = (n: number) => `${Math.round(n).toLocaleString("en")} ${unit}`;
  const spread = sorted.length > 1 ? ` (${figure(sorted[0]!)} … ${figure(sorted.at(-1)!)})` : "";
  const verdict = median <= promised ? "kept" : "missed";
  console.log(
    `  ${what.padEnd(34)} ${figure(median)}${spread}, promised ≤ ${figure(promised)}: ${verdict}`,
  );
}

try {
  await requestsPerSecond();
  console.log(`Mock host with 1,000 tenants, ${STARTS} starts`);
  const starts = [];
  for (let i = 0; i < STARTS; i++) starts.push(await oneStart());
  report(
    "listens after",
    starts.map(({ tookMs }) => tookMs),
    PROMISED_START_MS,
    "ms",
  );
  report(
    "processor time until then",
    starts.map(({ spentMs }) => spentMs),
    PROMISED_START_MS,
    "ms",
  );
  report(
    "resident then",
    starts.map(({ residentMb }) => residentMb),
    PROMISED_MB,
    "MB",
  );
  report("an idle tenant with an add-on", [await bytesPerTenant()], PROMISED_TENANT_BYTES, "bytes");
  console.log("");
} finally {
  for (const child of started) child.kill();
}
