import { emptySketch, mergeSketches, recorder, type Sketch } from "../../core/measurement/index.ts";
import type { Tally } from "../model/index.ts";
import type { Fault } from "./fault.ts";
import type { AnswerFault } from "./read-answer.ts";

export const emptyTally: Tally = {
  planned: 0,
  sent: 0,
  resent: 0,
  completed: 0,
  errors: {},
  response: emptySketch,
  service: emptySketch,
  lag: emptySketch,
  tardiness: emptySketch,
  failures: emptySketch,
  loopDelay: emptySketch,
  cpu: 0,
  elapsedMs: 0,
};

export function mergeTallies(a: Tally, b: Tally): Tally {
  const merged = (of: (tally: Tally) => Sketch) => mergeSketches(of(a), of(b));
  return {
    planned: a.planned + b.planned,
    sent: a.sent + b.sent,
    resent: a.resent + b.resent,
    completed: a.completed + b.completed,
    errors: addCounts(a.errors, b.errors),
    response: merged(({ response }) => response),
    service: merged(({ service }) => service),
    lag: merged(({ lag }) => lag),
    tardiness: merged(({ tardiness }) => tardiness),
    failures: merged(({ failures }) => failures),
    loopDelay: merged(({ loopDelay }) => loopDelay),
    cpu: Math.max(a.cpu, b.cpu),
    elapsedMs: Math.max(a.elapsedMs, b.elapsedMs),
  };
}

type Counts = Readonly<Record<string, number>>;

/** Keys in alphabetical order, so that the order of merging cannot be seen. */
export function addCounts(a: Counts, b: Counts): Counts {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
}

/** When a request was to start and when it first went out. Milliseconds of one clock. */
interface Starts {
  readonly intendedMs: number;
  readonly sentMs: number;
}

export interface TallyRecorder {
  /** An intended start has come, and was noticed `lateMs` after. */
  due(lateMs: number): void;
  sent(starts: Starts): void;
  /** What was sent goes out again. */
  resent(): void;
  /** A whole answer has come; `fault`: what is wrong with it. */
  answered(starts: Starts, endMs: number, fault: AnswerFault | null): void;
  /** A request that was sent and gave no whole answer in time. */
  timedOut(starts: Starts, timeoutMs: number): void;
  /** A request that was never sent because every connection was busy for `timeoutMs`. */
  gaveUp(timeoutMs: number): void;
  failed(intendedMs: number, endMs: number, fault: Fault): void;
  loopDelayed(ms: number): void;
  tally(rig: Pick<Tally, "cpu" | "elapsedMs">): Tally;
}

/** Counts one shard; of fixed size, however long it runs. */
export const tallyRecorder = (): TallyRecorder => new ShardTally();

/** A class, because it is on the path that is measured. */
class ShardTally implements TallyRecorder {
  readonly #response = recorder();
  readonly #service = recorder();
  readonly #lag = recorder();
  readonly #tardiness = recorder();
  readonly #failures = recorder();
  readonly #loop = recorder();
  readonly #errors = new Map<string, number>();
  #planned = 0;
  #sent = 0;
  #resent = 0;
  #completed = 0;

  due(lateMs: number): void {
    this.#planned++;
    this.#tardiness.record(lateMs / 1000);
  }

  sent({ intendedMs, sentMs }: Starts): void {
    this.#sent++;
    this.#lag.record((sentMs - intendedMs) / 1000);
  }

  resent(): void {
    this.#resent++;
  }

  answered({ intendedMs, sentMs }: Starts, endMs: number, fault: AnswerFault | null): void {
    this.#completed++;
    if (fault === null) {
      this.#response.record((endMs - intendedMs) / 1000);
      this.#service.record((endMs - sentMs) / 1000);
    } else {
      this.#count(fault);
      this.#failures.record((endMs - intendedMs) / 1000);
    }
  }

  timedOut({ intendedMs, sentMs }: Starts, timeoutMs: number): void {
    this.#count("timed-out");
    this.#response.record((sentMs - intendedMs + timeoutMs) / 1000);
    this.#service.record(timeoutMs / 1000);
  }

  gaveUp(timeoutMs: number): void {
    this.#count("no-free-connection");
    this.#response.record(timeoutMs / 1000);
  }

  failed(intendedMs: number, endMs: number, fault: Fault): void {
    this.#count(fault);
    this.#failures.record((endMs - intendedMs) / 1000);
  }

  loopDelayed(ms: number): void {
    this.#loop.record(ms / 1000);
  }

  tally(rig: Pick<Tally, "cpu" | "elapsedMs">): Tally {
    return {
      ...rig,
      planned: this.#planned,
      sent: this.#sent,
      resent: this.#resent,
      completed: this.#completed,
      errors: addCounts(Object.fromEntries(this.#errors), {}),
      response: this.#response.sketch(),
      service: this.#service.sketch(),
      lag: this.#lag.sketch(),
      tardiness: this.#tardiness.sketch(),
      failures: this.#failures.sketch(),
      loopDelay: this.#loop.sketch(),
    };
  }

  #count(error: Fault | AnswerFault): void {
    this.#errors.set(error, (this.#errors.get(error) ?? 0) + 1);
  }
}
