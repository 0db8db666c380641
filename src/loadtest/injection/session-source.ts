import { Heap } from "../../core/time/index.ts";
import type { Extraction, LoadPlan } from "../model/index.ts";
import { type Arrivals, arrivals, type Shard } from "./arrivals.ts";
import { RequestComposer } from "./compose-request.ts";
import { type AnswerFault, faultOfAnswer, type ReceivedAnswer, takeFrom } from "./read-answer.ts";
import type { RequestSource, SessionLoad } from "./request-source.ts";
import type { ScheduledRequest } from "./scheduled-request.ts";
import { type Session, sessions, thinkMs } from "./session.ts";
import { StreamRecorder } from "./stream-recorder.ts";
import { tenantClassOf } from "./stream-tally.ts";

/** Plays sessions: their first steps as they arrive, the others as answers come. */
export class SessionSource implements RequestSource {
  readonly streams: StreamRecorder;
  readonly #plan: LoadPlan;
  readonly #tenants: number;
  readonly #originEpochMs: number;
  readonly #composer: RequestComposer;
  readonly #start: (arrival: number) => Session;
  readonly #arrivals: Arrivals;
  readonly #patterns: ReadonlyMap<Extraction, RegExp>;
  /** What sessions will send when they have thought, the earliest first. */
  readonly #followUps = new Heap<ScheduledRequest>((a, b) => a.intendedMs < b.intendedMs);
  readonly #shard: Shard;
  /** Number of the next arrival of this shard, and when it is due. */
  #arrival: number;
  #arrivalMs: number;

  /** @param originEpochMs about when the run begins, since 1970 */
  constructor(plan: LoadPlan, shard: Shard, load: SessionLoad, originEpochMs: number) {
    const { template, tenants, run } = load;
    this.#plan = plan;
    this.#shard = shard;
    this.#tenants = tenants.length;
    this.#originEpochMs = originEpochMs;
    this.streams = new StreamRecorder(template.steps, plan.limitsMs);
    this.#composer = new RequestComposer(plan.seed, run, plan.timeoutMs);
    this.#start = sessions(template, tenants, plan.seed);
    this.#patterns = new Map(
      template.steps.flatMap(({ take }) =>
        take.map((each) => [each, new RegExp(each.pattern, "u")]),
      ),
    );
    this.#arrival = shard.index;
    this.#arrivals = arrivals(plan.model, plan.seed, shard);
    this.#arrivalMs = this.#arrivals();
  }

  get nextMs(): number {
    return Math.min(this.#arrivalMs, this.#followUpMs);
  }

  get #followUpMs(): number {
    return this.#followUps.first?.intendedMs ?? Number.POSITIVE_INFINITY;
  }

  take(): ScheduledRequest {
    if (this.#followUpMs < this.#arrivalMs) return this.#followUps.pop()!;
    const intendedMs = this.#arrivalMs;
    this.#arrivalMs = this.#arrivals();
    return this.begin(intendedMs);
  }

  begin(intendedMs: number): ScheduledRequest {
    const session = this.#start(this.#arrival);
    this.#arrival += this.#shard.of;
    return this.#requestOf(session, intendedMs);
  }

  bytesOf({ session, intendedMs }: ScheduledRequest): Buffer {
    return this.#composer.compose(session!.session, this.#originEpochMs + intendedMs);
  }

  /** A session whose step was not answered as it should be is over: nobody goes on from a page that failed. */
  answered(
    request: ScheduledRequest,
    nowMs: number,
    status: number,
    answer: ReceivedAnswer,
  ): AnswerFault | null {
    const { session, step } = request.session!;
    const fault = faultOfAnswer(step, status, answer);
    if (fault !== null) return fault;
    if (step.take.length > 0) {
      session.taken ??= new Map();
      if (!takeFrom(answer, step.take, this.#patterns, session.taken)) return "take-failed";
    }
    this.#goOn(session, nowMs);
    return null;
  }

  #goOn(session: Session, nowMs: number): void {
    const next = session.scenario.steps[++session.at];
    if (next === undefined) return;
    const atMs = nowMs + thinkMs(next, this.#plan.seed, session.arrival);
    if (atMs < this.#plan.durationMs) this.#followUps.add(this.#requestOf(session, atMs));
  }

  #requestOf(session: Session, intendedMs: number): ScheduledRequest {
    const step = session.scenario.steps[session.at]!;
    const { method, keepsAnswer } = step;
    const counter = this.streams.of(step.index, tenantClassOf(session.rank, this.#tenants));
    return { intendedMs, sentMs: 0, method, keepsAnswer, session: { session, step, counter } };
  }
}
