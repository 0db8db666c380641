import { type Clock, Heap } from "../../core/time/index.ts";

/** What is to be done at which moment, however much: one timer, for whatever comes first. */
export interface Agenda {
  /** What is due at the same moment is done in the order in which it was put down. */
  at(atMs: number, act: () => void): void;
  readonly size: number;
  /** Nothing more is done. */
  close(): void;
}

interface Item {
  readonly atMs: number;
  readonly order: number;
  readonly act: () => void;
}

/** Longer delays make the timers of some platforms fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export function agenda(clock: Clock): Agenda {
  const items = new Heap<Item>(
    (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order),
  );
  let lastOrder = 0;
  let armed: { readonly atMs: number; readonly cancel: () => void } | null = null;
  let isClosed = false;

  function arm(): void {
    const { first } = items;
    if (isClosed || first === undefined || (armed !== null && armed.atMs <= first.atMs)) return;
    armed?.cancel();
    const delayMs = Math.min(LONGEST_DELAY_MS, Math.max(0, first.atMs - clock.nowMs()));
    armed = { atMs: first.atMs, cancel: clock.after(delayMs, run) };
  }

  function run(): void {
    armed = null;
    const nowMs = clock.nowMs();
    while (!isClosed && items.first && items.first.atMs <= nowMs) items.pop()!.act();
    arm();
  }

  return {
    at(atMs, act) {
      if (isClosed) return;
      items.add({ atMs, order: ++lastOrder, act });
      arm();
    },
    get size() {
      return items.size;
    },
    close() {
      isClosed = true;
      armed?.cancel();
      items.clear();
    },
  };
}
