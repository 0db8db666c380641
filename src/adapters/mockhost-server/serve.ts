import { PlimsollError } from "../../core/errors/index.ts";
import { type Answer, Connection } from "./connection.ts";
import { listenOverNet } from "./listen-over-net.ts";
import { listenOverRing } from "./listen-over-ring.ts";
import type { Address, Listening, OnLine } from "./listening.ts";

export interface MockHostServer {
  /** "http://127.0.0.1:7310" */
  readonly origin: string;
  close(): Promise<void>;
}

/** Whose the thread is: one that has other things to do is not made to wait for a ring. */
export type Thread = "own" | "shared";

/**
 * Listens; `answer` is made once the origin is known, because every site's address contains it.
 * HTTP is spoken here rather than by `node:http`, which costs several times what the host itself does.
 */
export async function serveMockHost(
  address: Address,
  prepare: (origin: string) => Answer,
  thread: Thread = "own",
): Promise<MockHostServer> {
  let answer: Answer | null = null;
  const open = new Set<Connection>();
  const listening = await listen(address, thread, (line) => {
    open.add(new Connection(line, answer!, (closed) => open.delete(closed)));
  });
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  const origin = `http://${host}:${listening.port}`;
  answer = prepare(origin);
  const patience = setInterval(() => {
    for (const connection of open) connection.waitOn();
  }, 1_000).unref();
  return {
    origin,
    async close() {
      clearInterval(patience);
      const closed = listening.close();
      for (const connection of open) connection.destroy();
      await closed;
    },
  };
}

async function listen(address: Address, thread: Thread, onLine: OnLine): Promise<Listening> {
  try {
    const overRing = thread === "own" ? listenOverRing(address, onLine) : null;
    return overRing ?? (await listenOverNet(address, onLine));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const { host, port } = address;
    throw new PlimsollError("address.taken", `${host}:${port} is taken by another process.`);
  }
}
