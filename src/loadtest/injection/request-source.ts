import type { LoadPlan, LoadTenant } from "../model/index.ts";
import type { Shard } from "./arrivals.ts";
import type { AnswerFault, ReceivedAnswer } from "./read-answer.ts";
import type { WorkloadTemplate } from "./request-template.ts";
import type { ScheduledRequest } from "./scheduled-request.ts";
import type { StreamRecorder } from "./stream-recorder.ts";

/** Decides which request is due when. Times are milliseconds since the run's origin. */
export interface RequestSource {
  /** Counts a workload's streams; null for a plain request. */
  readonly streams: StreamRecorder | null;
  /** When the next request is due; Infinity when none is. */
  readonly nextMs: number;
  /** The request that is due next. */
  take(): ScheduledRequest;
  /** One that starts now, as a closed load wants it. */
  begin(nowMs: number): ScheduledRequest;
  /** A request as it goes over the wire; valid until the next one is asked for. */
  bytesOf(request: ScheduledRequest): Buffer;
  /** Hears of a whole answer and says what is wrong with it; null: nothing. */
  answered(
    request: ScheduledRequest,
    nowMs: number,
    status: number,
    answer: ReceivedAnswer,
  ): AnswerFault | null;
}

/** What a shard plays: its part of a plan, and whose sessions. */
export interface ShardLoad {
  readonly plan: LoadPlan;
  readonly shard: Shard;
  /** null for a plain request. */
  readonly sessions: SessionLoad | null;
}

export interface SessionLoad {
  readonly template: WorkloadTemplate;
  /** Whose sessions are played, the largest first. */
  readonly tenants: readonly LoadTenant[];
  /** Names the run in its tokens. */
  readonly run: string;
}
