import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { integer, type Random, random } from "../../src/core/chance/index.ts";

const TENANTS = 2_000;
const POINTS_PER_SECOND = 500;
/** In one request, of as many tenants, one after the other. */
const POINTS = 500;
const BUCKETS = 24;
/** How far the least of the last quarter may be above that of the second: what a collection of garbage leaves. */
const FLAT = 1.1;
/** What one more stream-minute takes on disk, and each event of it, as `bench/growth.ts` has it. */
const BYTES_PER_MINUTE = 3;
const BYTES_PER_EVENT = 13;
/** Beside it rows wait to be packed, in pages that are used again and again from the first minutes on. */
const ROOM_MB = 5;

interface Sample {
  readonly minute: number;
  readonly residentMb: number;
  readonly descriptors: number;
  readonly fileMb: number;
  readonly pageMs: number;
}

/** A real `up` takes in metrics for so many minutes: memory and descriptors stay flat, the file grows as promised. */
export async function proveBySoak(minutes: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-soak-"));
  const up = await startUp(folder);
  const samples: Sample[] = [];
  try {
    const sent = { points: 0, refused: 0 };
    const endMs = performance.now() + minutes * 60_000;
    const sending = send(up, endMs, sent);
    for (let minute = 1; minute <= minutes; minute++) {
      await wait(60_000);
      const sample = await look(up, folder, minute);
      samples.push(sample);
      const { residentMb, descriptors, fileMb, pageMs } = sample;
      console.log(
        `${String(minute).padStart(4)} min  ${residentMb.toFixed(0)} MB resident  ${descriptors} descriptors  ` +
          `${fileMb.toFixed(1)} MB on disk  page in ${pageMs.toFixed(0)} ms  ${sent.points} points`,
      );
    }
    await sending;
    return isFine(samples, sent);
  } finally {
    up.child.kill("SIGTERM");
    await once(up.child, "close");
    rmSync(folder, { recursive: true });
  }
}

function isFine(samples: readonly Sample[], sent: Sent): boolean {
  const quarter = Math.ceil(samples.length / 4);
  const medianOf = (part: readonly Sample[], of: keyof Sample) =>
    part.map((sample) => sample[of]).sort((a, b) => a - b)[Math.floor(part.length / 2)]!;
  const leastOf = (part: readonly Sample[], of: keyof Sample) =>
    Math.min(...part.map((sample) => sample[of]));
  const growth = (of: keyof Sample) =>
    leastOf(samples.slice(-quarter), of) / leastOf(samples.slice(quarter, 2 * quarter), of);
  const later = samples.slice(quarter);
  const points = (sent.points * later.length) / samples.length;
  const promised = later.length * TENANTS * BYTES_PER_MINUTE + points * BYTES_PER_EVENT;
  const mostMb = ROOM_MB + promised / 1e6;
  const grownMb = medianOf(samples.slice(-quarter), "fileMb") - samples[quarter - 1]!.fileMb;
  const verdicts = [
    [`memory ×${growth("residentMb").toFixed(2)} (≤ ${FLAT})`, growth("residentMb") <= FLAT],
    [`descriptors ×${growth("descriptors").toFixed(2)} (≤ ${FLAT})`, growth("descriptors") <= FLAT],
    [`${grownMb.toFixed(1)} MB more on disk (≤ ${mostMb.toFixed(1)})`, grownMb <= mostMb],
    [`${sent.refused} of ${sent.points} points refused`, sent.refused === 0],
  ] as const;
  for (const [what, isKept] of verdicts) console.log(`  ${isKept ? "kept  " : "MISSED"}  ${what}`);
  return verdicts.every(([, isKept]) => isKept);
}

interface Up {
  readonly child: ChildProcess;
  readonly publicUrl: string;
  readonly key: string;
}

async function startUp(folder: string): Promise<Up> {
  const contract = join(folder, "plimsoll.yaml");
  writeFileSync(contract, CONTRACT);
  const data = join(folder, "data");
  const main = join(import.meta.dirname, "../../src/main.ts");
  const args = [
    main,
    "up",
    contract,
    "--data",
    data,
    "--public",
    ":0",
    "--private",
    ":0",
    "--json",
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [out] = (await once(child.stdout!, "data")) as [Buffer];
  const { publicUrl } = JSON.parse(String(out)) as { publicUrl: string };
  return { child, publicUrl, key: readFileSync(join(data, "intake.key"), "utf8").trim() };
}

const CONTRACT = `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:9
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2026-01-01
  period: month
  responseTime:
    service: { p95: 400ms }
operations: {}
`;

async function look({ child, publicUrl }: Up, folder: string, minute: number): Promise<Sample> {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  const data = join(folder, "data");
  const files = readdirSync(data).filter((name) => name.startsWith("plimsoll.db"));
  const startMs = performance.now();
  await (await fetch(publicUrl)).text();
  return {
    minute,
    residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024,
    descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
    fileMb: files.reduce((sum, name) => sum + statSync(join(data, name)).size, 0) / 1e6,
    pageMs: performance.now() - startMs,
  };
}

interface Sent {
  points: number;
  refused: number;
}

/** One event of a tenant in each point; what is not acknowledged is sent again as it is. */
async function send({ publicUrl, key }: Up, endMs: number, sent: Sent): Promise<void> {
  const next = random(1, "soak");
  const startMs = performance.now();
  for (let batch = 0; performance.now() < endMs; batch++) {
    const dueMs = startMs + ((batch * POINTS) / POINTS_PER_SECOND) * 1000;
    await wait(Math.max(0, dueMs - performance.now()));
    const body = requestOf(batch, next);
    for (;;) {
      const answer = await fetch(new URL("/v1/metrics", publicUrl), {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body,
      });
      const text = await answer.text();
      if (answer.status === 503 || answer.status === 429) {
        await wait(500);
        continue;
      }
      if (answer.status !== 200 || text !== "{}") sent.refused += POINTS;
      break;
    }
    sent.points += POINTS;
  }
}

function requestOf(batch: number, next: Random): string {
  const text = (name: string, stringValue: string) => ({ key: name, value: { stringValue } });
  const nowMs = Date.now();
  const dataPoints = Array.from({ length: POINTS }, (_, at) => {
    const bucketCounts = new Array<number>(BUCKETS).fill(0);
    const bucket = integer(next, BUCKETS);
    bucketCounts[bucket] = 1;
    return {
      attributes: [
        text("plimsoll.tenant", `tenant-${(batch * POINTS + at) % TENANTS}`),
        text("http.route", "/api/items"),
        text("http.response.status_code", next() < 0.002 ? "500" : "200"),
      ],
      startTimeUnixNano: `${nowMs - 1}000000`,
      timeUnixNano: `${nowMs}000000`,
      count: 1,
      sum: 0.02 * 1.2 ** bucket,
      scale: 2,
      zeroCount: 0,
      positive: { offset: -23, bucketCounts },
    };
  });
  const exponentialHistogram = { aggregationTemporality: 1, dataPoints };
  const metrics = [{ name: "http.server.request.duration", unit: "s", exponentialHistogram }];
  const attributes = [text("service.name", "roadmaps"), text("service.instance.id", "one")];
  return JSON.stringify({
    resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }],
  });
}
