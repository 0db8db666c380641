import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalRequest } from "../../core/host/index.ts";
import { workForm } from "../../loadtest/injection/index.ts";
import { planOf, step, tenants, workload } from "../../loadtest/injection/testdata/workloads.ts";
import type { LoadPlan } from "../../loadtest/model/index.ts";
import { FollowUps } from "./follow-ups.ts";
import { JoinedIntervals } from "./joined-intervals.ts";
import type { Outgoing } from "./outgoing.ts";
import { Queue } from "./queue.ts";
import { SessionSource } from "./session-source.ts";

const steps = [
  step(),
  step({ name: "data", proof: "header", think: { meanMs: 20, spacing: "poisson" } }),
];
const EPOCH_MS = 1_800_000_000_000;

function sourceOf(part: Partial<LoadPlan>, index = 0, of = 1): SessionSource {
  const plan = planOf(workload(steps), part);
  const form = workForm(workload(steps), plan.target, "always", canonicalRequest);
  const address = { target: plan.target, address: "127.0.0.1" };
  const task = { plan, address, shard: { index, of }, workload: null };
  return new SessionSource(task, { form, tenants: tenants(), run: "run" }, EPOCH_MS);
}

/** All requests of a plan's part `index` of `of`, each answered well after 3 ms, in order. */
function played(part: Partial<LoadPlan>, index = 0, of = 1, ahead = true): readonly Outgoing[] {
  const source = sourceOf(part, index, of);
  const all: Outgoing[] = [];
  while (source.nextMs < Number.POSITIVE_INFINITY) {
    if (ahead) source.prepare(source.nextMs);
    const request = source.take();
    source.write([request], 1);
    all.push(request);
    source.answered(request, request.intendedMs + 3, 200, { head: "", body: "" });
  }
  return all;
}

const told = (requests: readonly Outgoing[]) =>
  requests
    .map(
      ({ intendedMs, content, contentBytes }) =>
        `${intendedMs} ${content.subarray(0, contentBytes)}`,
    )
    .sort();

describe("a source of sessions", () => {
  test.for(["even", "poisson"] as const)(
    "sends the same %s requests, however many workers share it and whether or not prepared ahead",
    (spacing) => {
      const stages = [{ from: 10, to: 400, durationMs: 500 }];
      const part = { model: { kind: "open", spacing, stages } } as const;
      const alone = told(played(part));
      expect(alone.length).toBeGreaterThan(150);
      for (const of of [2, 3, 5]) {
        const parts = Array.from({ length: of }, (_, index) => played(part, index, of, index > 0));
        expect(told(parts.flat())).toEqual(alone);
      }
      expect(told(played({ ...part, seed: 2 }))).not.toEqual(alone);
    },
  );

  test("starts a step when the one before is answered and thought about, and none after the end", () => {
    const all = played({ model: { kind: "replay", startsMs: [0, 100, 499] } });
    const starts = (arrival: number) =>
      all.filter(({ part }) => part?.session.arrival === arrival).map((each) => each.intendedMs);
    expect(starts(0)[0]).toBe(0);
    expect(starts(0)[1]).toBeGreaterThan(3);
    expect(starts(1)[0]).toBe(100);
    expect(starts(2)).toEqual([499]);
    expect(all.map(({ intendedMs }) => intendedMs)).toEqual(
      all.map(({ intendedMs }) => intendedMs).sort((a, b) => a - b),
    );
  });
});

test("a closed load's request tells of the time at which it starts, however long it was in stock", () => {
  const source = sourceOf({ model: { kind: "closed" } });
  const issuedS = (nowMs: number) => {
    const request = source.begin(nowMs);
    source.write([request], 1);
    const { content, contentBytes } = request;
    const [, claims = ""] = /jwt=[\w-]+\.([\w-]+)/.exec(`${content.subarray(0, contentBytes)}`)!;
    return JSON.parse(Buffer.from(claims, "base64url").toString()).iat - EPOCH_MS / 1000;
  };
  for (const nowMs of [0, 900, 10_000, 10_000, 200_000, 200_500]) {
    expect(issuedS(nowMs)).toBeLessThanOrEqual(nowMs / 1000);
    expect(issuedS(nowMs)).toBeGreaterThan(nowMs / 1000 - 2);
  }
});

describe("intervals of several workers", () => {
  const interval = (at: number, planned: number) => ({
    ...{ startMs: at * 100, durationMs: 100, planned, inFlight: 0, streams: [] },
  });

  test("are passed on in order, each when the last worker that is left has ended it", () => {
    const passed: string[] = [];
    const joined = new JoinedIntervals(3, ({ startMs, planned }) =>
      passed.push(`${startMs}: ${planned}`),
    );
    joined.add(0, interval(0, 1));
    joined.add(0, interval(1, 1));
    joined.add(1, interval(0, 10));
    expect(passed).toEqual([]);
    joined.add(2, interval(0, 100));
    expect(passed).toEqual(["0: 111"]);
    joined.leave(2);
    joined.add(1, interval(1, 10));
    expect(passed).toEqual(["0: 111", "100: 11"]);
    joined.leave(0);
    joined.add(1, interval(2, 5));
    joined.leave(1);
    expect(passed).toEqual(["0: 111", "100: 11", "200: 5"]);
  });
});

describe("what waits", () => {
  const at = (intendedMs: number): Outgoing => ({
    ...{ intendedMs, sentMs: 0, method: "GET", part: null },
    ...{ content: Buffer.alloc(0), contentBytes: 0 },
  });

  test("to be thought about comes out by its time", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), (times) => {
        const heap = new FollowUps();
        for (const time of times) heap.add(at(time));
        const out = times.map(() => heap.take().intendedMs);
        expect(out).toEqual(times.toSorted((a, b) => a - b));
        expect(heap.nextMs).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  test("for a connection comes out as it came in, also beyond the first size", () => {
    const queue = new Queue<Outgoing>();
    const [inn, out]: [number[], number[]] = [[], []];
    for (let i = 0; i < 5000; i++) {
      queue.add(at(i));
      inn.push(i);
      if (i % 3 === 0) out.push(queue.take().intendedMs);
    }
    while (queue.size > 0) out.push(queue.take().intendedMs);
    expect(out).toEqual(inn);
    expect(queue.first).toBeUndefined();
  });
});
