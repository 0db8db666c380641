import { random } from "../../core/chance/index.ts";
import { memoryStore } from "../../core/store/index.ts";
import type { Clock } from "../../core/time/index.ts";
import type { Job } from "../job.ts";
import { openProjection } from "../projection.ts";
import { runJobs } from "../run-jobs.ts";

/** Jobs in a process of their own on a store, for tests; an error of theirs fails the test. */
export async function runOn(
  jobs: readonly Job[],
  clock: Clock,
  { ledger, leases, vault } = memoryStore(),
  holder = "test",
): Promise<{ close(): Promise<void> }> {
  const onError = (_: string, error: unknown) => {
    throw error;
  };
  const reading = { ledger, clock, onError: (error: unknown) => onError("ledger", error) };
  const projection = await openProjection(reading);
  const engine = { ledger, vault, projection };
  const running = runJobs({ jobs, engine, leases, clock, holder, random: random(1, holder), onError });
  return {
    async close() {
      await running.close();
      await projection.close();
    },
  };
}
