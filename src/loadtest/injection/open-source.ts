import type { LoadPlan } from "../model/index.ts";
import { type Arrivals, arrivals, type Shard } from "./arrivals.ts";
import { type AnswerFault, faultOfStatus } from "./read-answer.ts";
import type { RequestSource, ShardLoad } from "./request-source.ts";
import { requestText } from "./request-text.ts";
import type { ScheduledRequest } from "./scheduled-request.ts";
import { SessionSource } from "./session-source.ts";

/** @param originEpochMs about when the run begins, since 1970 */
export const openSource = (
  { plan, shard, sessions }: ShardLoad,
  originEpochMs: number,
): RequestSource =>
  sessions === null
    ? new PlainSource(plan, shard)
    : new SessionSource(plan, shard, sessions, originEpochMs);

/** The same request at each arrival. */
class PlainSource implements RequestSource {
  readonly streams = null;
  nextMs: number;
  readonly #arrivals: Arrivals;
  readonly #method: string;
  readonly #bytes: Buffer;
  readonly #statuses: readonly number[] | null;

  /** @throws Error when the plan is a workload's, which sessions play */
  constructor(plan: LoadPlan, shard: Shard) {
    if (plan.work.kind !== "request") throw new Error("A workload came without its template.");
    const { request } = plan.work;
    this.#method = request.method;
    this.#statuses = request.statuses;
    this.#bytes = Buffer.from(requestText(plan.target, request, plan.keepAlive));
    this.#arrivals = arrivals(plan.model, plan.seed, shard);
    this.nextMs = this.#arrivals();
  }

  take(): ScheduledRequest {
    const intendedMs = this.nextMs;
    this.nextMs = this.#arrivals();
    return this.begin(intendedMs);
  }

  begin(intendedMs: number): ScheduledRequest {
    return { intendedMs, sentMs: 0, method: this.#method, keepsAnswer: false, session: null };
  }

  bytesOf(): Buffer {
    return this.#bytes;
  }

  answered(_request: ScheduledRequest, _nowMs: number, status: number): AnswerFault | null {
    return faultOfStatus(status, this.#statuses);
  }
}
