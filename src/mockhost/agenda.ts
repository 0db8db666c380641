import type { Clock } from "../time/index.ts";

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
  const heap: Item[] = [];
  let lastOrder = 0;
  let armed: { readonly atMs: number; readonly cancel: () => void } | null = null;
  let isClosed = false;

  function arm(): void {
    const first = heap[0];
    if (isClosed || first === undefined || (armed !== null && armed.atMs <= first.atMs)) return;
    armed?.cancel();
    const delayMs = Math.min(LONGEST_DELAY_MS, Math.max(0, first.atMs - clock.nowMs()));
    armed = { atMs: first.atMs, cancel: clock.after(delayMs, run) };
  }

  function run(): void {
    armed = null;
    const nowMs = clock.nowMs();
    while (!isClosed && heap.length > 0 && heap[0]!.atMs <= nowMs) pop(heap).act();
    arm();
  }

  return {
    at(atMs, act) {
      if (isClosed) return;
      push(heap, { atMs, order: ++lastOrder, act });
      arm();
    },
    get size() {
      return heap.length;
    },
    close() {
      isClosed = true;
      armed?.cancel();
      heap.length = 0;
    },
  };
}

const isBefore = (a: Item, b: Item): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** A binary heap: each item comes before the two at twice its place. */
function push(heap: Item[], item: Item): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!isBefore(item, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function pop(heap: Item[]): Item {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
