import type { Random } from "../core/chance/index.ts";
import type { Leases } from "../core/store/index.ts";
import { type Clock, type Moment, momentOf, presentMs } from "../core/time/index.ts";
import { heldLeases, LEASE_MS } from "./held-leases.ts";
import type { Job, JobState, Turn } from "./job.ts";
import { type Engine, perform } from "./perform.ts";

export interface JobsDeps {
  readonly jobs: readonly Job[];
  readonly engine: Engine;
  readonly leases: Leases;
  readonly clock: Clock;
  /** A name that no other process has. */
  readonly holder: string;
  /** By how much tries after failures are spread. */
  readonly random: Random;
  /** Told when a job fails; it is tried again. */
  readonly onError: (job: string, error: unknown) => void;
}

/** Leases are renewed, and clocks that were set are noticed, this often. */
const BEAT_MS = LEASE_MS / 3;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** What this process remembers of a job. */
interface Memory {
  started: Moment | null;
  isRunning: boolean;
  failures: number;
  problem: string | null;
  /** By the monotonic clock. */
  notBeforeMs: number;
}

/**
 * Does each job when it is due, in the one process that has its lease, until closed. One timer serves
 * all: it looks again when more is known, when something comes due, and with every beat.
 */
export function runJobs(deps: JobsDeps): { list(): readonly JobState[]; close(): Promise<void> } {
  const { jobs, engine, clock, random, onError } = deps;
  const leases = heldLeases(deps.leases, clock, deps.holder);
  const known = engine.projection.known();
  const memories = new Map(jobs.map((job) => [job, newMemory()] as const));
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  let cancel = () => {};
  let cancelBeat = () => {};

  const startedMs = ({ started }: Memory): number | null =>
    started === null ? null : presentMs(started, clock);

  function dueMs(job: Job, memory: Memory): number | null {
    const due = job.due(known, clock.nowMs(), startedMs(memory));
    if (due === null) return null;
    return Math.max(due, clock.nowMs() + memory.notBeforeMs - clock.monotonicMs());
  }

  function look(): void {
    cancel();
    if (closing.signal.aborted) return;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [job, memory] of memories) {
      if (memory.isRunning) continue;
      const inMs = (dueMs(job, memory) ?? Number.POSITIVE_INFINITY) - clock.nowMs();
      if (inMs > 0) nextMs = Math.min(nextMs, inMs);
      else start(job, memory);
    }
    if (Number.isFinite(nextMs)) cancel = clock.after(Math.min(nextMs, BEAT_MS), look);
  }

  function start(job: Job, memory: Memory): void {
    const lease = leases.of(job.name);
    if (lease === null) return;
    const signal = AbortSignal.any([closing.signal, lease.lost]);
    const turn: Turn = {
      nowMs: clock.nowMs(),
      known,
      lease: lease.token,
      signal,
      perform: (decide, input, { addon, cause }) => {
        const context = { addon, cause, nowMs: clock.nowMs(), by: "plimsoll" };
        return perform(engine, decide, input, context, lease.token);
      },
    };
    memory.started = momentOf(clock);
    memory.isRunning = true;
    const work = job
      .run(turn)
      .then(() => settle(memory, null))
      .catch((error: unknown) => {
        settle(memory, error);
        if (!signal.aborted) onError(job.name, error);
      })
      .finally(() => {
        running.delete(work);
        look();
      });
    running.add(work);
  }

  function settle(memory: Memory, error: unknown): void {
    memory.isRunning = false;
    memory.failures = error === null ? 0 : memory.failures + 1;
    memory.problem = error === null ? null : String((error as Error)?.message ?? error);
    if (error === null) return;
    const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (memory.failures - 1));
    memory.notBeforeMs = clock.monotonicMs() + waitMs * (0.5 + random() / 2);
  }

  async function beat(): Promise<void> {
    try {
      await Promise.all(jobs.map(({ name }) => leases.ask(name)));
    } catch (error) {
      onError("leases", error);
    }
    if (closing.signal.aborted) return;
    look();
    cancelBeat = clock.after(BEAT_MS, () => {
      beating = beat();
    });
  }

  const following = engine.projection.onChange(look);
  let beating = beat();

  return {
    list: () =>
      [...memories].map(([job, memory]): JobState => {
        const due = dueMs(job, memory);
        const { name, about } = job;
        return {
          name,
          about,
          state: stateOf(name, memory, due),
          dueMs: due,
          startedMs: startedMs(memory),
          problem: memory.problem,
        };
      }),
    async close() {
      closing.abort();
      following.close();
      cancel();
      cancelBeat();
      await beating;
      await Promise.all(running);
      await leases.release();
    },
  };

  function stateOf(name: string, memory: Memory, due: number | null): JobState["state"] {
    if (memory.isRunning) return "running";
    if (leases.of(name) === null) return "elsewhere";
    if (memory.problem !== null) return "failed";
    return due === null ? "idle" : "waiting";
  }
}

const newMemory = (): Memory => ({
  started: null,
  isRunning: false,
  failures: 0,
  problem: null,
  notBeforeMs: Number.NEGATIVE_INFINITY,
});
