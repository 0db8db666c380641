import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { inspectorAddresses, processSampler } from "./index.ts";

/** Starts a Node process that prints "ready"; resolves once it has. */
async function startNode(script: string, ...flags: readonly string[]) {
  const child = spawn(process.execPath, [...flags, "-e", `${script}; console.log("ready")`]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const inspectors = inspectorAddresses();
  child.stderr.setEncoding("utf8").on("data", inspectors.add);
  await once(child.stdout, "data");
  return { pid: child.pid!, inspectors: inspectors.found, child };
}

const patient = { timeout: 20_000 };
const inspected = "--inspect=127.0.0.1:0";
const idle = "setInterval(() => {}, 1000)";

const end = async (child: ChildProcess) => {
  child.kill("SIGKILL");
  await once(child, "exit");
};

describe.runIf(process.platform === "linux")("on Linux", () => {
  test("a process and its children are added up", async () => {
    const alone = await startNode(idle);
    const parent = await startNode(
      `require("child_process").spawn(process.execPath, ["-e", "${idle}"]).on("spawn", () => {}); ${idle}`,
    );
    const one = (await processSampler(alone.pid, new Set()).sample())!;
    const both = processSampler(parent.pid, new Set());
    // The child has its files only once it has started.
    await expect
      .poll(async () => (await both.sample())!.descriptors, patient)
      .toBeGreaterThan(one.descriptors * 1.5);
    expect((await both.sample())!.residentBytes).toBeGreaterThan(one.residentBytes);
  });

  test("sockets are told from other descriptors", async () => {
    const { pid } = await startNode(
      `for (let i = 0; i < 5; i++) require("net").createServer().listen(0, "127.0.0.1"); ${idle}`,
    );
    const idling = await processSampler((await startNode(idle)).pid, new Set()).sample();
    const sampler = processSampler(pid, new Set());
    await expect
      .poll(async () => (await sampler.sample())!.sockets - idling!.sockets, patient)
      .toBe(5);
    const { descriptors, sockets } = (await sampler.sample())!;
    expect(descriptors).toBeGreaterThan(sockets);
  });

  test("a process that has ended has no figures", async () => {
    const { pid, inspectors, child } = await startNode(idle, inspected);
    const sampler = processSampler(pid, inspectors);
    expect(await sampler.sample()).not.toBeNull();
    await end(child);
    expect(await sampler.sample()).toBeNull();
    await sampler.collectGarbage();
    sampler.close();
  });
});

describe("through a Node process's inspector", () => {
  test("the live heap is what is kept, not what was thrown away", async () => {
    const { pid, inspectors } = await startNode(
      `globalThis.kept = new Array(2 ** 21).fill(0.5); new Array(2 ** 22).fill(0.5); ${idle}`,
      inspected,
    );
    const sampler = processSampler(pid, inspectors);
    onTestFinished(sampler.close);
    expect((await sampler.sample())!.heapBytes).toBeNull();
    await sampler.collectGarbage();
    const { heapBytes } = (await sampler.sample())!;
    expect(heapBytes).toBeGreaterThan(16 << 20);
    expect(heapBytes).toBeLessThan(32 << 20);
  });

  test("an event loop that is held up shows it", async () => {
    const { pid, inspectors } = await startNode(
      `setInterval(() => { const end = Date.now() + 200; while (Date.now() < end); }, 10)`,
      inspected,
    );
    const sampler = processSampler(pid, inspectors);
    onTestFinished(sampler.close);
    await expect
      .poll(async () => (await sampler.sample())!.eventLoopDelayP99Ms ?? 0, patient)
      .toBeGreaterThan(100);
  });

  test("a process that wants to end is not held back", async () => {
    const { pid, inspectors, child } = await startNode(
      `setInterval(() => globalThis.isOver && process.exit(7), 10)`,
      inspected,
    );
    const sampler = processSampler(pid, inspectors);
    onTestFinished(sampler.close);
    const [url] = inspectors;
    await sampler.sample();
    const other = new WebSocket(url!);
    await once(other, "open");
    const params = { expression: "globalThis.isOver = true" };
    other.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params }));
    await once(other, "message");
    other.close();
    expect(await once(child, "exit")).toEqual([7, null]);
  });

  test("nothing is told of a process without one", async () => {
    const { pid } = await startNode(idle);
    const sampler = processSampler(pid, new Set());
    await sampler.collectGarbage();
    expect(await sampler.sample()).toMatchObject({ heapBytes: null, eventLoopDelayP99Ms: null });
  });

  test("an inspector that cannot be reached is none", async () => {
    const { pid } = await startNode(idle);
    const sampler = processSampler(pid, new Set(["ws://127.0.0.1:1/gone"]));
    onTestFinished(sampler.close);
    await sampler.collectGarbage();
    expect(await sampler.sample()).toMatchObject({ heapBytes: null, eventLoopDelayP99Ms: null });
  });
});
