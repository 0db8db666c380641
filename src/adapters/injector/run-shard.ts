import {
  type Fault,
  openSource,
  type ReceivedAnswer,
  type RequestSource,
  RequestStats,
  type ScheduledRequest,
} from "../../loadtest/injection/index.ts";
import {
  type LoadInterval,
  type LoadPlan,
  requestsPerConnection,
  type Tally,
} from "../../loadtest/model/index.ts";
import { monotonicMs } from "./clock.ts";
import type { Connection, Listener } from "./connection.ts";
import { InFlight } from "./in-flight.ts";
import { pace, type Turn } from "./pacer.ts";
import { Pool } from "./pool.ts";
import { Queue } from "./queue.ts";
import type { PreparedShard, ShardReport, ShardTask, ShardWatch } from "./shard.ts";

/** A closed load whose target refuses is not to knock without a pause. */
const RETRY_MS = 20;
/** Connections that an open load has from the beginning, so that its first requests find some. */
const OPEN_AT_START = 64;
/** What asks for the same however often it comes. Source: RFC 9110 §9.2.2. */
const IDEMPOTENT: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
/** A target that is slow to take them is not waited for longer. */
const LONGEST_PREPARATION_MS = 1000;

/** Carries out one shard's part of a plan. */
export const prepareShard = (task: ShardTask, watch: ShardWatch): PreparedShard =>
  new ShardRun(task, watch);

/** All times are milliseconds since the run's origin. */
class ShardRun implements Listener, PreparedShard {
  readonly ready: Promise<void>;
  readonly over: Promise<ShardReport>;

  readonly #plan: LoadPlan;
  readonly #watch: ShardWatch;
  readonly #isClosed: boolean;
  readonly #source: RequestSource;
  readonly #stats: RequestStats;
  readonly #waiting = new Queue<ScheduledRequest>();
  readonly #inFlight = new InFlight();
  readonly #pool: Pool;
  readonly #sayReady: () => void;
  readonly #resolve: (report: ShardReport) => void;
  /** null: it has not begun. */
  #originMs: number | null = null;
  #cpuBefore = process.threadCpuUsage();
  #snapshotMs: number;
  #retryMs = 0;
  /** Whether bytes came or went since it acted last. */
  #isBusy = false;
  #isOver = false;

  constructor(task: ShardTask, watch: ShardWatch) {
    const { plan, address, shard } = task;
    this.#plan = plan;
    this.#watch = watch;
    this.#snapshotMs = watch.everyMs;
    const { index, of } = shard;
    const most = Math.floor(plan.connections / of) + (index < plan.connections % of ? 1 : 0);
    this.#pool = new Pool(address, most, requestsPerConnection(plan.keepAlive), this);
    this.#isClosed = plan.model.kind === "closed";
    this.#source = openSource(task, Date.now());
    const onInterval = (interval: LoadInterval) => watch.onInterval(interval);
    this.#stats = new RequestStats(this.#source.streams, plan.intervalMs, onInterval);
    const over = Promise.withResolvers<ShardReport>();
    [this.over, this.#resolve] = [over.promise, over.resolve];
    const ready = Promise.withResolvers<void>();
    [this.ready, this.#sayReady] = [ready.promise, ready.resolve];
    this.#pool.openFor(this.#isClosed ? most : OPEN_AT_START, 0);
    setTimeout(this.#sayReady, LONGEST_PREPARATION_MS).unref();
  }

  begin(originMs: number): void {
    this.#originMs = originMs;
    this.#cpuBefore = process.threadCpuUsage();
    const start = () =>
      pace(
        () => this.#act(),
        (ms) => this.#stats.loopDelayed(ms),
      );
    setTimeout(start, Math.max(0, -this.#nowMs()));
  }

  stop(): void {
    this.#finish(true);
  }

  onReady(connection: Connection): void {
    const nowMs = this.#nowMs();
    this.#pool.opened(connection, nowMs);
    if (connection.reserved !== null) {
      connection.ask(connection.reserved, this.#source.bytesOf(connection.reserved), nowMs);
      this.#inFlight.add(connection);
    } else if (this.#originMs === null) {
      if (!this.#pool.isOpening) this.#sayReady();
    } else this.#dispatch(nowMs);
  }

  onAnswer(connection: Connection, status: number, answer: ReceivedAnswer): void {
    const nowMs = this.#nowMs();
    this.#isBusy = true;
    const request = connection.request!;
    this.#inFlight.remove(connection);
    const fault = this.#source.answered(request, nowMs, status, answer);
    this.#stats.answered(request, nowMs, fault);
    if (!connection.isOver) this.#pool.free(connection, nowMs);
    this.#dispatch(nowMs);
  }

  onEnd(connection: Connection, fault: Fault | null): void {
    const nowMs = this.#nowMs();
    this.#pool.forget(connection);
    if (this.#originMs === null && !this.#pool.isOpening) this.#sayReady();
    if (this.#inFlight.has(connection)) {
      this.#inFlight.remove(connection);
      this.#lost(connection.request!, nowMs, fault ?? "network");
    } else if (!connection.isReady) this.#neverOpened(connection, nowMs, fault ?? "network");
  }

  /** It goes out once more, on a connection that nobody can have closed yet, if that does no harm. */
  #lost(request: ScheduledRequest, nowMs: number, fault: Fault): void {
    if (fault !== "kept-connection-closed" || !IDEMPOTENT.has(request.method))
      this.#stats.failed(request, nowMs, fault);
    else {
      this.#stats.resent();
      this.#pool.open(nowMs, request);
    }
  }

  /** The request for which it was opened, or one like it, has failed. */
  #neverOpened({ openedMs, reserved }: Connection, nowMs: number, fault: Fault): void {
    if (this.#originMs === null) return;
    if (reserved !== null) this.#stats.failed(reserved, nowMs, fault);
    else if (this.#waiting.size > 0) this.#stats.failed(this.#waiting.shift(), nowMs, fault);
    else if (this.#isClosed) this.#stats.neverAsked(openedMs, nowMs, fault);
    if (this.#isClosed) this.#retryMs = nowMs + RETRY_MS;
  }

  /** Does what is due; null: it is over. */
  #act(): Turn | null {
    if (this.#isOver) return null;
    const nowMs = this.#nowMs();
    this.#dispatch(nowMs);
    this.#expire(nowMs);
    this.#open(nowMs);
    this.#stats.turn(nowMs);
    if (nowMs >= this.#snapshotMs) {
      this.#snapshotMs = nowMs + this.#watch.everyMs;
      this.#watch.onProgress(this.#tally(nowMs));
    }
    if (this.#isDone(nowMs)) {
      this.#finish(false);
      return null;
    }
    const isBusy = this.#isBusy;
    this.#isBusy = false;
    return { untilNextMs: this.#source.nextMs - this.#nowMs(), isBusy };
  }

  #isDone(nowMs: number): boolean {
    if (nowMs < this.#plan.durationMs) return false;
    return (
      this.#source.nextMs === Number.POSITIVE_INFINITY &&
      this.#waiting.size + this.#inFlight.size + this.#pool.reserved === 0
    );
  }

  /** Starts what is due, and what waits, as far as connections are free. */
  #dispatch(nowMs: number): void {
    this.#pool.dropStale(nowMs);
    while (this.#source.nextMs <= nowMs) {
      const request = this.#source.take();
      this.#stats.due(nowMs, nowMs - request.intendedMs);
      this.#waiting.add(request);
    }
    while (this.#pool.idle > 0) {
      const request = this.#next(nowMs);
      if (request === null) break;
      this.#send(this.#pool.acquire(), request);
    }
  }

  #next(nowMs: number): ScheduledRequest | null {
    if (this.#waiting.size > 0) return this.#waiting.shift();
    if (!this.#isClosed || nowMs >= this.#plan.durationMs) return null;
    this.#stats.due(nowMs, 0);
    return this.#source.begin(nowMs);
  }

  #send(connection: Connection, request: ScheduledRequest): void {
    const bytes = this.#source.bytesOf(request);
    const nowMs = this.#nowMs();
    request.sentMs = nowMs;
    // What a closed load means to send, it sends.
    if (this.#isClosed) request.intendedMs = nowMs;
    connection.ask(request, bytes, nowMs);
    this.#isBusy = true;
    this.#inFlight.add(connection);
    this.#stats.sent(request);
  }

  #open(nowMs: number): void {
    if (nowMs < this.#retryMs) return;
    const isMore = this.#isClosed && nowMs < this.#plan.durationMs;
    this.#pool.openFor(isMore ? this.#pool.most : this.#waiting.size, nowMs);
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
      this.#pool.forget(late);
      this.#stats.timedOut(late.request!, nowMs, timeoutMs);
      late.drop();
    }
    while (this.#waiting.size > 0 && this.#waiting.first!.intendedMs <= sinceMs)
      this.#stats.gaveUp(this.#waiting.shift(), nowMs, timeoutMs);
    for (const connection of this.#pool.late(sinceMs)) {
      connection.drop();
      if (connection.reserved === null) this.onEnd(connection, "unreachable");
      else {
        this.#pool.forget(connection);
        this.#stats.timedOut(connection.reserved, nowMs, timeoutMs);
      }
    }
  }

  #finish(interrupted: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const nowMs = this.#nowMs();
    this.#stats.close(nowMs);
    const tally = this.#tally(nowMs);
    this.#pool.dropAll();
    this.#waiting.clear();
    this.#resolve({ tally, interrupted });
  }

  #tally(nowMs: number): Tally {
    const { user, system } = process.threadCpuUsage(this.#cpuBefore);
    const elapsedMs = Math.max(nowMs, 0);
    return this.#stats.tally({
      elapsedMs,
      cpu: elapsedMs === 0 ? 0 : (user + system) / 1000 / elapsedMs,
    });
  }

  #nowMs(): number {
    return this.#originMs === null ? 0 : monotonicMs() - this.#originMs;
  }
}
