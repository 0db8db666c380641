import { type AddressInfo, createServer, type Server } from "node:net";
import { PlimsollError } from "../../errors/index.ts";
import { type Answer, Connection } from "./connection.ts";

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
  address: { readonly host: string; readonly port: number },
  prepare: (origin: string) => Answer,
): Promise<MockHostServer> {
  let answer: Answer | null = null;
  const open = new Set<Connection>();
  const server = createServer(
    { allowHalfOpen: true, noDelay: true, pauseOnConnect: true },
    (socket) => {
      open.add(new Connection(socket, answer!, (closed) => open.delete(closed)));
    },
  );
  const port = await listen(server, address);
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  const origin = `http://${host}:${port}`;
  answer = prepare(origin);
  const patience = setInterval(() => {
    for (const connection of open) connection.waitOn();
  }, 1_000).unref();
  return {
    origin,
    close() {
      clearInterval(patience);
      return stop(server, open);
    },
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new PlimsollError("address.taken", `${host}:${port} is taken by another process.`)
          : error,
      ),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server, connections: Iterable<Connection>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const connection of connections) connection.destroy();
  });
}
