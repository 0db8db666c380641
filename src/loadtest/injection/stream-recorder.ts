import { emptySketch, type Recorder, recorder } from "../../core/measurement/index.ts";
import {
  type LoadPlan,
  type LoadStream,
  type StreamTally,
  type TenantClass,
  tenantClasses,
} from "../model/index.ts";
import type { RequestTemplate } from "./request-template.ts";

/** Counts the streams of a workload, interval by interval; of fixed size, and used again for the next. */
export class StreamRecorder {
  readonly #streams: readonly StreamCounter[];

  constructor(steps: readonly RequestTemplate[], limitsMs: LoadPlan["limitsMs"]) {
    this.#streams = steps.flatMap(({ name, indicator }) =>
      tenantClasses.map((tenants) => {
        const limits = indicator === null ? [] : (limitsMs[indicator] ?? []);
        return new StreamCounter({ step: name, indicator, tenants }, limits);
      }),
    );
  }

  of(step: number, tenants: TenantClass): StreamCounter {
    return this.#streams[step * tenantClasses.length + tenantClasses.indexOf(tenants)]!;
  }

  /** What was counted since the last time; begins anew. */
  take(): readonly StreamTally[] {
    return this.#streams.flatMap((counter) => (counter.events === 0 ? [] : [counter.take()]));
  }
}

/** Counts one stream. A class, because it is on the path that is measured. */
export class StreamCounter {
  events = 0;
  #good = 0;
  readonly #stream: LoadStream;
  readonly #limitsMs: readonly number[];
  readonly #within: Float64Array;
  readonly #errors = new Map<string, number>();
  // Made when first needed: most streams of a large workload are rare.
  #response: Recorder | null = null;
  #service: Recorder | null = null;
  #failures: Recorder | null = null;

  constructor(stream: LoadStream, limitsMs: readonly number[]) {
    this.#stream = stream;
    this.#limitsMs = [...new Set(limitsMs)].sort((a, b) => a - b);
    this.#within = new Float64Array(this.#limitsMs.length);
  }

  good(responseMs: number, serviceMs: number): void {
    this.events++;
    this.#good++;
    this.#time(responseMs, serviceMs);
    for (let i = this.#limitsMs.length - 1; i >= 0 && responseMs <= this.#limitsMs[i]!; i--)
      this.#within[i]!++;
  }

  /** Something else than a good answer, after this time; however short, it improves no percentile. */
  bad(error: string, responseMs: number): void {
    this.#fault(error);
    this.#failures ??= recorder();
    this.#failures.record(responseMs / 1000);
  }

  /** A request that took too long; `serviceMs` is null when it was never sent. */
  late(error: string, responseMs: number, serviceMs: number | null): void {
    this.#fault(error);
    this.#time(responseMs, serviceMs);
  }

  take(): StreamTally {
    const tally = {
      stream: this.#stream,
      events: this.events,
      good: this.#good,
      errors: Object.fromEntries([...this.#errors].sort(([a], [b]) => (a < b ? -1 : 1))),
      within: this.#limitsMs.map((limitMs, i) => ({ limitMs, count: this.#within[i]! })),
      response: taken(this.#response),
      service: taken(this.#service),
      failures: taken(this.#failures),
    };
    this.events = this.#good = 0;
    this.#within.fill(0);
    this.#errors.clear();
    return tally;
  }

  #fault(error: string): void {
    this.events++;
    this.#errors.set(error, (this.#errors.get(error) ?? 0) + 1);
  }

  #time(responseMs: number, serviceMs: number | null): void {
    this.#response ??= recorder();
    this.#response.record(responseMs / 1000);
    if (serviceMs === null) return;
    this.#service ??= recorder();
    this.#service.record(serviceMs / 1000);
  }
}

function taken(recorded: Recorder | null) {
  if (recorded === null) return emptySketch;
  const sketch = recorded.sketch();
  recorded.reset();
  return sketch;
}
