import type { Random } from "../core/chance/index.ts";
import type { Leases } from "../core/store/index.ts";
import { type Clock, type Moment, momentOf, presentMs } from "../core/time/index.ts";
import { heldLeases } from "./held-leases.ts";
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
  /** Called when a job fails; it is tried again. */
  readonly onError: (job: string, error: unknown) => void;
  /** A job whose process has been silent for so long passes to another; left out: 15 s. */
  readonly leaseMs?: number;
}

const USUAL_LEASE_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** The jobs of a process. */
export interface Jobs {
  list(): readonly JobState[];
  /** From now on these, at once. A job of a name that there was goes on from where it was, unless it comes at other times. */
  replace(jobs: readonly Job[]): void;
  /** What a job is doing, by its name; null: there is none. */
  stateOf(name: string): JobState["state"] | null;
  close(): Promise<void>;
}

/** What this process remembers of a job. */
interface Memory {
  started: Moment | null;
  /** When it began for the first time, by the monotonic clock: from where turns are counted. */
  firstMs: number | null;
  turn: number;
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
export function runJobs(deps: JobsDeps): Jobs {
  const { engine, clock, random, onError, leaseMs = USUAL_LEASE_MS } = deps;
  /** How often leases are renewed, and clocks that were set are noticed. */
  const beatMs = leaseMs / 3;
  const leases = heldLeases(deps.leases, clock, deps.holder, leaseMs);
  const known = engine.projection.known();
  let memories = new Map(deps.jobs.map((job) => [job, newMemory()] as const));
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  let cancel = () => {};
  let cancelBeat = () => {};

  const startedMs = ({ started }: Memory): number | null =>
    started === null ? null : presentMs(started, clock);

  /** In how many milliseconds it is due, none or less: now; null: not at all. */
  function dueInMs({ when }: Job, memory: Memory): number | null {
    const waitMs = memory.notBeforeMs - clock.monotonicMs();
    if ("everyMs" in when) {
      if (memory.firstMs === null) return waitMs;
      const elapsedMs = clock.monotonicMs() - memory.firstMs;
      return Math.max(memory.turn * when.everyMs - elapsedMs, waitMs);
    }
    const due = when.due(known, clock.nowMs(), startedMs(memory));
    return due === null ? null : Math.max(due - clock.nowMs(), waitMs);
  }

  /** A turn that falls into another is left out; timers may fire a little early, and no turn comes twice. */
  function countTurn({ when }: Job, memory: Memory): void {
    if (memory.firstMs === null || !("everyMs" in when)) return;
    const elapsedMs = clock.monotonicMs() - memory.firstMs;
    memory.turn = Math.max(memory.turn, Math.floor(elapsedMs / when.everyMs)) + 1;
  }

  function look(): void {
    cancel();
    if (closing.signal.aborted) return;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [job, memory] of memories) {
      if (memory.isRunning) continue;
      const inMs = dueInMs(job, memory) ?? Number.POSITIVE_INFINITY;
      if (inMs > 0) nextMs = Math.min(nextMs, inMs);
      else start(job, memory);
    }
    if (Number.isFinite(nextMs)) cancel = clock.after(Math.min(nextMs, beatMs), look);
  }

  function start(job: Job, memory: Memory): void {
    const lease = leases.of(job.name, job.goesOnAlone);
    if (lease === null) return;
    const signal = lease.lost;
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
    memory.firstMs ??= clock.monotonicMs();
    memory.isRunning = true;
    const work = job
      .run(turn)
      .then(() => settle(job, memory, null))
      .catch((error: unknown) => {
        settle(job, memory, error);
        if (!signal.aborted) onError(job.name, error);
      })
      .finally(() => {
        running.delete(work);
        look();
      });
    running.add(work);
  }

  function settle(job: Job, memory: Memory, error: unknown): void {
    memory.isRunning = false;
    countTurn(job, memory);
    memory.failures = error === null ? 0 : memory.failures + 1;
    memory.problem = error === null ? null : String((error as Error)?.message ?? error);
    if (error === null) return;
    const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (memory.failures - 1));
    memory.notBeforeMs = clock.monotonicMs() + waitMs * (0.5 + random() / 2);
  }

  async function askLeases(jobs: readonly Job[]): Promise<void> {
    try {
      await Promise.all(jobs.map(({ name }) => leases.ask(name)));
    } catch (error) {
      onError("leases", error);
    }
    look();
  }

  function replace(jobs: readonly Job[]): void {
    if (closing.signal.aborted) return;
    const before = new Map([...memories].map(([job, memory]) => [job.name, { job, memory }]));
    memories = new Map(jobs.map((job) => [job, memoryOf(job, before.get(job.name))] as const));
    const isNew = jobs.filter(({ name }) => !before.has(name));
    for (const { name } of jobs) before.delete(name);
    for (const name of before.keys()) track(leases.giveBack(name));
    track(askLeases(isNew));
  }

  /** Closing waits for it. */
  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  async function beat(): Promise<void> {
    await askLeases([...memories.keys()]);
    if (closing.signal.aborted) return;
    cancelBeat = clock.after(beatMs, () => {
      beating = beat();
    });
  }

  const following = engine.projection.onChange(look);
  let beating = beat();

  return {
    replace,
    list: () => [...memories].map(([job, memory]) => stateOf(job, memory)),
    stateOf: (name) => {
      const found = [...memories].find(([job]) => job.name === name);
      return found ? stateOf(...found).state : null;
    },
    async close() {
      closing.abort();
      leases.end();
      following.close();
      cancel();
      cancelBeat();
      await beating;
      await Promise.all(running);
      await leases.release();
    },
  };

  function stateOf(job: Job, memory: Memory): JobState {
    const inMs = dueInMs(job, memory);
    const has = leases.of(job.name, job.goesOnAlone) !== null;
    const resting = inMs === null ? "idle" : "waiting";
    return {
      name: job.name,
      about: job.about,
      state: memory.isRunning
        ? "running"
        : !has
          ? "elsewhere"
          : memory.problem === null
            ? resting
            : "failed",
      dueMs: inMs === null ? null : clock.nowMs() + Math.max(0, inMs),
      startedMs: startedMs(memory),
      problem: memory.problem,
    };
  }
}

/** A job that comes at other times than the one of its name begins its turns anew. */
function memoryOf(
  { when }: Job,
  before: { readonly job: Job; readonly memory: Memory } | undefined,
): Memory {
  if (before === undefined) return newMemory();
  const { job, memory } = before;
  const everyMs = (one: Job["when"]) => ("everyMs" in one ? one.everyMs : null);
  if (everyMs(job.when) !== everyMs(when)) Object.assign(memory, { firstMs: null, turn: 0 });
  return memory;
}

const newMemory = (): Memory => ({
  started: null,
  firstMs: null,
  turn: 0,
  isRunning: false,
  failures: 0,
  problem: null,
  notBeforeMs: Number.NEGATIVE_INFINITY,
});
