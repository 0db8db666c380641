import { PlimsollError } from "../../core/errors/index.ts";
import { type Answer, Connection } from "./connection.ts";
import { type Address, type Listening, listen, type OnConnection } from "./listen.ts";

export interface MockHostServer {
  /** "http://127.0.0.1:7310" */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Listens; `answer` is made once the origin is known, because every site's address contains it.
 * HTTP is spoken here rather than by `node:http`, which costs several times what the host itself does.
 */
export async function serveMockHost(
  address: Address,
  prepare: (origin: string) => Answer,
): Promise<MockHostServer> {
  let answer: Answer | null = null;
  const open = new Set<Connection>();
  const listening = await listenOn(address, (stream) => {
    open.add(new Connection(stream, answer!, (closed) => open.delete(closed)));
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

async function listenOn(address: Address, onConnection: OnConnection): Promise<Listening> {
  try {
    return await listen(address, onConnection);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const { host, port } = address;
    throw new PlimsollError("address.taken", `${host}:${port} is taken by another process.`);
  }
}
