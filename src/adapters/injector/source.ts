import {
  type AnswerFault,
  type Arrivals,
  arrivals,
  faultOfStatus,
  type KeptAnswer,
  requestText,
} from "../../loadtest/injection/index.ts";
import type { Outgoing } from "./outgoing.ts";
import type { ShardTask } from "./shard.ts";

/** Where a shard's requests come from. Times are milliseconds since the run's origin. */
export interface Source {
  /** When the next request is due; Infinity when none is. */
  readonly nextMs: number;
  /** The request that is due next; it may not be written yet. */
  take(): Outgoing;
  /** One that starts now, as a closed load wants it; it may not be written yet. */
  begin(nowMs: number): Outgoing;
  /** Writes the first ones of these requests, unless they are written. */
  write(requests: readonly Outgoing[], count: number): void;
  /** Hears of a whole answer and says what is wrong with it. */
  answered(request: Outgoing, nowMs: number, status: number, kept: KeptAnswer): AnswerFault | null;
  /** Takes back a request that was answered and is of no further use to anybody. */
  useAgain(request: Outgoing): void;
  /** Lets go of what it keeps for later, of which nothing will be asked for. */
  forget(): void;
  /** Gets some of what is due soon ready to be sent; takes a fraction of a millisecond. */
  prepare(nowMs: number): void;
}

/** The same request at each arrival. */
export class PlainSource implements Source {
  nextMs: number;
  readonly #arrivals: Arrivals;
  readonly #method: string;
  readonly #content: Buffer;
  readonly #statuses: readonly number[] | null;

  /** @throws Error when the task is a workload, of which it knows nothing */
  constructor({ plan, shard }: ShardTask) {
    if (plan.work.kind !== "request") throw new Error("A workload came without its form.");
    const { request } = plan.work;
    this.#method = request.method;
    this.#statuses = request.statuses;
    this.#content = Buffer.from(requestText(plan.target, request, plan.keepAlive));
    this.#arrivals = arrivals(plan.model, plan.seed, shard);
    this.nextMs = this.#arrivals();
  }

  take(): Outgoing {
    const intendedMs = this.nextMs;
    this.nextMs = this.#arrivals();
    return this.begin(intendedMs);
  }

  begin(intendedMs: number): Outgoing {
    const [method, content] = [this.#method, this.#content];
    return { intendedMs, sentMs: 0, method, content, contentBytes: content.length, part: null };
  }

  write(): void {}

  answered(_request: Outgoing, _nowMs: number, status: number): AnswerFault | null {
    return faultOfStatus(status, this.#statuses);
  }

  useAgain(): void {}

  forget(): void {}

  prepare(): void {}
}
