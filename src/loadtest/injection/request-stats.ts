import type { LoadInterval, Tally } from "../model/index.ts";
import type { Fault } from "./fault.ts";
import type { AnswerFault } from "./read-answer.ts";
import type { ScheduledRequest } from "./scheduled-request.ts";
import type { StreamRecorder } from "./stream-recorder.ts";
import { tallyRecorder } from "./tally.ts";

/** Counts what becomes of one shard's requests: in all, and of a workload by stream and interval. */
export class RequestStats {
  readonly #all = tallyRecorder();
  readonly #streams: StreamRecorder | null;
  readonly #intervalMs: number;
  readonly #onInterval: (interval: LoadInterval) => void;
  /** Requests that are due and have not ended. */
  #pending = 0;
  #planned = 0;
  #intervalStartMs = 0;

  constructor(
    streams: StreamRecorder | null,
    intervalMs: number,
    onInterval: (interval: LoadInterval) => void,
  ) {
    this.#streams = streams;
    this.#intervalMs = intervalMs;
    this.#onInterval = onInterval;
  }

  /** An intended start has come, and was noticed `lateMs` after. */
  due(nowMs: number, lateMs: number): void {
    this.turn(nowMs);
    this.#planned++;
    this.#pending++;
    this.#all.due(lateMs);
  }

  sent(request: ScheduledRequest): void {
    this.#all.sent(request);
  }

  /** It goes out once more, and has not ended. */
  resent(): void {
    this.#all.resent();
  }

  /** A whole answer has come; `fault`: what is wrong with it. */
  answered(request: ScheduledRequest, nowMs: number, fault: AnswerFault | null): void {
    this.#ended(nowMs);
    this.#all.answered(request, nowMs, fault);
    if (request.session === null) return;
    const { counter } = request.session;
    const responseMs = nowMs - request.intendedMs;
    if (fault !== null) counter.bad(fault, responseMs);
    else counter.good(responseMs, nowMs - request.sentMs);
  }

  /** A request that was sent and gave no whole answer in time. */
  timedOut(request: ScheduledRequest, nowMs: number, timeoutMs: number): void {
    this.#ended(nowMs);
    this.#all.timedOut(request, timeoutMs);
    const responseMs = request.sentMs - request.intendedMs + timeoutMs;
    request.session?.counter.late("timed-out", responseMs, timeoutMs);
  }

  /** A request that was never sent because every connection was busy for `timeoutMs`. */
  gaveUp(request: ScheduledRequest, nowMs: number, timeoutMs: number): void {
    this.#ended(nowMs);
    this.#all.gaveUp(timeoutMs);
    request.session?.counter.late("no-free-connection", timeoutMs, null);
  }

  failed(request: ScheduledRequest, nowMs: number, fault: Fault): void {
    this.#ended(nowMs);
    this.#all.failed(request.intendedMs, nowMs, fault);
    request.session?.counter.bad(fault, nowMs - request.intendedMs);
  }

  /** A connection of a closed load that nobody took: what it was to ask has failed. */
  neverAsked(openedMs: number, nowMs: number, fault: Fault): void {
    this.due(nowMs, 0);
    this.#ended(nowMs);
    this.#all.failed(openedMs, nowMs, fault);
  }

  loopDelayed(ms: number): void {
    this.#all.loopDelayed(ms);
  }

  tally(rig: Pick<Tally, "cpu" | "elapsedMs">): Tally {
    return this.#all.tally(rig);
  }

  /** Ends every interval whose time has passed. */
  turn(nowMs: number): void {
    while (nowMs >= this.#intervalStartMs + this.#intervalMs) this.#endInterval(this.#intervalMs);
  }

  /** Ends the last interval, however short. */
  close(nowMs: number): void {
    this.turn(nowMs);
    if (nowMs > this.#intervalStartMs) this.#endInterval(nowMs - this.#intervalStartMs);
  }

  #ended(nowMs: number): void {
    this.turn(nowMs);
    this.#pending--;
  }

  #endInterval(durationMs: number): void {
    const [startMs, planned, inFlight] = [this.#intervalStartMs, this.#planned, this.#pending];
    this.#intervalStartMs += this.#intervalMs;
    this.#planned = 0;
    if (this.#streams === null) return;
    this.#onInterval({ startMs, durationMs, planned, inFlight, streams: this.#streams.take() });
  }
}
