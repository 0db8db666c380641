import fc from "fast-check";
import { expect, test } from "vitest";
import type { Contract, ProbePlan } from "../core/contract/index.ts";
import { allTenants, noExclusions, periodOf } from "../core/slo/index.ts";
import { contractWith } from "../core/slo/testdata/scene.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, MINUTE_MS } from "../core/time/index.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import { currentStates } from "./current-state.ts";
import { probeJobs } from "./probe-jobs.ts";
import { slotBuffer } from "./slot-buffer.ts";

const START_MS = Date.UTC(2027, 3, 10);
const MINUTES = 12;

const plan = (path: string, everyS: number): ProbePlan => ({
  path,
  everyMs: everyS * 1000,
  timeoutMs: 1000,
  from: ["local"],
  agree: 1,
});

/** By path: from which second on and for how many it answers 500. */
const outage = fc.record({ fromS: fc.nat(MINUTES * 60), lastsS: fc.integer({ min: 1, max: 600 }) });
const anyWorld = fc.record({
  often: fc.option(outage),
  rare: fc.option(outage),
  everyS: fc.constantFrom(10, 30, 60),
});

test("what fails its checks for two minutes is never shown as kept in full", async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async ({ often, rare, everyS }) => {
      const clock = fakeClock(START_MS);
      const store = memoryStore();
      const states = currentStates(clock);
      const contract = watching([plan("/often", 2), plan("/rare", everyS)]);
      const isDown = (url: string) => {
        const of = url.endsWith("/often") ? often : rare;
        const s = (clock.nowMs() - START_MS) / 1000;
        return of !== null && s >= of.fromS && s < of.fromS + of.lastsS;
      };
      const prober = {
        ask: async ({ url }: { url: string }) =>
          ({ kind: "answered", status: isDown(url) ? 500 : 200, durationMs: 5 }) as const,
      };
      const { signal } = new AbortController();
      const jobs = probeJobs(
        { prober, results: slotBuffer(store), clock, signal, onCheck: states.onCheck },
        contract,
      );
      const probing = await runOn(jobs, clock);
      for (let minute = 0; minute < MINUTES; minute++) {
        await clock.advance(MINUTE_MS);
        const nowMs = clock.nowMs();
        const { uptime } = await allTenants(store.slots, {
          contract,
          probes: [{ fromMs: START_MS, probes: contract.operations.probes }],
          period: periodOf({ kind: "month" }, nowMs),
          watchingSinceMs: START_MS,
          exclusions: noExclusions,
          nowMs,
        });
        const current = states.of("roadmaps")!;
        const isLasting = nowMs - Date.parse(current.since) >= 2 * MINUTE_MS;
        if (current.kind === "failing" && isLasting) expect(uptime!.share).toBeLessThan(1);
        if (current.kind === "answering" && uptime!.down === 0) expect(uptime!.share).toBe(1);
      }
      await probing.close();
    }),
    { numRuns: 25 },
  );
});

function watching(probes: readonly ProbePlan[]): Contract {
  const contract = contractWith();
  return { ...contract, operations: { ...contract.operations, probes } };
}
