import { describe, expect, test } from "vitest";
import type { LoadPlan } from "../model/index.ts";
import { workloadTemplate } from "./request-template.ts";
import { SessionSource } from "./session-source.ts";
import { planOf, step, tenants, workload } from "./testdata/workloads.ts";

const steps = [
  step(),
  step({ name: "data", proof: "header", think: { meanMs: 20, spacing: "poisson" } }),
];
const EPOCH_MS = 1_800_000_000_000;

function sourceOf(part: Partial<LoadPlan>, index = 0, of = 1): SessionSource {
  const plan = planOf(workload(steps), part);
  const template = workloadTemplate(workload(steps), plan.target, "always");
  const load = { template, tenants: tenants(), run: "run" };
  return new SessionSource(plan, { index, of }, load, EPOCH_MS);
}

interface Played {
  readonly intendedMs: number;
  readonly arrival: number;
  readonly text: string;
}

/** All requests of a plan's part `index` of `of`, each answered well after 3 ms, in order. */
function played(part: Partial<LoadPlan>, index = 0, of = 1): readonly Played[] {
  const source = sourceOf(part, index, of);
  const all: Played[] = [];
  while (source.nextMs < Number.POSITIVE_INFINITY) {
    const request = source.take();
    const { intendedMs, session } = request;
    all.push({
      intendedMs,
      arrival: session!.session.arrival,
      text: source.bytesOf(request).toString(),
    });
    source.answered(request, intendedMs + 3, 200, { head: "", body: "" });
  }
  return all;
}

const told = (requests: readonly Played[]) =>
  requests.map(({ intendedMs, text }) => `${intendedMs} ${text}`).sort();

describe("a source of sessions", () => {
  test.for(["even", "poisson"] as const)(
    "sends the same %s requests, however many workers share it",
    (spacing) => {
      const stages = [{ from: 10, to: 400, durationMs: 500 }];
      const part = { model: { kind: "open", spacing, stages } } as const;
      const alone = told(played(part));
      expect(alone.length).toBeGreaterThan(150);
      for (const of of [2, 3, 5]) {
        const parts = Array.from({ length: of }, (_, index) => played(part, index, of));
        expect(told(parts.flat())).toEqual(alone);
      }
      expect(told(played({ ...part, seed: 2 }))).not.toEqual(alone);
    },
  );

  test("starts a step when the one before is answered and thought about, and none after the end", () => {
    const all = played({ model: { kind: "replay", startsMs: [0, 100, 499] } });
    const starts = (arrival: number) =>
      all.filter((each) => each.arrival === arrival).map((each) => each.intendedMs);
    expect(starts(0)[0]).toBe(0);
    expect(starts(0)[1]).toBeGreaterThan(3);
    expect(starts(1)[0]).toBe(100);
    expect(starts(2)).toEqual([499]);
    expect(all.map(({ intendedMs }) => intendedMs)).toEqual(
      all.map(({ intendedMs }) => intendedMs).sort((a, b) => a - b),
    );
  });
});

test("a closed load's request tells of the time at which it starts", () => {
  const source = sourceOf({ model: { kind: "closed" } });
  for (const nowMs of [0, 900, 10_000, 10_000, 200_000, 200_500]) {
    const [, claims = ""] = /jwt=[\w-]+\.([\w-]+)/.exec(
      source.bytesOf(source.begin(nowMs)).toString(),
    )!;
    const { iat } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(iat).toBe(Math.floor((EPOCH_MS + nowMs) / 1000));
  }
});
