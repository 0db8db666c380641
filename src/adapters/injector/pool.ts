import type { ScheduledRequest } from "../../loadtest/injection/index.ts";
import { Connection, type Listener } from "./connection.ts";
import type { ResolvedAddress } from "./dial.ts";

/**
 * So long before the other side closes it, a connection is used no more, or half of its time if that
 * is less: what leaves now arrives a little later.
 */
const [MARGIN_MS, MARGIN_SHARE] = [1000, 0.5];

/** The connections of a shard: those that open, those that are free, and how many there are. */
export class Pool {
  readonly most: number;
  readonly #address: ResolvedAddress;
  readonly #requestsPerConnection: number;
  readonly #listener: Listener;
  /** The last to be freed is the first to be used again. */
  readonly #idle: Connection[] = [];
  readonly #live = new Set<Connection>();
  readonly #opening = new Set<Connection>();
  /** When the first of those that are free may be closed by the other side. */
  #staleMs = Number.POSITIVE_INFINITY;
  /** How many open for a request of their own. */
  #reserved = 0;

  /** @param most that are open, or open, at once */
  constructor(
    address: ResolvedAddress,
    most: number,
    requestsPerConnection: number,
    listener: Listener,
  ) {
    this.most = most;
    this.#address = address;
    this.#requestsPerConnection = requestsPerConnection;
    this.#listener = listener;
  }

  get idle(): number {
    return this.#idle.length;
  }

  get isOpening(): boolean {
    return this.#opening.size > 0;
  }

  get reserved(): number {
    return this.#reserved;
  }

  /** Opens connections for so many that want one, as far as there may be more. */
  openFor(wanted: number, nowMs: number): void {
    const most = wanted + this.#reserved;
    while (this.#live.size < this.most && this.#opening.size < most) this.open(nowMs);
  }

  /** @param reserved what alone it is opened for */
  open(nowMs: number, reserved: ScheduledRequest | null = null): void {
    const [address, requests] = [this.#address, this.#requestsPerConnection];
    const connection = new Connection(address, nowMs, requests, this.#listener, reserved);
    this.#live.add(connection);
    this.#opening.add(connection);
    if (reserved !== null) this.#reserved++;
  }

  /** It is open; unless it is reserved, it is free. */
  opened(connection: Connection, nowMs: number): void {
    this.#noLongerOpening(connection);
    connection.idleSinceMs = nowMs;
    if (connection.reserved === null) this.#idle.push(connection);
  }

  /** It has brought an answer, and is free for as long as the other side keeps it. */
  free(connection: Connection, nowMs: number): void {
    const { keptMs } = connection;
    connection.idleSinceMs = nowMs;
    connection.goodUntilMs = nowMs + keptMs - Math.min(MARGIN_MS, MARGIN_SHARE * keptMs);
    this.#staleMs = Math.min(this.#staleMs, connection.goodUntilMs);
    this.#idle.push(connection);
  }

  /** One that is free; there must be some. */
  acquire(): Connection {
    return this.#idle.pop()!;
  }

  /** Ends what is free and may be closed by the other side, before that does. */
  dropStale(nowMs: number): void {
    if (nowMs < this.#staleMs) return;
    const good = this.#idle.splice(0).filter((connection) => {
      if (connection.goodUntilMs > nowMs) return true;
      this.#live.delete(connection);
      connection.drop();
      return false;
    });
    this.#idle.push(...good);
    this.#staleMs = Math.min(...good.map(({ goodUntilMs }) => goodUntilMs));
  }

  /** It is over, whatever it was doing. */
  forget(connection: Connection): void {
    this.#live.delete(connection);
    this.#noLongerOpening(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  /** Those that have been opening since that moment, or whose own request was sent before it. */
  late(sinceMs: number): readonly Connection[] {
    const late: Connection[] = [];
    for (const connection of this.#opening) {
      const { openedMs, reserved } = connection;
      if (openedMs <= sinceMs || (reserved !== null && reserved.sentMs <= sinceMs))
        late.push(connection);
      // In order of opening: what follows is not late unless some is reserved.
      else if (this.#reserved === 0) break;
    }
    return late;
  }

  dropAll(): void {
    for (const connection of this.#live) connection.drop();
  }

  #noLongerOpening(connection: Connection): void {
    if (this.#opening.delete(connection) && connection.reserved !== null) this.#reserved--;
  }
}
