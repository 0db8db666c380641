import type {
  Fault,
  KeptAnswer,
  LoadPlan,
  LoadTenant,
  Shard,
  Tally,
  Window,
  WorkForm,
} from "../../loadtest/injection/index.ts";
import { Books } from "./books.ts";
import { monotonicMs } from "./clock.ts";
import { Connection, type Listener } from "./connection.ts";
import type { Place } from "./dial.ts";
import { InFlight } from "./in-flight.ts";
import type { Outgoing } from "./outgoing.ts";
import { comeBack } from "./pacer.ts";
import { Queue } from "./queue.ts";
import { SessionSource } from "./session-source.ts";
import { PlainSource, type Source } from "./source.ts";

export interface ShardTask {
  readonly plan: LoadPlan;
  readonly place: Place;
  readonly shard: Shard;
  /** null for a plain request. */
  readonly workload: WorkloadTask | null;
}

export interface WorkloadTask {
  readonly form: WorkForm;
  readonly tenants: readonly LoadTenant[];
  /** Names the run in its tokens. */
  readonly run: string;
}

export interface ShardReport {
  readonly tally: Tally;
  readonly interrupted: boolean;
}

export interface RunningShard {
  readonly over: Promise<ShardReport>;
  stop(): void;
}

/** Whom a shard tells how far it is. */
export interface ShardWatch {
  onProgress(tally: Tally): void;
  onWindow(window: Window): void;
}

const SNAPSHOT_MS = 500;
/** A closed load whose target refuses is not to knock without a pause. */
const RETRY_MS = 20;

/** Carries out one shard's part of a plan, beginning at `originMs` of `monotonicMs`. */
export function runShard(task: ShardTask, originMs: number, watch: ShardWatch): RunningShard {
  const run = new ShardRun(task, originMs, watch);
  return { over: run.over, stop: () => run.stop() };
}

/** All times are milliseconds since the run's origin. */
class ShardRun implements Listener {
  readonly over: Promise<ShardReport>;

  readonly #plan: LoadPlan;
  readonly #place: Place;
  readonly #originMs: number;
  readonly #watch: ShardWatch;
  readonly #mostConnections: number;
  readonly #requestsPerConnection: number;
  readonly #isClosed: boolean;
  readonly #source: Source;
  readonly #books: Books;
  readonly #waiting = new Queue<Outgoing>();
  readonly #inFlight = new InFlight();
  /** The last to be freed is the first to be used again. */
  readonly #idle: Connection[] = [];
  readonly #live = new Set<Connection>();
  readonly #opening = new Set<Connection>();
  readonly #resolve: (report: ShardReport) => void;
  readonly #cpuBefore = process.threadCpuUsage();
  readonly #tick = () => this.#act();
  /** When the loop was to come back. */
  #expectedMs = Number.POSITIVE_INFINITY;
  #snapshotMs = SNAPSHOT_MS;
  #retryMs = 0;
  #isBusy = false;
  #isOver = false;

  constructor(task: ShardTask, originMs: number, watch: ShardWatch) {
    const { plan, place, shard, workload } = task;
    this.#plan = plan;
    this.#place = place;
    this.#originMs = originMs;
    this.#watch = watch;
    const { index, of } = shard;
    this.#mostConnections =
      Math.floor(plan.connections / of) + (index < plan.connections % of ? 1 : 0);
    this.#requestsPerConnection = requestsPerConnection(plan);
    this.#isClosed = plan.model.kind === "closed";
    const played =
      workload === null ? null : new SessionSource(task, workload, Date.now() - this.#nowMs());
    this.#source = played ?? plainSource(task);
    const onWindow = (window: Window) => watch.onWindow(window);
    this.#books = new Books(played?.streams ?? null, plan.windowMs, onWindow);
    const { promise, resolve } = Promise.withResolvers<ShardReport>();
    this.over = promise;
    this.#resolve = resolve;
    setTimeout(this.#tick, Math.max(0, -this.#nowMs()));
  }

  stop(): void {
    this.#finish(true);
  }

  onReady(connection: Connection): void {
    this.#opening.delete(connection);
    this.#free(connection, this.#nowMs());
  }

  onAnswer(connection: Connection, status: number, kept: KeptAnswer): void {
    const nowMs = this.#nowMs();
    const request = connection.request!;
    this.#isBusy = true;
    this.#inFlight.remove(connection);
    const fault = this.#source.answered(request, nowMs, status, kept);
    this.#books.answered(request, nowMs, status, fault);
    if (!connection.isOver) this.#free(connection, nowMs);
    if (this.#source.nextMs <= nowMs) this.#release(nowMs);
  }

  onEnd(connection: Connection, fault: Fault | null): void {
    const nowMs = this.#nowMs();
    this.#live.delete(connection);
    this.#opening.delete(connection);
    if (this.#inFlight.has(connection)) {
      this.#inFlight.remove(connection);
      this.#books.failed(connection.request!, nowMs, fault ?? "network");
    } else if (!connection.isReady) this.#neverOpened(connection, nowMs, fault ?? "network");
    else {
      const at = this.#idle.indexOf(connection);
      if (at >= 0) this.#idle.splice(at, 1);
    }
  }

  /** The request for which it was opened, or one like it, has failed. */
  #neverOpened({ openedMs }: Connection, nowMs: number, fault: Fault): void {
    if (this.#waiting.size > 0) this.#books.failed(this.#waiting.take(), nowMs, fault);
    else if (this.#isClosed) this.#books.neverAsked(openedMs, nowMs, fault);
    if (this.#isClosed) this.#retryMs = nowMs + RETRY_MS;
  }

  #act(): void {
    if (this.#isOver) return;
    const nowMs = this.#nowMs();
    this.#books.loopDelayed(nowMs - this.#expectedMs);
    this.#release(nowMs);
    this.#expire(nowMs);
    this.#open(nowMs);
    this.#books.turn(nowMs);
    if (nowMs >= this.#snapshotMs) {
      this.#snapshotMs = nowMs + SNAPSHOT_MS;
      this.#watch.onProgress(this.#tally(nowMs));
    }
    if (this.#isDone(nowMs)) this.#finish(false);
    else this.#rest();
  }

  #rest(): void {
    this.#source.prepare(this.#nowMs());
    const isBusy = this.#isBusy;
    this.#isBusy = false;
    const nowMs = this.#nowMs();
    this.#expectedMs = nowMs + comeBack(this.#tick, this.#source.nextMs - nowMs, isBusy);
  }

  #isDone(nowMs: number): boolean {
    if (nowMs < this.#plan.durationMs) return false;
    return (
      this.#source.nextMs === Number.POSITIVE_INFINITY &&
      this.#waiting.size + this.#inFlight.size === 0
    );
  }

  /** Starts every request that is due. */
  #release(nowMs: number): void {
    while (this.#source.nextMs <= nowMs) {
      const request = this.#source.take();
      this.#books.due(nowMs, nowMs - request.intendedMs);
      const connection = this.#idle.pop();
      if (connection === undefined) this.#waiting.add(request);
      else this.#send(connection, request);
      this.#isBusy = true;
    }
  }

  #free(connection: Connection, nowMs: number): void {
    if (this.#waiting.size > 0) this.#send(connection, this.#waiting.take());
    else if (this.#isClosed && nowMs < this.#plan.durationMs) {
      this.#books.due(nowMs, 0);
      const request = this.#source.begin(nowMs);
      // What a closed load means to send, it sends.
      request.intendedMs = this.#nowMs();
      this.#send(connection, request);
    } else this.#idle.push(connection);
  }

  #send(connection: Connection, request: Outgoing): void {
    request.sentMs = this.#nowMs();
    connection.ask(request);
    this.#inFlight.add(connection);
    this.#books.sent(request);
  }

  #open(nowMs: number): void {
    if (nowMs < this.#retryMs) return;
    const isMore = this.#isClosed && nowMs < this.#plan.durationMs;
    const wanted = isMore ? this.#mostConnections : this.#waiting.size;
    while (this.#live.size < this.#mostConnections && this.#opening.size < wanted) {
      const connection = new Connection(this.#place, nowMs, this.#requestsPerConnection, this);
      this.#live.add(connection);
      this.#opening.add(connection);
    }
  }

  #expire(nowMs: number): void {
    const { timeoutMs } = this.#plan;
    const sinceMs = nowMs - timeoutMs;
    for (
      let late = this.#inFlight.first;
      late !== null && late.request!.sentMs <= sinceMs;
      late = this.#inFlight.first
    ) {
      this.#inFlight.remove(late);
      this.#live.delete(late);
      this.#books.timedOut(late.request!, nowMs, timeoutMs);
      late.drop();
    }
    while (this.#waiting.size > 0 && this.#waiting.first!.intendedMs <= sinceMs)
      this.#books.gaveUp(this.#waiting.take(), nowMs, timeoutMs);
    for (const connection of this.#opening) {
      if (connection.openedMs > sinceMs) break;
      connection.drop();
      this.onEnd(connection, "unreachable");
    }
  }

  #finish(interrupted: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const nowMs = this.#nowMs();
    this.#books.close(nowMs);
    const tally = this.#tally(nowMs);
    for (const connection of this.#live) connection.drop();
    this.#resolve({ tally, interrupted });
  }

  #tally(nowMs: number): Tally {
    const { user, system } = process.threadCpuUsage(this.#cpuBefore);
    const elapsedMs = Math.max(nowMs, 0);
    return this.#books.tally({
      elapsedMs,
      cpu: elapsedMs === 0 ? 0 : (user + system) / 1000 / elapsedMs,
    });
  }

  #nowMs(): number {
    return monotonicMs() - this.#originMs;
  }
}

function plainSource(task: ShardTask): PlainSource {
  const { work } = task.plan;
  if (work.kind !== "request") throw new Error("A workload came without its form.");
  return new PlainSource(task, work.request);
}

function requestsPerConnection({ keepAlive }: LoadPlan): number {
  if (keepAlive === "always") return Number.POSITIVE_INFINITY;
  return keepAlive === "never" ? 1 : keepAlive.requestsPerConnection;
}
