import { getSystemErrorName } from "node:util";
import type { LineEvents } from "../lines/index.ts";
import { Addresses } from "./addresses.ts";
import { Cells } from "./cells.ts";
import { LentBuffers } from "./lent-buffers.ts";
import { type Linux, linux } from "./linux.ts";
import { LoopWatch } from "./loop-watch.ts";
import { Ring } from "./ring.ts";
import { RingListener } from "./ring-listener.ts";
import { type RingParts, RingSocket } from "./ring-socket.ts";

/** Whatever completions are about. */
type Bearer = Pick<RingSocket | RingListener | LoopWatch, "completed" | "abandon">;

/** The sockets of one thread over one ring. Everything happens within `turn`. */
export class RingSockets {
  readonly #parts: RingParts;
  readonly #bearers: (Bearer | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #listeners = new Set<RingListener>();
  readonly #completed = (tag: number, kind: number, result: number, flags: number) =>
    this.#bearers[tag]?.completed(kind, result, flags);

  /**
   * Sockets over a ring, where `PLIMSOLL_IO_URING=on` in the environment asks for them; null without,
   * and where this machine has none: another system than Linux, one before 6.1, or one that does not
   * allow it, as many containers do not. Its queue of requests can overflow under a full kernel, and
   * what is then lost or sent twice nobody notices: hence off by default.
   */
  static open(env: NodeJS.ProcessEnv = process.env): RingSockets | null {
    const system = env.PLIMSOLL_IO_URING === "on" ? linux() : null;
    const ring = system === null ? null : Ring.open(system);
    if (system === null || ring === null) return null;
    try {
      return new RingSockets(system, ring);
    } catch {
      ring.close();
      return null;
    }
  }

  private constructor(system: Linux, ring: Ring) {
    const [cells, addresses] = [new Cells(system), new Addresses(system)];
    const lent = new LentBuffers(system, ring.descriptor);
    const onGone = (tag: number) => this.#gone(tag);
    this.#parts = { linux: system, ring, lent, cells, addresses, onGone };
  }

  /** Watches the event loop of this thread, so that a turn ends when something has come for it. */
  watchEventLoop(): LoopWatch {
    return this.#add((tag) => new LoopWatch(this.#parts, tag));
  }

  /**
   * Begins to connect to an IP address.
   * @throws Error with a `code`, when the system has no socket left
   */
  connect(host: string, port: number, events: LineEvents): RingSocket {
    const address = this.#parts.linux.address(host, port);
    const socket = this.#add(
      (tag) => new RingSocket(this.#parts, this.#socketFor(host, address), tag, () => events),
    );
    socket.connect(address);
    return socket;
  }

  /**
   * Takes connections at an IP address.
   * @throws Error with a `code`: "EADDRINUSE"
   */
  listen(host: string, port: number, eventsOf: (socket: RingSocket) => LineEvents): RingListener {
    const system = this.#parts.linux;
    const address = system.address(host, port);
    const descriptor = this.#socketFor(host, address);
    if (system.bindAndListen(descriptor, address) < 0) {
      const error = system.failure();
      system.close(descriptor);
      throw failed(`${host}:${port}`, error);
    }
    const accepted = (taken: number) =>
      this.#add((tag) => new RingSocket(this.#parts, taken, tag, eventsOf)).resume();
    const listener = this.#add((tag) => new RingListener(this.#parts, descriptor, tag, accepted));
    this.#listeners.add(listener);
    return listener;
  }

  /**
   * Gives the kernel what was prepared and takes what has come. Waits this long at most until as many
   * things have come. Answers how many had.
   */
  turn(waitMs: number, atLeast = 1): number {
    this.wait(waitMs, atLeast);
    return this.take();
  }

  /** The first half of a turn: nobody is told of what has come. */
  wait(waitMs: number, atLeast: number): void {
    this.#parts.ring.enter(waitMs, atLeast);
  }

  /** The other half. */
  take(): number {
    return this.#parts.ring.take(this.#completed);
  }

  /** Ends everything at once, without a word to anybody. */
  close(): void {
    const { ring, lent, cells } = this.#parts;
    for (const bearer of this.#bearers) bearer?.abandon();
    ring.close();
    lent.release();
    cells.release();
  }

  #socketFor(host: string, address: Buffer): number {
    const descriptor = this.#parts.linux.socket(address);
    if (descriptor < 0) throw failed("A socket", this.#parts.linux.failure());
    // Those that a listener takes have it from that.
    if (isLoopback(host)) this.#parts.linux.sendWithoutPacing(descriptor);
    return descriptor;
  }

  #add<T extends Bearer>(make: (tag: number) => T): T {
    const tag = this.#free.pop() ?? this.#bearers.length;
    this.#bearers[tag] = undefined;
    const bearer = make(tag);
    this.#bearers[tag] = bearer;
    return bearer;
  }

  #gone(tag: number): void {
    this.#bearers[tag] = undefined;
    this.#free.push(tag);
    for (const listener of this.#listeners) listener.accept();
  }
}

const isLoopback = (host: string): boolean => host === "::1" || host.startsWith("127.");

function failed(what: string, error: number): Error {
  const code = getSystemErrorName(-error);
  return Object.assign(new Error(`${what} cannot be had: ${code}.`), { code });
}
