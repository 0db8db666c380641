import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { startIntakeThread } from "../src/adapters/intake-thread/index.ts";
import { listen } from "../src/adapters/listener/index.ts";
import { newTurnMemory, openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { systemClock } from "../src/adapters/system-clock/index.ts";
import { intakeRoutes } from "../src/api/intake.ts";
import { machine } from "./bench.ts";
import { KEY } from "./intake/requests.ts";

// How long whoever asks for a page waits for the event loop while 20,000 points a second come in and
// are made durable, beside the same while nothing comes.

const SECONDS = 12;
const BATCHES_PER_SECOND = 20;

const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
const [file, turns] = [join(folder, "store.db"), newTurnMemory()];
const store = await openSqliteStore({ file, turns: { memory: turns, isFurther: false } });
const task = { store: { kind: "sqlite", file, turns }, mostSeries: 1_000_000 } as const;
const intake = startIntakeThread(task, (error) => {
  throw error;
});
const addon = { key: "roadmaps", limits: new Map(), descriptor: null, unpromised: [], sinceMs: 0 };
intake.watch(addon);
const app = intakeRoutes({ intake, key: KEY, clock: systemClock });
app.get("/health", (c) => c.text("ok"));
const listener = await listen(app.fetch, { host: "127.0.0.1", port: 0 });

/** The event loop's delay and the time that a page takes, in milliseconds, while something happens. */
async function watch(happening: Promise<unknown>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const pagesMs: number[] = [];
  let isOver = false;
  void happening.finally(() => (isOver = true));
  delay.enable();
  while (!isOver) {
    const startMs = performance.now();
    await (await fetch(`${listener.url}health`)).text();
    pagesMs.push(performance.now() - startMs);
    await setTimeout(20);
  }
  delay.disable();
  const pages = pagesMs.toSorted((a, b) => a - b);
  const at = (share: number) => pages[Math.floor(share * (pages.length - 1))]!;
  return { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, page99: at(0.99) };
}

async function send(): Promise<string> {
  const input = {
    url: `${listener.url}v1/metrics`,
    perSecond: BATCHES_PER_SECOND,
    seconds: SECONDS,
  };
  const script = join(import.meta.dirname, "intake/sender.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  await once(child, "close");
  return said;
}

try {
  console.log(machine());
  const idle = await watch(setTimeout(SECONDS * 1000));
  const sending = send();
  const busy = await watch(sending);
  const { acknowledged, refused, tookS } = JSON.parse(await sending);
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const perSecond = Math.round((acknowledged * 1000) / tookS).toLocaleString("en");
  console.log(`${perSecond} points a second acknowledged, ${refused} batches refused`);
  for (const [name, { p99, max, page99 }] of Object.entries({ idle, busy }))
    console.log(
      `  ${name}  event loop p99 ${ms(p99)}, longest ${ms(max)}; a page at p99 ${ms(page99)}`,
    );
  const verdict = busy.p99 <= 2 * idle.p99 ? "kept" : "missed";
  console.log(`  promised: p99 of the event loop ≤ 2 × idle: ${verdict}\n`);
} finally {
  await listener.close();
  await intake.close();
  await store.close();
  rmSync(folder, { recursive: true });
}
