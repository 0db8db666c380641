import { PlimsollError } from "../core/errors/index.ts";
import type { Store } from "../core/store/index.ts";
import { type Life, never } from "./life.ts";

/** What happens to one call of the store. */
export type CallFate = "done" | "full" | "killed before" | "killed after";

export interface StoreConditions {
  /** How long a call is under way, there and back. */
  readonly latencyMs: () => number;
  /** `changes`: the call would write. */
  readonly fate: (call: string, changes: boolean) => CallFate;
}

/** A name that there is not any more would be a fault that never strikes. */
const WRITES: ReadonlySet<string> = new Set<
  { [P in Part]: `${P}.${keyof Store[P] & string}` }[Part]
>([
  "slots.add",
  "slots.pack",
  "slots.thin",
  "intake.update",
  "intake.forget",
  "ledger.append",
  "vault.put",
  "vault.erase",
  "leases.acquire",
  "health.touch",
  "health.noteUsage",
]);

/**
 * One process's connection to a store that outlives it. Each call takes time, is all or nothing,
 * and may find the disk full or the process killed just before or just after it took effect.
 */
export function fallibleStore(disk: Store, life: Life, conditions: StoreConditions): Store {
  async function reach<T>(call: string, act: () => Promise<T>): Promise<T> {
    await life.wait(conditions.latencyMs());
    const fate = conditions.fate(call, WRITES.has(call));
    if (fate === "full") throw new PlimsollError("store.full", "The simulated disk is full.");
    if (fate === "killed before") return dead(life);
    const result = await act();
    if (fate === "killed after") return dead(life);
    await life.wait(conditions.latencyMs());
    return result;
  }

  return {
    slots: part("slots", disk.slots, reach),
    intake: part("intake", disk.intake, reach),
    ledger: {
      ...part("ledger", disk.ledger, reach),
      // Whoever died is not called any more.
      follow: (listener) => disk.ledger.follow(() => life.isAlive && listener()),
    },
    vault: part("vault", disk.vault, reach),
    leases: part("leases", disk.leases, reach),
    health: part("health", disk.health, reach),
    close: async () => {},
  };
}

type Part = Exclude<keyof Store, "close">;
type Reach = <T>(call: string, act: () => Promise<T>) => Promise<T>;
type Method = (...args: readonly unknown[]) => unknown;

/** Wraps every method, whatever the port is given next: promises are reached, readings begin by being reached. */
function part<P extends object>(name: string, real: P, reach: Reach): P {
  return new Proxy(real, {
    get(target, key) {
      const method = Reflect.get(target, key) as Method;
      const call = `${name}.${String(key)}`;
      return (...args: readonly unknown[]) => {
        const isReading = call === "slots.blocks" || call === "ledger.read";
        const run = () => method.apply(target, [...args]);
        return isReading
          ? readThrough(call, run as () => AsyncIterable<unknown>, reach)
          : reach(call, run as () => Promise<unknown>);
      };
    },
  });
}

/** What is read is as it was at one moment, as both real stores have it. */
async function* readThrough(call: string, read: () => AsyncIterable<unknown>, reach: Reach) {
  const batches = await reach(call, async () => {
    const all: unknown[] = [];
    for await (const batch of read()) all.push(batch);
    return all;
  });
  yield* batches;
}

function dead<T>(life: Life): Promise<T> {
  life.kill();
  return never<T>();
}
