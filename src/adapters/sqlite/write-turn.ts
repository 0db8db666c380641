/**
 * Lets the connections of one process write one file in turn, without a thread standing still while
 * another writes, as SQLite would have it. The memory is shared by all of their threads; only one
 * of the process's connections is opened without it being passed on.
 */
export interface WriteTurn {
  /** Resolves when it is this connection's turn. */
  acquire(): Promise<void>;
  give(): void;
}

const FREE = 0;

/** Whose turn it is; and by which device and inode the file is known that they share. */
export const newTurnMemory = (): SharedArrayBuffer => new SharedArrayBuffer(24);

export const fileShared = (memory: SharedArrayBuffer): BigUint64Array =>
  new BigUint64Array(memory, 8, 2);

/** `owner` tells the threads apart: a number from 1. */
export function writeTurn(memory: SharedArrayBuffer, owner: number): WriteTurn {
  const state = new Int32Array(memory, 0, 1);
  return {
    async acquire() {
      for (;;) {
        const holder = Atomics.compareExchange(state, 0, FREE, owner);
        if (holder === FREE) return;
        const waited = Atomics.waitAsync(state, 0, holder);
        if (waited.async) await waited.value;
      }
    },
    give: () => giveTurn(memory, owner),
  };
}

/** Ends the turn of a thread, even of one that has died in it. */
export function giveTurn(memory: SharedArrayBuffer, owner: number): void {
  const state = new Int32Array(memory, 0, 1);
  if (Atomics.compareExchange(state, 0, owner, FREE) === owner) Atomics.notify(state, 0);
}
