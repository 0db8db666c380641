import { PlimsollError } from "../core/errors/index.ts";
import type { Store } from "../core/store/index.ts";
import { ageMs, type Clock, type Moment, momentOf } from "../core/time/index.ts";

/** What came of writing to the store, by whichever part. */
export interface WriteLog {
  /** The same store; what is written through it is seen. */
  seen(store: Store): Store;
  /** What a write of another thread came to. `error` of another kind than the store's says nothing. */
  settled(writer: string, error: unknown): void;
  state(): WriteState;
}

export interface WriteState {
  /** The last one that was durable, or the start. */
  readonly last: Moment;
  /** Why the store took something no more that it was given since; null: it took everything. */
  readonly failure: PlimsollError | null;
}

/** A writer that failed and does not come back is forgotten once others have written for so long. */
const FORGOTTEN_AFTER_MS = 60_000;

const WRITES: Readonly<Partial<Record<keyof Store, readonly string[]>>> = {
  slots: ["add", "pack", "thin"],
  intake: ["take", "forget"],
  ledger: ["append"],
  vault: ["put", "erase"],
  leases: ["take", "release"],
  health: ["touch", "noteUsage"],
};

/** On a disk that is full small writes may still succeed: each writer's failure lasts until it succeeds itself. */
export function writeLog(clock: Pick<Clock, "nowMs" | "monotonicMs">): WriteLog {
  const failures = new Map<string, { readonly error: PlimsollError; readonly at: Moment }>();
  let last = momentOf(clock);

  function settled(writer: string, error: unknown): void {
    if (error instanceof PlimsollError && error.code.startsWith("store.")) {
      failures.set(writer, { error, at: momentOf(clock) });
    } else if (error === null) {
      last = momentOf(clock);
      failures.delete(writer);
      for (const [other, { at }] of failures)
        if (ageMs(at, clock) >= FORGOTTEN_AFTER_MS) failures.delete(other);
    }
  }

  function seenPart<P extends object>(name: string, part: P, writes: readonly string[]): P {
    return new Proxy(part, {
      get(target, key) {
        const method = Reflect.get(target, key) as (...args: unknown[]) => Promise<unknown>;
        if (!writes.includes(String(key))) return method;
        const writer = `${name}.${String(key)}`;
        return (...args: unknown[]) => {
          const result = method.apply(target, args);
          result.then(
            () => settled(writer, null),
            (error: unknown) => settled(writer, error),
          );
          return result;
        };
      },
    });
  }

  return {
    settled,
    seen: (store) => {
      const parts = Object.entries(WRITES).map(
        ([name, writes]) =>
          [name, seenPart(name, store[name as keyof Store] as object, writes)] as const,
      );
      return { ...store, ...Object.fromEntries(parts) };
    },
    state: () => ({ last, failure: [...failures.values()].at(-1)?.error ?? null }),
  };
}
