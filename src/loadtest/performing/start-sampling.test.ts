import { describe, expect, test } from "vitest";
import { fakeClock } from "../../core/time/index.ts";
import type { TargetSample } from "../target/index.ts";
import { startSampling } from "./start-sampling.ts";

const sample: TargetSample = {
  cpuMs: 1,
  residentBytes: 1,
  heapBytes: null,
  descriptors: 1,
  sockets: 1,
  readBytes: null,
  writtenBytes: null,
  eventLoopDelayP99Ms: null,
  hostCalls: null,
  hostMs: null,
  hostRefusals: null,
  databaseMs: null,
};

function scene(takesMs = 0, answer: TargetSample | null = sample) {
  const clock = fakeClock();
  const done: string[] = [];
  const takes = () => new Promise<void>((resolve) => void clock.after(takesMs, resolve));
  const processes = {
    async sample() {
      done.push("sample");
      await takes();
      return answer;
    },
    async collectGarbage() {
      done.push("collect");
    },
  };
  return { clock, done, processes };
}

const plan = { everyMs: 1000, originMs: 0, freesMemory: false };

async function stopped(
  sampling: ReturnType<typeof startSampling>,
  clock: ReturnType<typeof fakeClock>,
) {
  const over = sampling.stop();
  for (let i = 0; i < 4; i++) await clock.advance(i * 1000);
  await over;
  return sampling.samples.map(({ atMs }) => atMs);
}

describe("samples", () => {
  test("are taken at the start, at each interval and at the end", async () => {
    const { clock, processes } = scene();
    const sampling = startSampling({ processes, clock }, plan);
    await clock.advance(2500);
    expect(await stopped(sampling, clock)).toEqual([0, 1000, 2000, 2500]);
  });

  test("wait for one that is slow", async () => {
    const { clock, processes } = scene(1500);
    const sampling = startSampling({ processes, clock }, plan);
    await clock.advance(4000);
    expect(await stopped(sampling, clock)).toEqual([0, 2500, 4000]);
  });

  test("come after dead memory is freed, where that is asked", async () => {
    const { clock, processes, done } = scene();
    const sampling = startSampling({ processes, clock }, { ...plan, freesMemory: true });
    await clock.advance(0);
    await stopped(sampling, clock);
    expect(done).toEqual(["collect", "sample", "collect", "sample"]);
  });

  test("are left out where the add-on has ended or nobody can tell", async () => {
    const { clock, processes } = scene(0, null);
    expect(await stopped(startSampling({ processes, clock }, plan), clock)).toEqual([]);
    expect(await stopped(startSampling({ processes: null, clock }, plan), clock)).toEqual([]);
  });
});
