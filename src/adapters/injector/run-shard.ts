import {
  type Arrivals,
  arrivals,
  type Fault,
  type LoadPlan,
  requestText,
  type Shard,
  type Tally,
  tallyRecorder,
} from "../../loadtest/injection/index.ts";
import { monotonicMs } from "./clock.ts";
import { Connection, type Listener } from "./connection.ts";
import type { Place } from "./dial.ts";
import { InFlight } from "./in-flight.ts";
import { comeBack } from "./pacer.ts";
import { Waiting } from "./waiting.ts";

export interface ShardTask {
  readonly plan: LoadPlan;
  readonly place: Place;
  readonly shard: Shard;
}

export interface ShardReport {
  readonly tally: Tally;
  readonly interrupted: boolean;
}

export interface RunningShard {
  readonly over: Promise<ShardReport>;
  stop(): void;
}

const SNAPSHOT_MS = 500;
/** A closed load whose target refuses is not to knock without a pause. */
const RETRY_MS = 20;

/** Carries out one shard's part of a plan, beginning at `originMs` of `monotonicMs`. */
export function runShard(
  task: ShardTask,
  originMs: number,
  onProgress: (tally: Tally) => void,
): RunningShard {
  const run = new ShardRun(task, originMs, onProgress);
  return { over: run.over, stop: () => run.stop() };
}

/** All times are milliseconds since the run's origin. */
class ShardRun implements Listener {
  readonly over: Promise<ShardReport>;

  readonly #task: ShardTask;
  readonly #originMs: number;
  readonly #onProgress: (tally: Tally) => void;
  readonly #request: Buffer;
  readonly #mostConnections: number;
  readonly #isClosed: boolean;
  readonly #arrivals: Arrivals;
  readonly #counted = tallyRecorder();
  readonly #waiting = new Waiting();
  readonly #inFlight = new InFlight();
  /** The last to be freed is the first to be used again. */
  readonly #idle: Connection[] = [];
  readonly #live = new Set<Connection>();
  readonly #opening = new Set<Connection>();
  readonly #resolve: (report: ShardReport) => void;
  readonly #cpuBefore = process.threadCpuUsage();
  #nextMs: number;
  /** When the loop was to come back. */
  #expectedMs = Number.POSITIVE_INFINITY;
  #snapshotMs = SNAPSHOT_MS;
  #retryMs = 0;
  #isBusy = false;
  #isOver = false;

  constructor(task: ShardTask, originMs: number, onProgress: (tally: Tally) => void) {
    const { plan, shard } = task;
    this.#task = task;
    this.#originMs = originMs;
    this.#onProgress = onProgress;
    this.#request = Buffer.from(requestText(plan.target, plan.request));
    const { index, of } = shard;
    this.#mostConnections =
      Math.floor(plan.connections / of) + (index < plan.connections % of ? 1 : 0);
    const { model, seed } = plan;
    this.#isClosed = model.kind === "closed";
    this.#arrivals =
      model.kind === "open"
        ? arrivals(model.stages, model.spacing, seed, shard)
        : () => Number.POSITIVE_INFINITY;
    this.#nextMs = this.#arrivals();
    const { promise, resolve } = Promise.withResolvers<ShardReport>();
    this.over = promise;
    this.#resolve = resolve;
    setTimeout(() => this.#tick(), Math.max(0, -this.#nowMs()));
  }

  stop(): void {
    this.#finish(true);
  }

  onReady(connection: Connection): void {
    this.#opening.delete(connection);
    this.#free(connection, this.#nowMs());
  }

  onAnswer(connection: Connection, status: number): void {
    const nowMs = this.#nowMs();
    this.#isBusy = true;
    this.#inFlight.remove(connection);
    this.#counted.answered(connection, nowMs, status);
    if (!connection.isOver) this.#free(connection, nowMs);
    if (this.#nextMs <= nowMs) this.#release(nowMs);
  }

  onEnd(connection: Connection, fault: Fault | null): void {
    const nowMs = this.#nowMs();
    this.#live.delete(connection);
    this.#opening.delete(connection);
    if (this.#inFlight.has(connection)) {
      this.#inFlight.remove(connection);
      this.#counted.failed(connection.intendedMs, nowMs, fault ?? "network");
    } else if (!connection.isReady) this.#neverOpened(connection, nowMs, fault ?? "network");
    else {
      const at = this.#idle.indexOf(connection);
      if (at >= 0) this.#idle.splice(at, 1);
    }
  }

  /** The request for which it was opened, or one like it, has failed. */
  #neverOpened({ openedMs }: Connection, nowMs: number, fault: Fault): void {
    if (this.#isClosed) {
      this.#counted.due(0);
      this.#counted.failed(openedMs, nowMs, fault);
      this.#retryMs = nowMs + RETRY_MS;
    } else if (this.#waiting.size > 0) this.#counted.failed(this.#waiting.take(), nowMs, fault);
  }

  #tick(): void {
    if (this.#isOver) return;
    const nowMs = this.#nowMs();
    this.#counted.loopDelayed(nowMs - this.#expectedMs);
    this.#release(nowMs);
    this.#expire(nowMs);
    this.#open(nowMs);
    if (nowMs >= this.#snapshotMs) {
      this.#snapshotMs = nowMs + SNAPSHOT_MS;
      this.#onProgress(this.#tally(nowMs));
    }
    if (this.#isDone(nowMs)) this.#finish(false);
    else this.#rest();
  }

  #rest(): void {
    const isBusy = this.#isBusy;
    this.#isBusy = false;
    const nowMs = this.#nowMs();
    this.#expectedMs = nowMs + comeBack(() => this.#tick(), this.#nextMs - nowMs, isBusy);
  }

  #isDone(nowMs: number): boolean {
    if (nowMs < this.#task.plan.durationMs) return false;
    return (
      this.#nextMs === Number.POSITIVE_INFINITY && this.#waiting.size + this.#inFlight.size === 0
    );
  }

  /** Starts every request that is due. */
  #release(nowMs: number): void {
    while (this.#nextMs <= nowMs) {
      this.#counted.due(nowMs - this.#nextMs);
      const connection = this.#idle.pop();
      if (connection === undefined) this.#waiting.add(this.#nextMs);
      else this.#send(connection, this.#nextMs);
      this.#nextMs = this.#arrivals();
      this.#isBusy = true;
    }
  }

  #free(connection: Connection, nowMs: number): void {
    if (this.#waiting.size > 0) this.#send(connection, this.#waiting.take());
    else if (this.#isClosed && nowMs < this.#task.plan.durationMs) {
      this.#counted.due(0);
      this.#send(connection, nowMs);
    } else this.#idle.push(connection);
  }

  #send(connection: Connection, intendedMs: number): void {
    connection.intendedMs = intendedMs;
    connection.sentMs = this.#nowMs();
    // What a closed load means to send, it sends.
    if (this.#isClosed) connection.intendedMs = connection.sentMs;
    this.#inFlight.add(connection);
    this.#counted.sent(connection);
    connection.ask(this.#request, this.#task.plan.request.method);
  }

  #open(nowMs: number): void {
    if (nowMs < this.#retryMs) return;
    const isMore = this.#isClosed && nowMs < this.#task.plan.durationMs;
    const wanted = isMore ? this.#mostConnections : this.#waiting.size;
    while (this.#live.size < this.#mostConnections && this.#opening.size < wanted) {
      const connection = new Connection(this.#task.place, nowMs, this);
      this.#live.add(connection);
      this.#opening.add(connection);
    }
  }

  #expire(nowMs: number): void {
    const { timeoutMs } = this.#task.plan;
    const sinceMs = nowMs - timeoutMs;
    for (
      let late = this.#inFlight.first;
      late !== null && late.sentMs <= sinceMs;
      late = this.#inFlight.first
    ) {
      this.#inFlight.remove(late);
      this.#live.delete(late);
      this.#counted.timedOut(late, timeoutMs);
      late.drop();
    }
    while (this.#waiting.size > 0 && this.#waiting.first! <= sinceMs) {
      this.#waiting.take();
      this.#counted.gaveUp(timeoutMs);
    }
    for (const connection of this.#opening) {
      if (connection.openedMs > sinceMs) break;
      connection.drop();
      this.onEnd(connection, "unreachable");
    }
  }

  #finish(interrupted: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const tally = this.#tally(this.#nowMs());
    for (const connection of this.#live) connection.drop();
    this.#resolve({ tally, interrupted });
  }

  #tally(nowMs: number): Tally {
    const { user, system } = process.threadCpuUsage(this.#cpuBefore);
    const elapsedMs = Math.max(nowMs, 0);
    return this.#counted.tally({
      elapsedMs,
      cpu: elapsedMs === 0 ? 0 : (user + system) / 1000 / elapsedMs,
    });
  }

  #nowMs(): number {
    return monotonicMs() - this.#originMs;
  }
}
