import { statfs } from "node:fs/promises";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { performance } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";

/** File systems that the add-on writes to. */
const MOUNT_POINTS = ["/"];

/**
 * Reports how much of its machine is in use, by OpenTelemetry's conventions for hosts and Node.js;
 * `@opentelemetry/host-metrics` would report the first two of them too.
 */
export function measureResources(meter: Meter): void {
  reportProcessors(meter);
  reportMemory(meter);
  reportFileSystems(meter);
  reportEventLoop(meter);
}

function reportProcessors(meter: Meter): void {
  const time = meter.createObservableCounter("system.cpu.time", { unit: "s" });
  time.addCallback((result) => {
    for (const [number, { times }] of cpus().entries())
      for (const [state, ms] of Object.entries(times))
        result.observe(ms / 1000, {
          "system.cpu.logical_number": number,
          "system.cpu.state": state,
        });
  });
  const used = meter.createObservableGauge("process.cpu.utilization", { unit: "1" });
  let [usage, atMs] = [process.cpuUsage(), performance.now()];
  used.addCallback((result) => {
    const [now, nowMs] = [process.cpuUsage(), performance.now()];
    const wholeUs = (nowMs - atMs) * 1000 * availableParallelism();
    for (const state of ["user", "system"] as const)
      result.observe((now[state] - usage[state]) / wholeUs, { "process.cpu.state": state });
    [usage, atMs] = [now, nowMs];
  });
}

function reportMemory(meter: Meter): void {
  meter.createObservableGauge("system.memory.utilization", { unit: "1" }).addCallback((result) => {
    const free = freemem() / totalmem();
    result.observe(1 - free, { "system.memory.state": "used" });
    result.observe(free, { "system.memory.state": "free" });
  });
}

function reportFileSystems(meter: Meter): void {
  meter
    .createObservableGauge("system.filesystem.utilization", { unit: "1" })
    .addCallback(async (result) => {
      for (const mountPoint of MOUNT_POINTS) {
        const { blocks, bfree, bavail } = await statfs(mountPoint);
        const used = blocks - bfree;
        // As df has it: what is kept for root is nobody's.
        result.observe(used / (used + bavail), {
          "system.filesystem.mountpoint": mountPoint,
          "system.filesystem.state": "used",
        });
      }
    });
}

function reportEventLoop(meter: Meter): void {
  let before = performance.eventLoopUtilization();
  meter
    .createObservableGauge("nodejs.eventloop.utilization", { unit: "1" })
    .addCallback((result) => {
      const now = performance.eventLoopUtilization();
      result.observe(performance.eventLoopUtilization(now, before).utilization);
      before = now;
    });
}
