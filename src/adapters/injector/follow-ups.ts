import type { Outgoing } from "./outgoing.ts";

/** Requests that sessions will send when they have thought, the earliest first: a binary heap. */
export class FollowUps {
  readonly #heap: Outgoing[] = [];

  /** When the earliest is due; Infinity when there is none. */
  get nextMs(): number {
    return this.#heap[0]?.intendedMs ?? Number.POSITIVE_INFINITY;
  }

  add(request: Outgoing): void {
    const heap = this.#heap;
    let at = heap.push(request) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.intendedMs <= request.intendedMs) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = request;
  }

  /** Takes the earliest out. */
  take(): Outgoing {
    const heap = this.#heap;
    const earliest = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    return earliest;
  }

  #sink(request: Outgoing): void {
    const heap = this.#heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1]!.intendedMs < heap[child]!.intendedMs) child++;
      if (heap[child]!.intendedMs >= request.intendedMs) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = request;
  }
}
