import { setTimeout } from "node:timers/promises";
import pg from "pg";

const RETRY_MS = 1_000;

interface Listener {
  readonly channel: string;
  readonly hear: () => void;
}

/**
 * Notifications of a database, over a connection of their own that is opened with the first listener
 * and again whenever it breaks. What was notified meanwhile is made up for: every listener is called.
 */
export function notifications(connectionString: string) {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  let client: pg.Client | null = null;
  let connecting: Promise<void> | null = null;

  function hear(channel?: string): void {
    for (const listener of listeners)
      if (channel === undefined || listener.channel === channel) listener.hear();
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString, application_name: "plimsoll", keepAlive: true });
    next.on("notification", ({ channel }) => hear(channel));
    const broken = Promise.withResolvers<void>();
    next.on("error", () => broken.resolve());
    next.on("end", () => broken.resolve());
    try {
      await next.connect();
      client = next;
      for (const { channel } of listeners) await next.query(`LISTEN ${channel}`);
      hear();
      await broken.promise;
    } catch {
      // As if it had broken at once: listeners also poll the ledger.
    }
    client = null;
    await next.end().catch(() => {});
  }

  async function keepConnected(): Promise<void> {
    while (!closing.signal.aborted) {
      await connect();
      await setTimeout(RETRY_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  return {
    listen(channel: string, listener: () => void): { close(): void } {
      const one = { channel, hear: listener };
      listeners.add(one);
      connecting ??= keepConnected();
      client?.query(`LISTEN ${channel}`).catch(() => {});
      return { close: () => void listeners.delete(one) };
    },
    async close(): Promise<void> {
      closing.abort();
      await client?.end().catch(() => {});
      await connecting;
    },
  };
}
