import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { fetchMetrics } from "../../src/adapters/document-fetcher/index.ts";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import type { Contract } from "../../src/core/contract/index.ts";
import { contractWith } from "../../src/core/slo/testdata/scene.ts";
import { engineOn } from "../../src/engine/testdata/engine-on.ts";
import { runOn } from "../../src/engine/testdata/run-on.ts";
import { watchedThresholds } from "../../src/entries/index.ts";
import { recentUse, type Scraped, scrapeJobs, thresholdsJob } from "../../src/resources/index.ts";
import { mayMount, mountSmallDisk } from "../chaos/small-disk.ts";

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.signalCode !== null) continue;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
});

/** Debian's own, on a free port. */
async function startNodeExporter(): Promise<string> {
  const port = await freePort();
  const args = [`--web.listen-address=127.0.0.1:${port}`, "--log.level=error"];
  children.push(spawn("prometheus-node-exporter", args, { stdio: "ignore" }));
  const url = `http://127.0.0.1:${port}/metrics`;
  for (let tries = 0; tries < 100; tries++) {
    const isThere = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isThere) return url;
    await setTimeout(100);
  }
  throw new Error("node_exporter did not start.");
}

/** A contract with a disk that may be 80 % full at any moment. */
function contractOf(url: string): Contract {
  const base = contractWith({});
  const at = (above: number) => ({ above, forMs: 0 });
  const none = { descriptors: null, eventLoop: null, connections: null };
  return {
    ...base,
    operations: {
      ...base.operations,
      thresholds: { cpu: at(1), memory: at(1), disk: at(0.8), ...none, action: "alert" },
      resources: { scrape: [url], everyMs: 5_000 },
    },
  };
}

test.runIf(mayMount())(
  "a disk that fills up crosses its threshold, and clears it when it is emptied",
  { timeout: 180_000 },
  async () => {
    const disk = mountSmallDisk(20);
    onTestFinished(() => disk.close());
    const folder = await mkdtemp(join(tmpdir(), "plimsoll-resources-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const contract = contractOf(await startNodeExporter());
    const store = await openSqliteStore({ file: join(folder, "store.db") });
    onTestFinished(() => store.close());
    const engine = await engineOn(store, systemClock as never);
    onTestFinished(() => engine.projection.close());
    const told: Scraped[] = [];
    const use = recentUse(store.slots);
    const onScrape = (one: Scraped) => void told.push(one);
    const jobs = [
      ...scrapeJobs(contract, { slots: store.slots, fetchMetrics, onScrape }),
      thresholdsJob(contract, use),
    ];
    const running = await runOn(jobs, systemClock, store);
    onTestFinished(() => running.close());

    const { key } = contract.addon;
    const own = async () =>
      [...(await engine.projection.upTo()).state(watchedThresholds, key).values()].find(
        ({ part }) => part === disk.dir,
      );
    const wait = { timeout: 100_000, interval: 500 };
    const big = join(disk.dir, "big");
    writeFileSync(big, Buffer.alloc(18 << 20));
    await expect.poll(own, wait).toMatchObject({ crossing: { limit: 0.8, procedure: "page" } });
    rmSync(big);
    // The minute in which it was full is over first.
    await expect.poll(own, wait).toMatchObject({ crossing: null });

    const found = new Set(use.of(key).map(({ resource }) => resource));
    expect([...found].sort()).toEqual(["cpu", "descriptors", "disk", "memory"]);
    for (const { points } of use.of(key))
      for (const { share } of points) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    expect(told.every(({ problem }) => problem === null)).toBe(true);

    children[0]!.kill("SIGKILL");
    await expect.poll(() => told.at(-1)?.problem, wait).toContain("ECONNREFUSED");
  },
);
