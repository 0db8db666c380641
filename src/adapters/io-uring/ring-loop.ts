import { setImmediate } from "node:timers";
import type { LoopWatch } from "./loop-watch.ts";
import { RingSockets } from "./ring-sockets.ts";

/** For how long it waits in the kernel, by which timers of the thread may be late. */
const REST_MS = 1;
/** And when nothing has come for a while. */
const LONG_REST_MS = 10;
const QUIET_AFTER_MS = 1_000;
/** So often what has come is followed by what was prepared because of it, before others have their turn. */
const MOST_TURNS = 4;

/**
 * Lets a ring take turns on a thread on which other things go on. Where the event loop would wait,
 * it waits: for the ring, and for whatever the event loop waits for.
 */
export class RingLoop {
  readonly sockets: RingSockets;
  readonly #others: LoopWatch;
  readonly #go = () => this.#act();
  #lastMs = performance.now();
  #isClosed = false;

  /** null where no ring is asked for, or this machine has none. */
  static open(env: NodeJS.ProcessEnv = process.env): RingLoop | null {
    const sockets = RingSockets.open(env);
    return sockets === null ? null : new RingLoop(sockets);
  }

  private constructor(sockets: RingSockets) {
    this.sockets = sockets;
    this.#others = sockets.watchEventLoop();
    setImmediate(this.#go);
  }

  close(): void {
    this.#isClosed = true;
    this.sockets.close();
  }

  #act(): void {
    if (this.#isClosed) return;
    this.#others.arm();
    let taken = this.sockets.turn(0);
    if (taken === 0 && !areOthersReady()) taken = this.sockets.turn(this.#restMs());
    if (taken > 0) this.#lastMs = performance.now();
    for (let turns = 1; taken > 0 && turns < MOST_TURNS && !this.#others.hasFired; turns++)
      taken = this.sockets.turn(0);
    setImmediate(this.#go);
  }

  #restMs(): number {
    const nowMs = performance.now();
    return nowMs - this.#lastMs < QUIET_AFTER_MS ? REST_MS : LONG_REST_MS;
  }
}

/** Whether somebody else of this thread waits for nothing but its turn. */
const areOthersReady = (): boolean => process.getActiveResourcesInfo().includes("Immediate");
