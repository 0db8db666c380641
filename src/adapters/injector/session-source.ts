import {
  type AnswerFault,
  type Arrivals,
  arrivals,
  Composer,
  type Counter,
  faultOfAnswer,
  type KeptAnswer,
  NOT_FOUND,
  RequestBuffer,
  type Session,
  SheetBook,
  type StepForm,
  StreamRecorder,
  sessions,
  takeFrom,
  tenantClassOf,
  thinkMs,
} from "../../loadtest/injection/index.ts";
import type { Extraction, LoadPlan } from "../../loadtest/model/index.ts";
import { FollowUps } from "./follow-ups.ts";
import type { Outgoing } from "./outgoing.ts";
import { Queue } from "./queue.ts";
import type { ShardTask, WorkloadTask } from "./shard.ts";
import type { Source } from "./source.ts";

/** First requests that are kept ready, and how far ahead of their time at most. */
const MOST_READY = 1024;
const HORIZON_MS = 1000;
/** Ready before the run's origin, so that it does not begin with a backlog. */
const READY_AT_START = MOST_READY;
/** As many are made ready between two looks at the sockets; each takes a few microseconds. */
const MOST_AT_ONCE = 8;
/** Those of a closed load, of which nobody knows when they will be due. */
const STOCK = 16;
/** Answered requests that are kept to be written anew. */
const MOST_USED = 2048;
const NOTHING = Buffer.alloc(0);

/**
 * Plays sessions: writes and signs first steps ahead of their time, and the others as answers come.
 * When it is behind, a request is written when there is a connection for it: writing all that is
 * late at once would keep those waiting that can go.
 */
export class SessionSource implements Source {
  readonly streams: StreamRecorder;
  readonly #plan: LoadPlan;
  readonly #tenants: number;
  readonly #originEpochMs: number;
  readonly #composer: Composer;
  readonly #start: ReturnType<typeof sessions>;
  readonly #arrivals: Arrivals;
  readonly #patterns: ReadonlyMap<Extraction, RegExp>;
  readonly #ready = new Queue<Outgoing>();
  /** Written for whoever is free next, as a closed load wants it. */
  readonly #inStock = new Queue<Outgoing>();
  /** What may not be written yet; what is, stays as it is. */
  readonly #unwritten: Outgoing[] = [];
  #unwrittenCount = 0;
  /** Whose requests are being written: the first ones. */
  readonly #writing: Session[] = [];
  readonly #used: Outgoing[] = [];
  /** Sessions that are over, of which others may be made. */
  readonly #over: Session[] = [];
  readonly #followUps = new FollowUps();
  readonly #of: number;
  #arrival: number;
  /** Of the first arrival that is not ready yet. */
  #upcomingMs: number;

  /** @param originEpochMs about when the run begins, since 1970 */
  constructor(
    { plan, shard }: ShardTask,
    work: WorkloadTask,
    originEpochMs: number,
    sheets = new SheetBook(plan.seed, work.tenants.length, work.run),
  ) {
    const { form, tenants } = work;
    this.#plan = plan;
    this.#tenants = tenants.length;
    this.#originEpochMs = originEpochMs;
    this.streams = new StreamRecorder(form.steps, plan.limitsMs);
    this.#composer = new Composer(plan.seed, sheets, plan.timeoutMs);
    this.#start = sessions(form, tenants, plan.seed);
    this.#patterns = new Map(
      form.steps.flatMap(({ take }) => take.map((each) => [each, new RegExp(each.pattern, "u")])),
    );
    this.#of = shard.of;
    this.#arrival = shard.index;
    this.#arrivals = arrivals(plan.model, plan.seed, shard);
    this.#upcomingMs = this.#arrivals();
    for (let n = 0; n < READY_AT_START; n += MOST_AT_ONCE) this.prepare(0);
  }

  get nextMs(): number {
    return Math.min(this.#firstMs, this.#followUps.nextMs);
  }

  get #firstMs(): number {
    return this.#ready.first?.intendedMs ?? this.#upcomingMs;
  }

  take(): Outgoing {
    if (this.#followUps.nextMs < this.#firstMs) return this.#followUps.take();
    return this.#ready.size > 0 ? this.#ready.take() : this.#upcoming();
  }

  begin(nowMs: number): Outgoing {
    if (this.#inStock.size === 0) this.#stockUp(nowMs);
    const request = this.#inStock.take();
    // It would tell of another time than its own.
    if (nowMs - request.intendedMs > HORIZON_MS) request.contentBytes = 0;
    request.intendedMs = nowMs;
    return request;
  }

  /** Writing several at once takes less time for each. */
  #stockUp(nowMs: number): void {
    for (let n = 0; n < STOCK; n++) {
      const request = this.#arrived(nowMs);
      this.#inStock.add(request);
      this.#writeSoon(request);
    }
    this.#writeUp();
  }

  #arrived(atMs: number): Outgoing {
    const session = this.#start(this.#arrival, this.#over.pop());
    this.#arrival += this.#of;
    return this.#requestOf(session, atMs);
  }

  write(requests: readonly Outgoing[], count: number): void {
    const writing = this.#writing;
    let left = 0;
    for (let n = 0; n < count; n++)
      if (requests[n]!.contentBytes === 0) writing[left++] = requests[n]!.part!.session;
    // Each by itself, so that the processor goes through many before it has to wait for the first.
    for (let n = 0; n < left; n++) this.#composer.find(writing[n]!);
    for (let n = 0; n < left; n++) this.#composer.bringNear(writing[n]!);
    for (let n = 0; n < count; n++) if (requests[n]!.contentBytes === 0) this.#write(requests[n]!);
    this.#composer.finish();
  }

  #write(request: Outgoing): void {
    const part = request.part!;
    const { intendedMs } = request;
    part.buffer ??= new RequestBuffer();
    this.#composer.compose(part.session, this.#originEpochMs + intendedMs, part.buffer);
    request.content = part.buffer.room;
    request.contentBytes = part.buffer.sizeBytes;
  }

  prepare(nowMs: number): void {
    for (let n = 0; n < MOST_AT_ONCE && this.#ready.size < MOST_READY; n++) {
      if (this.#upcomingMs > nowMs + HORIZON_MS) break;
      const request = this.#upcoming();
      this.#ready.add(request);
      this.#writeSoon(request);
    }
    this.#writeUp();
  }

  #writeSoon(request: Outgoing): void {
    this.#unwritten[this.#unwrittenCount++] = request;
  }

  #writeUp(): void {
    this.write(this.#unwritten, this.#unwrittenCount);
    this.#unwrittenCount = 0;
  }

  /** A session whose step was not answered as it should be is over: nobody goes on from a page that failed. */
  answered(
    { part }: Outgoing,
    nowMs: number,
    status: number,
    kept: KeptAnswer,
  ): AnswerFault | null {
    if (part === null) return null;
    const { session, step } = part;
    const fault = faultOfAnswer(step, status, kept);
    if (fault !== null) return fault;
    if (step.take.length > 0) {
      session.taken ??= new Map();
      if (!takeFrom(kept, step.take, this.#patterns, session.taken)) return "take-failed";
    }
    this.#goOn(session, nowMs);
    return null;
  }

  useAgain(request: Outgoing): void {
    if (this.#used.length < MOST_USED) this.#used.push(request);
  }

  forget(): void {
    this.#ready.clear();
    this.#inStock.clear();
    this.#used.length = this.#over.length = this.#unwritten.length = this.#unwrittenCount = 0;
  }

  #goOn(session: Session, nowMs: number): void {
    const next = session.scenario.steps[++session.at];
    session.sheet = NOT_FOUND;
    if (next === undefined) {
      if (this.#over.length < MOST_USED) this.#over.push(session);
      return;
    }
    const atMs = nowMs + thinkMs(next, this.#plan.seed, session.arrival);
    if (atMs >= this.#plan.durationMs) return;
    const request = this.#requestOf(session, atMs);
    this.#followUps.add(request);
    this.#writeSoon(request);
  }

  #upcoming(): Outgoing {
    const intendedMs = this.#upcomingMs;
    this.#upcomingMs = this.#arrivals();
    return this.#arrived(intendedMs);
  }

  #requestOf(session: Session, intendedMs: number): Outgoing {
    const step = session.scenario.steps[session.at]!;
    const counter = this.streams.of(step.index, tenantClassOf(session.rank, this.#tenants));
    const request = this.#used.pop() ?? newRequest(session, step, counter);
    const part = request.part!;
    part.session = session;
    part.step = step;
    part.counter = counter;
    request.intendedMs = intendedMs;
    request.method = step.method;
    request.contentBytes = 0;
    return request;
  }
}

const newRequest = (session: Session, step: StepForm, counter: Counter): Outgoing => ({
  ...{ intendedMs: 0, sentMs: 0, method: "", content: NOTHING, contentBytes: 0 },
  part: { session, step, counter, buffer: null },
});
