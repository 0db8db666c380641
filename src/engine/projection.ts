import type { Entry } from "../core/ledger/index.ts";
import type { LedgerStore } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import { type Fold, folds } from "../entries/index.ts";

/**
 * What is known from everything that has happened so far. It grows in place, so a decision
 * must not await anything in between.
 */
export interface Known {
  /** Number of the last entry that is taken into account. */
  readonly seq: number;
  /** @param fold one of the catalogue's */
  /** Keys of all add-ons of which anything is known. */
  addons(): readonly string[];
  state<State>(fold: Fold<State>, addon: string): State;
}

/** Reads the ledger once for everybody: each fold is as new as the last entry read. */
export interface Projection {
  known(): Known;
  /** Resolves when everything up to entry `seq` is known; left out: up to the ledger's present end. */
  upTo(seq?: number): Promise<Known>;
  /** Calls `listener` whenever more is known. */
  onChange(listener: () => void): { close(): void };
  close(): Promise<void>;
}

export interface ProjectionDeps {
  readonly ledger: Pick<LedgerStore, "read" | "head" | "follow">;
  readonly clock: Pick<Clock, "after">;
  /** Called with the error of an entry that cannot be read, once, and of a ledger that cannot be reached, each time. */
  readonly onError: (error: unknown) => void;
  /** How often entries of other processes are looked for, should the store fail to tell of them; left out: every 5 s. */
  readonly lookEveryMs?: number;
}

const USUAL_LOOK_MS = 5_000;

/**
 * Opens the projection and reads what there is. An entry that a fold cannot read leaves its state as
 * it was, is reported, and holds nobody up.
 * @throws PlimsollError what keeps the store from being read at first
 */
export async function openProjection(deps: ProjectionDeps): Promise<Projection> {
  const { ledger, clock, onError, lookEveryMs = USUAL_LOOK_MS } = deps;
  /** Of each add-on a state for each fold, in the order of `folds`. */
  const states = new Map<string, unknown[]>();
  const listeners = new Set<() => void>();
  let seq = 0;
  let reading: Promise<void> | null = null;
  let isOpen = true;
  let isBehind = false;
  let cancel = () => {};

  const known: Known = {
    get seq() {
      return seq;
    },
    addons: () => [...states.keys()],
    state: <State>(fold: Fold<State>, addon: string) =>
      (states.get(addon)?.[folds.indexOf(fold as Fold<unknown>)] ?? fold.initial) as State,
  };

  function add(entry: Entry): void {
    let own = states.get(entry.addon);
    if (own === undefined) {
      own = folds.map(({ initial }) => initial);
      states.set(entry.addon, own);
    }
    for (const [at, fold] of folds.entries()) {
      try {
        own[at] = fold.reduce(own[at], entry);
      } catch (error) {
        onError(error);
      }
    }
    seq = entry.seq;
  }

  async function readOn(): Promise<void> {
    const before = seq;
    for await (const batch of ledger.read({ after: seq })) for (const entry of batch) add(entry);
    if (seq > before) for (const listener of listeners) listener();
  }

  /** One reading at a time; who asks while one is going on gets that one. */
  function read(): Promise<void> {
    reading ??= readOn().finally(() => {
      reading = null;
    });
    return reading;
  }

  /** Reads on now, and again in a while; what was appended while it read is read by another turn. */
  function look(): void {
    cancel();
    isBehind = false;
    read()
      .catch(onError)
      .finally(() => {
        if (!isOpen) return;
        if (isBehind) look();
        else cancel = clock.after(lookEveryMs, look);
      });
  }

  await read();
  const following = ledger.follow(() => {
    if (reading === null) look();
    else isBehind = true;
  });
  cancel = clock.after(lookEveryMs, look);

  return {
    known: () => known,
    async upTo(wanted) {
      const until = wanted ?? (await ledger.head()).seq;
      while (seq < until) await read();
      return known;
    },
    onChange(listener) {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
    async close() {
      isOpen = false;
      following.close();
      cancel();
      await reading?.catch(() => {});
    },
  };
}
