import type { RingSockets } from "../io-uring/index.ts";
import type { Line, LineEvents } from "../lines/index.ts";
import { monotonicMs } from "./clock.ts";
import type { Place } from "./dial.ts";
import type { Lines } from "./lines.ts";

/** Messages of the thread that started this one wait no longer. */
const YIELD_MS = 5;
/**
 * Where much comes, a thread looks only so often, or when so many things have come: a look costs as
 * much as a request, and one for each of them would leave no time to catch up with what is late.
 */
const BEAT_MS = 0.1;
const MANY = 32;
/** Where nothing is due soon, as in a closed load, a few are enough: as small a part of the connections, or so many. */
const [FEW, OF_CONNECTIONS] = [4, 1 / 16];
/** Much: so many things a millisecond, of which a request brings one; and over how long that is averaged. */
const MUCH_PER_MS = 15;
const AVERAGED_MS = 5;
const OPENING_MS = 1;

/** Lines over a ring, for which a shard waits in the kernel, until its next start to the microsecond. */
export class RingLines implements Lines {
  readonly sockets = "io_uring";
  readonly inTurns = true;
  cameMs = monotonicMs();
  readonly #sockets: RingSockets;
  readonly #few: number;
  readonly #opening: NodeJS.Timeout;

  /** @param connections at once, at most */
  constructor(sockets: RingSockets, connections: number) {
    this.#sockets = sockets;
    this.#few = Math.max(1, Math.min(FEW, Math.floor(connections * OF_CONNECTIONS)));
    // Before the shard acts, its first connections open.
    this.#opening = setInterval(() => sockets.turn(0), OPENING_MS);
  }

  dial({ target, address }: Place, events: LineEvents): Line {
    try {
      return this.#sockets.connect(address, target.port, events);
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      setImmediate(() => events.onClose(code));
      return neverOpened;
    }
  }

  drive(act: () => number | null, onLate: (ms: number) => void): void {
    clearInterval(this.#opening);
    let perMs = 0;
    let nowMs = monotonicMs();
    const go = () => {
      const untilMs = nowMs + YIELD_MS;
      do {
        const restMs = act();
        if (restMs === null) return;
        const isDense = perMs > MUCH_PER_MS;
        const enough = !isDense ? 1 : restMs < BEAT_MS ? MANY : this.#few;
        const waitMs = isDense ? BEAT_MS : Math.max(0, Math.min(restMs, YIELD_MS));
        const askedMs = monotonicMs() + waitMs;
        this.#sockets.wait(waitMs, enough);
        const beforeMs = nowMs;
        nowMs = this.cameMs = monotonicMs();
        onLate(Math.max(0, nowMs - askedMs));
        perMs = averaged(perMs, this.#sockets.take(), nowMs - beforeMs);
      } while (nowMs < untilMs);
      setImmediate(go);
    };
    go();
  }

  close(): void {
    clearInterval(this.#opening);
    this.#sockets.close();
  }
}

/** An average that goes on: what came in this time counts as much as the time is long. */
const averaged = (perMs: number, come: number, tookMs: number): number =>
  perMs + (come - perMs * tookMs) / Math.max(tookMs, AVERAGED_MS);

/** What the system had no socket for. */
const neverOpened: Line = {
  unsentBytes: 0,
  isPaused: false,
  isDestroyed: true,
  write() {},
  ask() {},
  end() {},
  pause() {},
  resume() {},
  destroy() {},
  reset() {},
};
