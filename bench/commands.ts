import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { MINUTE_MS } from "../src/core/time/index.ts";
import { machine } from "./bench.ts";

/**
 * Commands through the private listener of a real `plimsoll up` on SQLite: each announces a window of
 * its own, which is durable when it is answered. First one after the other, then several clients at
 * once. `node bench/commands.ts 2000` for another number.
 */
const PROMISED_P99_MS = 20;
const PROMISED_PER_SECOND = 500;
const CLIENTS = 16;
const count = Number(process.argv[2] ?? 1_000);

const contract = `plimsoll: 1
addon:
  key: roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:9
  payment: free
  timeZone: UTC
sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  maintenance: { notice: 48h, allowance: 200h per month }
operations: {}
`;

const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
const data = join(folder, "data");
writeFileSync(join(folder, "plimsoll.yaml"), contract);
const main = join(import.meta.dirname, "../src/main.ts");
const where = ["--data", data, "--public", ":0", "--private", ":0", "--json"];
const up = spawn(process.execPath, [main, "up", join(folder, "plimsoll.yaml"), ...where], {
  stdio: ["ignore", "pipe", "inherit"],
});

try {
  const [out] = (await once(up.stdout, "data")) as [Buffer];
  const { privateUrl } = JSON.parse(String(out)) as { privateUrl: string };
  const { key } = JSON.parse(readFileSync(join(data, "process.json"), "utf8")) as { key: string };
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const url = new URL("/api/maintenance/announce", privateUrl);
  const firstMs = Date.now() + 72 * 60 * MINUTE_MS;
  let asked = 0;

  /** How long one command took. */
  async function command(): Promise<number> {
    const n = asked++;
    const from = new Date(firstMs + n * 2 * MINUTE_MS).toISOString();
    const body = JSON.stringify({ reason: `Update ${n}`, from, for: "1m", late: true });
    const headers = {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "idempotency-key": `bench-${n}`,
    };
    const startMs = performance.now();
    const sent = request(url, { method: "POST", agent, headers }).end(body);
    const [answer] = await once(sent, "response");
    let text = "";
    for await (const chunk of answer) text += chunk;
    if (answer.statusCode !== 200) throw new Error(text);
    return performance.now() - startMs;
  }

  async function clients(many: number, commands: number): Promise<void> {
    const tookMs: number[] = [];
    const startMs = performance.now();
    let left = commands;
    const client = async () => {
      while (left-- > 0) tookMs.push(await command());
    };
    await Promise.all(Array.from({ length: many }, client));
    const perSecond = (commands / (performance.now() - startMs)) * 1000;
    tookMs.sort((a, b) => a - b);
    const at = (share: number) => tookMs[Math.ceil(share * tookMs.length) - 1]!.toFixed(1);
    const isKept =
      many === 1 ? Number(at(0.99)) <= PROMISED_P99_MS : perSecond >= PROMISED_PER_SECOND;
    const promise =
      many === 1 ? `≤ ${PROMISED_P99_MS} ms at p99` : `≥ ${PROMISED_PER_SECOND} a second`;
    console.log(
      `  ${many} at once: ${perSecond.toFixed(0)} a second; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; ` +
        `promised ${promise}: ${isKept ? "kept" : "missed"}`,
    );
  }

  console.log(`${machine()}, load ${loadavg()[0]!.toFixed(1)}`);
  await clients(CLIENTS, 200); // Compiles what is hot.
  console.log(`Commands that announce maintenance, ${count} each`);
  await clients(1, count);
  await clients(CLIENTS, count);
  agent.destroy();
  console.log("");
} finally {
  up.kill("SIGTERM");
  if (up.exitCode === null) await once(up, "close");
  rmSync(folder, { recursive: true });
}
